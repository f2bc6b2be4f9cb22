"""The HTTP reads of how a city does today: the table of an area, and the list behind one number of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from flask import Flask, Response
from msgspec import Meta, Struct

from city.areas.area import Area
from city.areas.areas import Areas
from city.cases.case import Case
from city.live import LiveCity
from city.queries.performance import KINDS, NUMBERS, PerformanceRow, performance, response_s
from city.queries.performance import behind as cases_behind
from dashboard.access.viewer import viewer
from dashboard.api.areas import LISTED, OF_AN_AREA, AreaCode, looked_up
from dashboard.console.queue_rows import CaseState, Name
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented, one_of

Kind = Annotated[str, one_of(KINDS)]
RowId = Annotated[str, Meta(description="Of a row of this kind; `all` of `areas` is the total.")]
NumberName = Annotated[str, one_of(NUMBERS)]


class PerformanceTable(Struct, frozen=True):
    """How an area does today: all of it, its children, and the departments and people with anything to their
    name; no people for those who are told no ids."""

    as_of: int
    code: str
    total: PerformanceRow
    areas: list[PerformanceRow]
    departments: list[PerformanceRow]
    people: list[PerformanceRow]


class PerformanceCase(Struct, frozen=True):
    """`first_response_s`: seconds until the first person did something about it."""

    id: str
    item: str
    state: CaseState
    owner: str | None
    place: list[Name]
    filed: int
    due: int | None
    paused: bool
    closed: int | None
    returned: int
    first_response_s: float | None
    sos: bool
    calling: bool
    urgent: bool
    acknowledged: bool
    to_locate: bool
    to_sort: bool


class PerformanceList(Struct, frozen=True):
    """The cases behind one number: all are counted in `total`, at most 500 listed."""

    as_of: int
    kind: Kind
    id: str
    number: NumberName
    total: int
    rows: list[PerformanceCase]


def register(server: Flask, areas: Areas, reads: PerformanceReads) -> None:
    """Two reads of one area."""

    @server.get("/api/areas/<code>/performance")
    @documented(PerformanceTable, *OF_AN_AREA)
    def area_performance(code: AreaCode) -> Response:
        """How an area does today."""
        area = looked_up(areas, code)
        return area if isinstance(area, Response) else answer(reads.table(area))

    @server.get("/api/areas/<code>/performance/<kind>/<id>/<number>")
    @documented(
        PerformanceList, *OF_AN_AREA, (404, "unknown_kind"), (404, "unknown_number"), (404, "unknown_id")
    )
    def area_performance_list(code: AreaCode, kind: Kind, id: RowId, number: NumberName) -> Response:
        """The cases behind one number of that table."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        refused = reads.unknown(area, kind, id, number)
        return refused or answer(reads.behind(area, kind, id, number))


class PerformanceReads:
    """`city()` is the fold that pages see."""

    def __init__(self, city: Callable[[], LiveCity], clock: Callable[[], int]) -> None:
        self._city, self._clock = city, clock

    def table(self, area: Area) -> PerformanceTable:
        now = self._clock()
        found = performance(self._city(), area.code, now, viewer().scope)
        people = found.people if viewer().names else []
        return PerformanceTable(now, area.code, found.total, found.areas, found.departments, people)

    def unknown(self, area: Area, kind: str, id: str, number: str) -> Response | None:
        """Why there is no such list. Somebody outside the scope is as unknown as nobody."""
        if kind not in KINDS:
            return refuse(404, "unknown_kind", f"A kind is one of {', '.join(KINDS)}; got {kind[:64]}.")
        if number not in NUMBERS:
            return refuse(
                404, "unknown_number", f"A number is one of {', '.join(NUMBERS)}; got {number[:64]}."
            )
        live = self._city()
        person = live.roster.get(id)
        known = {
            "areas": id in (area.code, "all")
            or id in {child.code for child in live.areas.children(area.code)},
            "departments": kind == "departments" and self._department(area, id),
            "people": viewer().names
            and person is not None
            and live.areas.within(person.area, viewer().scope),
        }[kind]
        return None if known else refuse(404, "unknown_id", f"None of the {kind} here has the id {id[:64]}.")

    def _department(self, area: Area, id: str) -> bool:
        """One of the files, or one that has left them and still has cases here."""
        if id in self._city().matters.departments:
            return True
        rows = performance(self._city(), area.code, self._clock(), viewer().scope).departments
        return any(row.id == id for row in rows)

    def behind(self, area: Area, kind: str, id: str, number: str) -> PerformanceList:
        now = self._clock()
        cases = cases_behind(self._city(), area.code, now, viewer().scope, kind, id, number)
        rows = [self._row(area, case) for case in cases[:LISTED]]
        return PerformanceList(now, kind, id, number, len(cases), rows)

    def _row(self, area: Area, case: Case) -> PerformanceCase:
        return PerformanceCase(
            id=case.id,
            item=case.item,
            state=case.state,
            owner=self._city().sight(viewer().scope).seat(case.owner),
            place=self._city().place(case, area.code),
            filed=case.filed,
            due=case.due,
            paused=case.paused is not None,
            closed=case.closed_at,
            returned=case.returned,
            first_response_s=None if case.first_response is None else response_s(case),
            sos=case.sos,
            calling=case.calling,
            urgent=case.urgent,
            acknowledged=case.acknowledged_by is not None,
            to_locate=case.to_locate,
            to_sort=case.to_sort,
        )
