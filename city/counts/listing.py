"""The people, grids or cases behind a number. Each list holds exactly what its counter counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from city.cases.case import Case
from city.counts.census import active_rows
from city.people.fixes import MARKS, STATES, UNLISTED

if TYPE_CHECKING:
    from city.live import LiveCity

Names = list[tuple[str, str | None]]  # Chinese and English, the upper area first
_AT_HOME = ("people", "on_duty", "handling", "patrolling", "idle", "offline", "off_shift", "outside")


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """`area` is where they are and `place` its names; `age` of the newest fix in ms, None when never seen;
    `marks` why that one does not move them."""

    id: str
    name: str | None
    name_en: str | None
    state: str
    home: str | None
    area: str | None
    place: Names
    age: int | None
    marks: list[str]


@dataclass(frozen=True, slots=True)
class ListedPosts:
    """An area that has posts of its own."""

    code: str
    name: str
    name_en: str | None
    place: Names
    posts: int


@dataclass(frozen=True, slots=True)
class ListedGrid:
    """`last` is when it was visited last, `open` how many open cases lie in it."""

    code: str
    name: str
    name_en: str | None
    place: Names
    last: int | None
    open: int


@dataclass(frozen=True, slots=True)
class ListedCase:
    """`place` names the areas it lies in, below the area that was asked for."""

    id: str
    item: str
    place: Names
    state: str
    filed: int
    due: int | None
    ended: int | None
    paused: bool
    owner: str | None
    sos: bool
    unverified: bool
    urgent: bool
    acknowledged: bool
    to_locate: bool
    to_sort: bool


Listed = list[ListedPerson] | list[ListedPosts] | list[ListedGrid] | list[ListedCase]


def rows_behind(city: LiveCity, counter: str, code: str, limit: int, scope: str | None = None) -> Listed:
    """At most `limit` rows: people by id, grids by their last visit, cases newest first."""
    first = city.areas.position[code]
    last = int(city.areas.end[first])
    if counter == "posts":
        return _posts(city, first, last, code)[:limit]
    if counter in ("grids", "grids_covered"):
        return _grids(city, code, counter == "grids_covered", limit)
    if counter in _AT_HOME or counter in ("unlisted", "visiting"):
        people = np.flatnonzero(_people(city, counter, first, last) & _known(city, scope))
        return [
            _person(city, row, code)
            for row in sorted(people.tolist(), key=city.people.ids.__getitem__)[:limit]
        ]
    return [_case(city, case, code) for case in _cases(city, counter, first, last, limit)]


def _known(city: LiveCity, scope: str | None) -> Any:
    """Those whom a viewer with this scope may know; whoever is on no roster, to the whole city's."""
    if scope is None or scope == city.areas.root.code:
        return True
    first = city.areas.position[scope]
    return (city.people.home >= first) & (city.people.home < city.areas.end[first])


def _people(city: LiveCity, counter: str, first: int, last: int) -> Any:
    """A truth value a row of the people."""
    people = city.people
    active = active_rows(people)
    at_home = (people.home >= first) & (people.home < last)
    located = (people.leaf >= first) & (people.leaf < last)
    if counter == "unlisted":
        recent = (people.leaf != -2) & (people.time >= city.now - city.presence.window)
        outside = (people.leaf == -1) & (first == 0)
        return (people.state == UNLISTED) & recent & (located | outside)
    chosen = {
        "people": at_home,
        "on_duty": at_home & active,
        "offline": at_home & ~active & city.duty.on(city.now),
        "off_shift": at_home & ~active & (not city.duty.on(city.now)),
        "outside": at_home & active & (people.leaf == -1),
        "visiting": active & located & ~at_home,
    }
    found = chosen.get(counter)
    return at_home & (people.state == STATES.index(counter)) if found is None else found


def _names(city: LiveCity, position: int, code: str) -> Names:
    """Chinese and English names down to this area, from below `code`; from below the root when elsewhere."""
    areas = city.areas
    found = areas.order[position].code
    base = code if areas.within(found, code) else areas.root.code
    below = int(areas.depth[areas.position[base]]) + 1
    return [(area.name, area.name_en) for area in areas.path(found)[below:]]


def _person(city: LiveCity, row: int, code: str) -> ListedPerson:
    people = city.people
    inspector, leaf, home = people.ids[row], int(people.leaf[row]), int(people.home[row])
    person = city.roster.get(inspector)
    shown = bool(people.shown[row])
    return ListedPerson(
        id=inspector,
        name=person.name if person else None,
        name_en=person.name_en if person else None,
        state=STATES[people.state[row]],
        home=city.areas.order[home].code if home >= 0 else None,
        area=city.areas.order[leaf].code if leaf >= 0 and shown else None,
        place=_names(city, leaf, code) if leaf >= 0 and shown else [],
        age=city.now - int(people.time[row]) if leaf != -2 else None,
        marks=[name for name, bit in MARKS.items() if people.marks[row] & bit],
    )


def _area(city: LiveCity, position: int, code: str) -> tuple[str, str, str | None, Names]:
    area = city.areas.order[position]
    return area.code, area.name, area.name_en, _names(city, position, code)


def _posts(city: LiveCity, first: int, last: int, code: str) -> list[ListedPosts]:
    areas = city.areas.order
    found = (position for position in range(first, last) if areas[position].posts)
    return [ListedPosts(*_area(city, position, code), posts=areas[position].posts) for position in found]


def _grids(city: LiveCity, code: str, covered: bool, limit: int) -> list[ListedGrid]:
    """Not covered for longest first, or, of the covered ones, the newest visit first."""
    first = city.areas.position[code]
    last = int(city.areas.end[first])
    chosen = city.covered(city.now) if covered else city.coverage.grids
    positions = first + np.flatnonzero(chosen[first:last])
    visits = city.coverage.last[positions]
    positions = positions[np.argsort(-visits if covered else visits, kind="stable")][:limit]
    opened = city.grid_open()
    return [
        ListedGrid(
            *_area(city, at, code),
            last=int(city.coverage.last[at]) if city.coverage.last[at] >= 0 else None,
            open=int(opened[at]),
        )
        for at in positions.tolist()
    ]


def _cases(city: LiveCity, counter: str, first: int, last: int, limit: int) -> list[Case]:
    case_columns = city.case_columns
    today = case_columns.day == city.days.day(city.now)
    chosen = {
        "reported": today,
        "advised": today & case_columns.advised,
        "dispatched": today & case_columns.dispatched,
        "resolved": today & case_columns.fed_back,
        "closed": today & case_columns.closed,
        "open": case_columns.open,
        "overdue": case_columns.overdue(city.now),
        "unlocated": case_columns.unlocated,
        "sos": case_columns.waiting,
    }[counter]
    here = (case_columns.position >= first) & (case_columns.position < last)
    return city.some(case_columns.newest(np.flatnonzero(here & chosen), limit))


def _case(city: LiveCity, case: Case, code: str) -> ListedCase:
    return ListedCase(
        id=case.id,
        item=case.item,
        place=city.place(case, code),
        state=case.state,
        filed=case.filed,
        due=case.due,
        ended=case.ended_at,
        paused=case.paused is not None,
        owner=case.owner,
        sos=case.sos,
        unverified=case.unverified,
        urgent=case.urgent,
        acknowledged=case.acknowledged_by is not None,
        to_locate=case.to_locate,
        to_sort=case.to_sort,
    )
