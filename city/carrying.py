"""What a fold by one edition of the areas left, carried over to another: people and cases go to where they
lie today, visits with their area, and what was counted on earlier days stays as it was."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.case import Case, from_plain, plain
from city.cases.case_places import CasePlaces
from city.counts.counters import UNKNOWN
from city.counts.former import Former, former
from city.counts.past_cases import PastCases
from city.counts.samples import SAMPLED, SLOTS
from city.people.coverage import NEVER
from city.people.fixes import FIX

Positions = NDArray[np.int32]


def tree_of(areas: Areas) -> dict[str, Any]:
    """Its codes, depth first, and the end of each one's subtree: what positions of it mean."""
    codes = "\n".join(area.code for area in areas.order)
    return {"codes": zlib.compress(codes.encode(), 1), "end": areas.end.astype("<i4").tobytes()}


def carried(state: dict[str, Any], areas: Areas, places: CasePlaces) -> dict[str, Any]:
    """The state of a snapshot by another edition, as one by `areas`. Raises KeyError, ValueError or
    zlib.error."""
    codes = zlib.decompress(state["tree"]["codes"]).decode().split("\n")
    if codes[0] != areas.root.code:
        raise ValueError(f"a picture of another city, {codes[0]}")
    end = np.frombuffer(state["tree"]["end"], "<i4").astype(np.int32)
    own = {area.code: position for position, area in enumerate(areas.order)}
    here = np.array([own.get(code, -1) for code in codes], np.int32)
    cases = [from_plain(row, lambda area: (area,)) for row in state["cases"]]
    at = {code: position for position, code in enumerate(codes)}
    lay = {case.id: at[case.area] for case in cases}
    return state | {
        "edition": areas.edition,
        "fixes": _fixes(state["fixes"], places.locator),
        "rough": _fixes(state["rough"], places.locator),
        "trails": _trails(state["trails"], places.locator),
        "visits": _visits(state["visits"], here, len(areas)),
        "cases": [plain(_today(case, state["edition"], places)) for case in cases],
        "earlier": _earlier(state["earlier"], end, here, lay, areas),
    }


def _today(case: Case, edition: str, places: CasePlaces) -> Case:
    """What nobody can find again is to be located, in the whole city."""
    area = places.area(case.area, case.lat, case.lon, edition)
    root = places.areas.root.code
    return replace(case, area=area or root, to_locate=case.to_locate or area is None)


def _fixes(kept: bytes, locator: Locator) -> bytes:
    fixes = np.frombuffer(kept, FIX).copy()
    fixes["leaf"] = _leaf(fixes["leaf"], fixes["lat"], fixes["lon"], locator)
    return fixes.tobytes()


def _trails(kept: list[bytes], locator: Locator) -> list[bytes]:
    """Of the columns of trails the last is the leaf."""
    time, lat, lon, accuracy, leaf = kept
    was, at_lat, at_lon = (np.frombuffer(column, "<i4") for column in (leaf, lat, lon))
    found = _leaf(was, at_lat, at_lon, locator)
    return [time, lat, lon, accuracy, found.astype("<i4").tobytes()]


def _leaf(leaf: Positions, lat: Positions, lon: Positions, locator: Locator) -> Positions:
    """Today's, of places in 1e-6 degrees; those that lay in the city as a whole or outside of it stay so."""
    found, inside = leaf.copy(), np.flatnonzero(leaf > 0)
    if len(inside):
        found[inside] = locator.leaf(lat[inside] / 1e6, lon[inside] / 1e6)
    return found


def _visits(visits: bytes, here: Positions, areas: int) -> bytes:
    last = np.full(areas, NEVER, "<i8")
    last[here[here >= 0]] = np.frombuffer(visits, "<i8")[here >= 0]
    return last.tobytes()


def _earlier(
    state: dict[str, Any], end: Positions, here: Positions, lay: dict[str, int], areas: Areas
) -> dict[str, Any]:
    """Cases so far are counted by the edition they were filed under, each number where its area is today."""
    formers = [former(each) for each in state["formers"]]
    for each in formers:
        each.here = np.where(each.here >= 0, here[each.here], -1).astype(np.int32)
    theirs = set().union(*(each.places for each in formers))
    last = Former(end, here, {id: place for id, place in lay.items() if id not in theirs})
    last.past.restore(state["past"])
    past = PastCases()
    past.begin(int(state["past"]["reach"]))
    return {
        "past": past.state(),
        "samples": state["samples"] | {"values": _samples(state["samples"]["values"], end, here, areas)},
        "formers": [each.state() for each in (*formers, last)],
    }


def _samples(packed: bytes, end: Positions, here: Positions, areas: Areas) -> bytes:
    """Of each area that had others below it and has some today."""
    before, now = _above(end), _above(areas.end)
    told = np.frombuffer(zlib.decompress(packed), "<i4").reshape(SLOTS, len(SAMPLED), len(before))
    values = np.full((SLOTS, len(SAMPLED), len(now)), UNKNOWN, "<i4")
    column = {int(position): at for at, position in enumerate(now)}
    for at, position in enumerate(here[before].tolist()):
        if position in column:
            values[:, :, column[position]] = told[:, :, at]
    return zlib.compress(values.tobytes(), 1)


def _above(end: Positions) -> NDArray[np.intp]:
    return np.flatnonzero(end > np.arange(len(end)) + 1)
