"""The list behind a number by the areas below or by department: the largest group first. A group tells its
whole number, also where not all of its rows are shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from city.counts.counting import COUNTING, Where
from city.live import LiveCity
from city.queries.listing import Listed, ordered_rows, shown_rows
from city.sight import Sight

BY = ("area", "department")
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`total` rows are in it, `shown` of them are listed; `name` is None where nothing names it, `page` the
    area to look at."""

    code: str
    name: str | None
    name_en: str | None
    page: str | None
    total: int
    shown: int


def grouped_rows(
    city: LiveCity, counter: str, code: str, limit: int, sight: Sight | None, by: str
) -> tuple[Listed, list[Group]]:
    """At most `limit` rows, group after group, in each in the order of the plain list. People, posts and
    grids are with no department: they are grouped by area whatever is asked for."""
    where = COUNTING[counter].where
    rows = ordered_rows(city, counter, code, sight, None)
    if by == "department" and where is Where.CASE:
        codes = [_department(city, row) for row in rows.tolist()]
    else:
        codes = _areas(city, _positions(city, where, rows), code)
    totals: dict[str, int] = {}
    for each in codes:
        totals[each] = totals.get(each, 0) + 1
    ranked = sorted(totals, key=lambda each: (-totals[each], each))
    rank = {each: at for at, each in enumerate(ranked)}
    order = np.argsort([rank[each] for each in codes], kind="stable")[:limit].astype(np.intp)
    groups, left = [], limit
    for each in ranked:
        groups.append(_group(city, each, by == "department" and where is Where.CASE, totals[each], left))
        left -= groups[-1].shown
    return shown_rows(city, counter, code, rows[order], sight), groups


def _group(city: LiveCity, code: str, department: bool, total: int, left: int) -> Group:
    known = city.matters.departments.get(code) if department else city.areas.get(code)
    page = None if department or code == NOWHERE else code
    name, name_en = (known.name, known.name_en) if known else (code or None, None)
    return Group(code, name, name_en, page, total, min(total, left))


def _positions(city: LiveCity, where: Where, rows: NDArray[np.intp]) -> NDArray[np.int32]:
    """Where each row counts; -1 outside the city."""
    if where is Where.CASE:
        return city.case_columns.position[rows]
    if where is Where.AREA:
        return rows.astype(np.int32)
    column: NDArray[np.int32] = city.people.home if where is Where.HOME else city.people.leaf
    return column[rows]


def _areas(city: LiveCity, positions: NDArray[np.int32], code: str) -> list[str]:
    """The area below that each lies in, or the one asked about; NOWHERE outside the city."""
    below = int(city.areas.depth[city.areas.position[code]]) + 1
    found = []
    for position in positions.tolist():
        path = city.areas.path(city.areas.order[position].code) if position >= 0 else []
        found.append(path[below].code if len(path) > below else code if path else NOWHERE)
    return found


def _department(city: LiveCity, row: int) -> str:
    """Whom it was sent to, or else the department of its item."""
    cases = city.case_columns
    sent_to = int(cases.sent_to[row])
    if sent_to >= 0:
        return cases.names[sent_to]
    item = city.matters.items.get(cases.names[int(cases.item[row])])
    return item.department if item else NOWHERE
