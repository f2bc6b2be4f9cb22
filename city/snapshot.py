"""What of the fold outlives a process: plain values and bytes. What follows from them is not kept."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from city.carrying import carried, tree_of
from city.live import LiveCity
from city.people.fixes import FIX
from city.time.days import DAY

SCHEMA = 6


class SnapshotError(ValueError):
    """One sentence: why a snapshot is of no use here. The streams must be read from their beginning."""


def remember(city: LiveCity) -> dict[str, Any]:
    people = city.people
    lately = (people.home >= 0) | (people.time >= city.now - DAY) | people.sos
    rows = np.flatnonzero((people.leaf != -2) & lately)  # strangers long silent need no row after a restart
    fixes, rough = city.presence.recent.of(rows)
    return {
        "schema": SCHEMA,
        "edition": city.areas.edition,
        "tree": tree_of(city.areas),
        "patrol": city.rules.patrol_minutes,
        "ids": [people.ids[row] for row in rows.tolist()],
        "fixes": fixes.tobytes(),
        "rough": rough.tobytes(),
        "trails": [little(np.take(column, rows, axis=0)) for column in city.presence.trails.columns],
        "visits": little(city.coverage.last),
        "cases": city.cases.state(),
        "histories": city.cases.histories(),
        "calls": city.calls.state(),
        "ahead": dict(city.ahead),
        "earlier": city.earlier.state(),
    }


def revive(city: LiveCity, state: dict[str, Any]) -> None:
    """Into a city that has folded nothing yet; tick before it is shown. People who left the roster come back
    unlisted, new ones unseen; what another edition of the areas left goes where it lies in this one. Raises
    SnapshotError."""
    if state.get("schema") != SCHEMA:
        raise SnapshotError(f"snapshot: schema must be {SCHEMA}, got {state.get('schema')!r}")
    if city.version:
        raise SnapshotError("snapshot: must come before anything else is folded, got it later")
    try:
        if state["edition"] != city.areas.edition:
            state = carried(state, city.areas, city.cases.case_places)
        _people(city, state)
        city.coverage.last[:] = np.frombuffer(state["visits"], "<i8")
        city.calls.restore(state["calls"])
        city.ahead.update(state["ahead"])
        city.earlier.restore(state["earlier"])
        city.cases.restore(state["cases"], state["histories"])
    except (KeyError, TypeError, ValueError, IndexError, zlib.error) as error:
        raise SnapshotError(f"snapshot: must be complete, got {error!r}") from error
    city.restored()


def _people(city: LiveCity, state: dict[str, Any]) -> None:
    recent, trails = city.presence.recent, city.presence.trails
    ids: list[str] = state["ids"]
    if not ids:
        return
    rows = city.presence.rows(ids)
    for slots, told in ((recent.last, state["fixes"]), (recent.rough, state["rough"])):
        slots[rows] = np.frombuffer(told, FIX).reshape(len(rows), -1)
    if state["patrol"] == city.rules.patrol_minutes:
        for column, told in zip(trails.columns, state["trails"], strict=True):
            column[rows] = np.frombuffer(told, column.dtype).reshape(len(rows), -1)
    city.presence.revive(rows)


def little(column: np.ndarray[Any, Any]) -> bytes:
    return column.astype(column.dtype.newbyteorder("<"), copy=False).tobytes()
