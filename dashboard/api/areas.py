"""The HTTP API: an area's numbers, what is behind a number, an area's shapes. Every read takes a viewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import numpy as np
from flask import Flask, Response, request
from msgspec import Meta, Struct

from city.areas.areas import Area, Areas
from city.counts.counters import COUNTERS, DEFINITIONS, UNKNOWN
from city.live import LiveCity
from city.people.shifts import ShiftPlan
from city.queries.grouping import BY, Group, grouped_rows
from city.queries.listing import (
    Listed,
    ListedCase,
    ListedGrid,
    ListedPerson,
    ListedPosts,
    kinds_behind,
    rows_behind,
)
from dashboard.access.viewer import viewer
from dashboard.api.geometry import AreaMap, Geometry
from dashboard.api.list_csv import Sheet
from dashboard.rooms.room_state import ADDITIVE, counters, direct_row, told
from dashboard.transport.answers import answer, answer_bytes, refuse
from dashboard.transport.language import language
from dashboard.transport.route_docs import Parameter, documented, items_of, one_of
from dashboard.truth.freshness import Freshness
from layouts.counter_words import counter_words

LISTED = 500
ABSENT = ("unseen", "offline", "off_shift")
ALL = 100_000
A_YEAR = 365 * 86_400
LISTABLE = (ListedPerson, ListedPosts, ListedGrid, ListedCase)
OF_AN_AREA = ((404, "unknown_area"),)
EDITION = Parameter("edition", str, "Of the city's areas: with it the answer may be kept for ever.", False)
GROUP = Parameter(
    "group", str, f"By what rows are grouped, the largest group first: {' or '.join(BY)}.", False
)
AreaCode = Annotated[str, Meta(description="An area's code.")]
CounterName = Annotated[str, Meta(description="One of the counters."), one_of(COUNTERS)]
Numbers = dict[str, int | None]  # by the counters' names; null where it is not known


class AreaNow(Struct, frozen=True):
    code: str
    name: str
    counters: Numbers


class AreaLive(Struct, frozen=True):
    """What the wall shows of an area. `direct` is what belongs to it and to none of its children, null when
    that is nothing."""

    code: str
    name: str
    as_of: int
    counters: Numbers
    children: list[AreaNow]
    direct: Numbers | None
    truth: Freshness


class CounterMeaning(Struct, frozen=True):
    """What a counter is called and what it means, in Chinese and English."""

    unit: str
    zh: str
    en: str
    zh_text: str
    en_text: str


class CounterList(Struct, frozen=True):
    """What is behind a number: at most 500 rows, people, areas or cases. `before`: what it was at this time a
    `day` and a `week` ago, as far as that is known. `kinds`: of people, how many are of each kind, where the
    roster has several. `groups`, when asked for, in the order of the rows."""

    counter: str
    as_of: int
    definition: CounterMeaning
    total: int | None
    before: dict[str, int]
    kinds: dict[str, int]
    groups: list[Group]
    rows: Annotated[list[Any], items_of(*LISTABLE)]


def looked_up(areas: Areas, code: str) -> Area | Response:
    """The area, or the same answer for one that is not there and one this viewer may not see."""
    area = areas.get(code)
    if area is None or not areas.within(code, viewer().scope):
        return refuse(404, "unknown_area", f"You see no area with the code {code[:64]}.")
    return area


def register(server: Flask, areas: Areas, numbers: AreaNumbers, geometry: Geometry) -> None:
    """Three reads of one area."""

    @server.get("/api/areas/<code>/live")
    @documented(AreaLive, *OF_AN_AREA)
    def area_live(code: AreaCode) -> Response:
        """An area's numbers, as of the last tick."""
        area = looked_up(areas, code)
        return area if isinstance(area, Response) else answer(numbers.of(area))

    @server.get("/api/areas/<code>/map")
    @documented(AreaMap, *OF_AN_AREA, query=(EDITION,))
    def area_map(code: AreaCode) -> Response:
        """An area's shape and those below it."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        return shapes(geometry, area)

    @server.get("/api/areas/<code>/list/<counter>")
    @documented(CounterList, *OF_AN_AREA, (404, "unknown_counter"), query=(GROUP,), parts=LISTABLE)
    def area_list(code: AreaCode, counter: CounterName) -> Response:
        """What a number means, and the rows it counts."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        return unknown(counter) or answer(numbers.behind(area, counter, asked_groups()))

    @server.get("/api/areas/<code>/list/<counter>/csv")
    @documented("text/csv", *OF_AN_AREA, (404, "unknown_counter"), query=(GROUP,))
    def area_list_csv(code: AreaCode, counter: CounterName) -> Response:
        """All rows behind a number for a spreadsheet, in the language of `lang`."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        return unknown(counter) or numbers.sheet(area, counter, language(), asked_groups())


def asked_groups() -> str | None:
    """By what the list is to be grouped; None: it is not."""
    by = request.args.get("group")
    return by if by in BY else None


def unknown(counter: str) -> Response | None:
    """Why there is no list behind a number of this name."""
    if counter in DEFINITIONS:
        return None
    return refuse(404, "unknown_counter", f"A counter is one of {', '.join(COUNTERS)}; got {counter[:64]}.")


class AreaNumbers:
    """`city()` is the fold that pages see, `ticked_at()` when it was counted; `truth(now)` how fresh;
    `plan()` of shifts, None where none is kept."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        ticked_at: Callable[[], int],
        truth: Callable[[int], Freshness],
        plan: Callable[[], ShiftPlan | None] = lambda: None,
    ) -> None:
        self._plan = plan
        self._city, self._clock, self._ticked_at, self._truth = city, clock, ticked_at, truth

    def of(self, area: Area) -> AreaLive:
        """What the wall shows of an area, as of the last tick."""
        live, now = self._city(), self._clock()
        position = live.areas.position[area.code]
        children = live.areas.children(area.code)
        places = np.array([live.areas.position[child.code] for child in children], np.int64)
        direct = direct_row(live, position, places)
        return AreaLive(
            code=area.code,
            name=area.name,
            as_of=self._ticked_at(),
            counters=counters(live, position),
            children=[
                AreaNow(c.code, c.name, counters(live, int(p))) for c, p in zip(children, places, strict=True)
            ],
            direct=None if direct is None else _additive(direct.tolist()),
            truth=self._truth(now),
        )

    def behind(self, area: Area, counter: str, by: str | None = None) -> CounterList:
        """A number's meaning, its time, and the rows it counts."""
        live = self._city()
        position = live.areas.position[area.code]
        total = int(live.counters[position, COUNTERS.index(counter)])
        rows, groups = _listed(live, counter, area.code, LISTED, by)
        rows = with_plans(rows, self._plan(), self._clock())
        return CounterList(
            counter=counter,
            as_of=self._ticked_at(),
            definition=CounterMeaning(DEFINITIONS[counter].unit, **counter_words(live.rules)[counter]),
            total=None if total == UNKNOWN else total,
            before={
                ago: known[counter] for ago, known in live.earlier.of(position).items() if counter in known
            },
            kinds=kinds_behind(live, counter, area.code, live.sight(viewer().scope)),
            groups=groups,
            rows=rows,
        )

    def sheet(self, area: Area, counter: str, lang: str, by: str | None = None) -> Response:
        """All of them, as CSV."""
        live = self._city()
        rows, groups = _listed(live, counter, area.code, ALL, by)
        text = Sheet(live.matters, live.days, lang, live.colleagues).text(rows, groups)
        day = live.days.stamp(self._clock(), "%Y%m%d-%H%M")
        response = Response(text, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{counter}-{day}.csv"'
        response.headers["Cache-Control"] = "no-store"
        return response


def _listed(
    live: LiveCity, counter: str, code: str, limit: int, by: str | None
) -> tuple[Listed, list[Group]]:
    sight = live.sight(viewer().scope, viewer().names)
    if by is None:
        return rows_behind(live, counter, code, limit, sight), []
    return grouped_rows(live, counter, code, limit, sight, by)


def with_plans(rows: Listed, plan: ShiftPlan | None, now: int) -> list[Any]:
    """Of whoever is planned to work now and does not, until when; of those told by their id."""
    if plan is None:
        return list(rows)
    return [
        replace(row, planned=plan.planned(row.id, now))
        if isinstance(row, ListedPerson) and row.id is not None and row.state in ABSENT
        else row
        for row in rows
    ]


def _additive(row: list[int]) -> Numbers:
    pairs = zip(COUNTERS, told(row), ADDITIVE, strict=True)
    return {name: value for name, value, adds in pairs if adds}


def shapes(geometry: Geometry, area: Area) -> Response:
    """The map payload: kept for ever under its edition, asked anew without one."""
    edition = geometry.areas.edition
    body, packed = geometry.payload(area.code)
    response = answer_bytes(body, packed=packed)
    response.set_etag(f"{edition}-{area.code}")
    asked = request.args.get("edition")
    kept = f"private, max-age={A_YEAR}, immutable" if asked == edition else "private, no-cache"
    response.headers["Cache-Control"] = kept
    response.make_conditional(request)
    return response
