"""The people, grids or cases behind a number. Each list holds exactly what its counter counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.case import Case
from city.counts.counting import COUNTING, Where
from city.live import LiveCity
from city.people.fixes import MARKS, STATES, People
from city.people.kinds import KINDS
from city.sight import Sight
from city.time.deadlines import runs_on

Names = list[tuple[str, str | None]]  # Chinese and English, the upper area first


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """`area` is where they are, `page` the area whose page shows them, `place` its names; `age` of the newest
    fix in ms, None when never seen; `marks` why that one does not move them; `kind` None of whom
    no roster has. Id and names None to whom people are not told by them."""

    id: str | None
    name: str | None
    name_en: str | None
    state: str
    home: str | None
    area: str | None
    page: str | None
    place: Names
    age: int | None
    marks: list[str]
    kind: str | None
    planned: int | None = None  # until when they are planned to work, epoch ms; of whoever does not


@dataclass(frozen=True, slots=True)
class ListedPosts:
    """An area that has posts of its own; `page` is the one whose page shows it."""

    code: str
    name: str
    name_en: str | None
    page: str | None
    place: Names
    posts: int


@dataclass(frozen=True, slots=True)
class ListedGrid:
    """`last` is when it was visited last, `open` how many open cases lie in it, `page` the area whose page
    shows it."""

    code: str
    name: str
    name_en: str | None
    page: str | None
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
    continuous: bool  # its limit runs day and night
    ended: int | None
    paused: bool
    owner: str | None
    sos: bool
    calling: bool
    unverified: bool
    urgent: bool
    acknowledged: bool
    to_locate: bool
    to_sort: bool


Listed = list[ListedPerson] | list[ListedPosts] | list[ListedGrid] | list[ListedCase]


def rows_behind(city: LiveCity, counter: str, code: str, limit: int, sight: Sight | None = None) -> Listed:
    """At most `limit` rows: people by id, or by place where ids are not told, grids by their last visit,
    cases by what needs eyes first. As of the last tick; of people only those whom this sight knows."""
    return shown_rows(city, counter, code, ordered_rows(city, counter, code, sight, limit), sight)


def ordered_rows(
    city: LiveCity, counter: str, code: str, sight: Sight | None, limit: int | None
) -> NDArray[np.intp]:
    """The same as rows of the table that the counter chooses from: cases, areas or people."""
    row, moment = COUNTING[counter], city.moment()
    chosen = row.chosen(moment)
    first = city.areas.position[code]
    last = int(city.areas.end[first])
    if row.where is Where.CASE:
        where = moment.cases.position
        here = np.flatnonzero(chosen & (where >= first) & (where < last))
        return moment.cases.ranked(here, moment.now)[:limit]
    if row.where is Where.AREA:
        positions = first + np.flatnonzero(chosen[first:last])
        return (positions if counter == "posts" else _by_visit(city, positions, counter))[:limit]
    rows = np.flatnonzero(chosen & _there(moment.people, row.where, first, last) & _known(city, sight))
    if sight is not None and not sight.named:  # the order of ids would tell whose row it is
        return rows[np.lexsort((city.people.time[rows], city.people.leaf[rows]))][:limit]
    return np.array(sorted(rows.tolist(), key=city.people.ids.__getitem__)[:limit], np.intp)


def shown_rows(
    city: LiveCity, counter: str, code: str, rows: NDArray[np.intp], sight: Sight | None = None
) -> Listed:
    """What a list tells of these rows; without `sight` everything."""
    sight = sight or city.sight(city.areas.root.code)
    where = COUNTING[counter].where
    if where is Where.CASE:
        ids = (city.case_columns.ids[row] for row in rows.tolist())
        return [_case(city, case, code, sight) for case in city.some(ids)]
    if where is Where.AREA:
        show = _posts if counter == "posts" else _grids
        return show(city, rows.tolist(), code)
    return [_person(city, person, code, sight) for person in rows.tolist()]


def kinds_behind(city: LiveCity, counter: str, code: str, sight: Sight | None = None) -> dict[str, int]:
    """How many of the people behind a number are of each kind; empty where it counts no people, or all of the
    roster are of one kind."""
    if COUNTING[counter].where in (Where.CASE, Where.AREA) or not city.roster.several_kinds:
        return {}
    found = dict.fromkeys(KINDS, 0)
    for row in ordered_rows(city, counter, code, sight, None).tolist():
        person = city.roster.get(city.people.ids[row])
        if person is not None:
            found[person.kind] += 1
    return found


def _there(people: People, where: Where, first: int, last: int) -> NDArray[np.bool_]:
    """Who counts for the area [first, last): a truth value a person."""
    at_home: NDArray[np.bool_] = (people.home >= first) & (people.home < last)
    located: NDArray[np.bool_] = (people.leaf >= first) & (people.leaf < last)
    if where is Where.HOME:
        return at_home
    if where is Where.VISIT:
        return located & ~at_home
    anywhere: NDArray[np.bool_] = located | ((people.leaf == -1) & (first == 0))
    return anywhere


def _known(city: LiveCity, sight: Sight | None) -> Any:
    """Those whom a viewer may know; whoever is on no roster, to the whole city's."""
    if sight is None or sight.whole:
        return True
    first = city.areas.position[sight.scope]
    return (city.people.home >= first) & (city.people.home < city.areas.end[first])


def _names(city: LiveCity, position: int, code: str) -> Names:
    """Chinese and English names down to this area, from below `code`; from below the root when elsewhere."""
    areas = city.areas
    found = areas.order[position].code
    base = code if areas.within(found, code) else areas.root.code
    below = int(areas.depth[areas.position[base]]) + 1
    return [(area.name, area.name_en) for area in areas.path(found)[below:]]


def _person(city: LiveCity, row: int, code: str, sight: Sight) -> ListedPerson:
    people = city.people
    inspector, leaf, home = people.ids[row], int(people.leaf[row]), int(people.home[row])
    known = city.roster.get(inspector)
    person = known if sight.named else None
    shown = bool(people.shown[row])
    return ListedPerson(
        id=sight.person(inspector),
        name=person.name if person else None,
        name_en=person.name_en if person else None,
        state=STATES[people.state[row]],
        home=city.areas.order[home].code if home >= 0 else None,
        area=city.areas.order[leaf].code if leaf >= 0 and shown else None,
        page=_page(city, leaf) if leaf >= 0 and shown else None,
        place=_names(city, leaf, code) if leaf >= 0 and shown else [],
        age=city.now - int(people.time[row]) if leaf != -2 else None,
        marks=[name for name, bit in MARKS.items() if people.marks[row] & bit],
        kind=known.kind if known else None,
    )


def _area(city: LiveCity, position: int, code: str) -> tuple[str, str, str | None, str | None, Names]:
    area = city.areas.order[position]
    return area.code, area.name, area.name_en, _page(city, position), _names(city, position, code)


def _page(city: LiveCity, position: int) -> str | None:
    """The area itself, or the one above where nothing lies below it."""
    area = city.areas.order[position]
    return area.code if city.areas.children(area.code) else area.parent or area.code


def _posts(city: LiveCity, positions: list[int], code: str) -> list[ListedPosts]:
    return [ListedPosts(*_area(city, at, code), posts=city.areas.order[at].posts) for at in positions]


def _by_visit(city: LiveCity, positions: NDArray[np.intp], counter: str) -> NDArray[np.intp]:
    """Not covered for longest first, or, of the covered ones, the newest visit first."""
    visits = city.coverage.last[positions]
    return positions[np.argsort(-visits if counter == "grids_covered" else visits, kind="stable")]


def _grids(city: LiveCity, positions: list[int], code: str) -> list[ListedGrid]:
    opened = city.grid_open()
    return [
        ListedGrid(
            *_area(city, at, code),
            last=int(city.coverage.last[at]) if city.coverage.last[at] >= 0 else None,
            open=int(opened[at]),
        )
        for at in positions
    ]


def _case(city: LiveCity, case: Case, code: str, sight: Sight) -> ListedCase:
    return ListedCase(
        id=case.id,
        item=case.item,
        place=city.place(case, code),
        state=case.state,
        filed=case.filed,
        due=case.due,
        continuous=runs_on(case.limit),
        ended=case.ended_at,
        paused=case.paused is not None,
        owner=sight.seat(case.owner),
        sos=case.sos,
        calling=case.calling,
        unverified=case.unverified,
        urgent=case.urgent,
        acknowledged=case.acknowledged_by is not None,
        to_locate=case.to_locate,
        to_sort=case.to_sort,
    )
