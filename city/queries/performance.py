"""How a city does today: per child area, department and person, and the cases behind each number. What the
numbers mean stands in docs/performance.md; every one of them but a median is the length of its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from city.cases.case import Case
from city.live import LiveCity
from city.matters import Department
from city.people.roster import Person
from city.time.days import DAY, LocalDays

KINDS = ("areas", "departments", "people")
ASIDE = frozenset({"advised", "void", "merged"})  # ended without being handled: not filed work


@dataclass(frozen=True, slots=True)
class Day:
    """Today, [begin, end), and the moment it is judged at: epoch ms."""

    begin: int
    end: int
    now: int

    @classmethod
    def of(cls, days: LocalDays, now: int) -> Day:
        today = days.day(now)
        return cls(_midnight(days, today, now), _midnight(days, today + 1, now), now)

    def holds(self, moment: int | None) -> bool:
        return moment is not None and self.begin <= moment < self.end


@dataclass(frozen=True, slots=True)
class PerformanceRow:
    """One area, department or person. `first_response_s` is a median in seconds, None without any."""

    id: str
    name: str
    name_en: str | None
    filed: int
    due: int
    closed: int
    on_time: int
    overdue: int
    returned: int
    first_response_s: float | None
    closing: float | None  # closed / due
    on_time_rate: float | None  # on time / due


@dataclass(frozen=True, slots=True)
class Performance:
    total: PerformanceRow
    areas: list[PerformanceRow]
    departments: list[PerformanceRow]
    people: list[PerformanceRow]


def overdue(case: Case, day: Day) -> bool:
    return case.open and case.due is not None and case.due < day.now


def closed(case: Case, day: Day) -> bool:
    """Checked and closed today, whenever it was filed."""
    return case.state == "closed" and day.holds(case.closed_at)


def on_time(case: Case, day: Day) -> bool:
    """At the deadline or before; what has none cannot be late."""
    return closed(case, day) and (case.due is None or (case.closed_at or 0) <= case.due)


NUMBERS: dict[str, Callable[[Case, Day], bool]] = {
    "filed": lambda case, day: day.holds(case.filed) and case.state not in ASIDE,
    "due": lambda case, day: closed(case, day) or overdue(case, day),
    "closed": closed,
    "on_time": on_time,
    "overdue": overdue,
    "returned": lambda case, day: case.returned > 0 and (case.open or closed(case, day)),
    "first_response_s": lambda case, day: day.holds(case.filed) and case.first_response is not None,
}


def rates(due: int, closed: int, on_time: int) -> tuple[float | None, float | None]:
    """Closing = closed / due, on time = closed on time / due; None where nothing was due."""
    return (closed / due, on_time / due) if due else (None, None)


def response_s(case: Case) -> float:
    """Seconds from when it reached us to the first person who did something about it."""
    return max(0, (case.first_response or 0) - case.received) / 1000


class Tally:
    """Counts the cases of one row, by the numbers they belong to."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(NUMBERS, 0)
        self.waits: list[float] = []

    def add(self, case: Case, numbers: list[str]) -> None:
        for number in numbers:
            self.counts[number] += 1
        if "first_response_s" in numbers:
            self.waits.append(response_s(case))

    def row(self, id: str, name: str, name_en: str | None) -> PerformanceRow:
        counts = {number: count for number, count in self.counts.items() if number != "first_response_s"}
        closing, punctual = rates(counts["due"], counts["closed"], counts["on_time"])
        wait = median(self.waits) if self.waits else None
        return PerformanceRow(
            id, name, name_en, **counts, first_response_s=wait, closing=closing, on_time_rate=punctual
        )


def numbers_of(case: Case, day: Day) -> list[str]:
    return [number for number, holds in NUMBERS.items() if holds(case, day)]


def performance(live: LiveCity, code: str, now: int, scope: str) -> Performance:
    """Of the area `code`: its children, and last what belongs to it directly; departments and people with
    anything to their name. People at home outside `scope` are not named."""
    day, total = Day.of(live.days, now), Tally()
    tallies: dict[str, dict[str, Tally]] = {kind: defaultdict(Tally) for kind in KINDS}
    for case in _cases(live, code, now):
        numbers = numbers_of(case, day)
        if not numbers:
            continue
        total.add(case, numbers)
        for kind in KINDS:
            whose = owner_of(live, code, scope, kind, case)
            if whose:
                tallies[kind][whose].add(case, numbers)
    root, areas = live.areas[code], tallies["areas"]
    places = [*live.areas.children(code), *([root] if code in areas else [])]
    return Performance(
        total.row(code, root.name, root.name_en),
        [areas[area.code].row(area.code, area.name, area.name_en) for area in places],
        _rows(tallies["departments"], live.matters.departments),
        _rows(tallies["people"], {who: live.roster.get(who) for who in tallies["people"]}),
    )


def behind(live: LiveCity, code: str, now: int, scope: str, kind: str, id: str, number: str) -> list[Case]:
    """The cases behind one number, newest first; the slowest answered first behind a median. The total's are
    those of `areas` and `all`."""
    day, holds, everything = Day.of(live.days, now), NUMBERS[number], (kind, id) == ("areas", "all")
    found = [
        case
        for case in _cases(live, code, now)
        if holds(case, day) and (everything or owner_of(live, code, scope, kind, case) == id)
    ]
    if number == "first_response_s":
        return sorted(found, key=lambda case: (-response_s(case), case.id))
    return sorted(found, key=lambda case: (-case.filed, case.id))


def owner_of(live: LiveCity, code: str, scope: str, kind: str, case: Case) -> str | None:
    """Whose a case is: the child area it lies in, the department it was sent to or else its item's, the
    person it was sent to last."""
    sent = case.assignment
    if kind == "areas":
        below = int(live.areas.depth[live.areas.position[code]]) + 1
        return case.place[below] if len(case.place) > below else code
    if kind == "departments":
        item = live.matters.items.get(case.item)
        return (sent.department if sent else None) or (item.department if item else None)
    person = live.roster.get(sent.inspector) if sent and sent.inspector else None
    return person.inspector if person and live.areas.within(person.area, scope) else None


def _rows(tallies: dict[str, Tally], known: Mapping[str, Department | Person | None]) -> list[PerformanceRow]:
    """The most overdue first; whoever has left the files goes by their id."""
    rows = []
    for id, tally in tallies.items():
        named = known.get(id)
        rows.append(tally.row(id, named.name if named else id, named.name_en if named else None))
    return sorted(rows, key=lambda row: (-row.overdue, -row.due, -row.filed, row.id))


def _midnight(days: LocalDays, day: int, near: int) -> int:
    """When the local day begins, which may have another offset from UTC than `near`."""
    guess = day * DAY - (days.local(near) - near)
    return day * DAY - (days.local(guess) - guess)


def _cases(live: LiveCity, code: str, now: int) -> list[Case]:
    """Those that can count today: open, filed today or ended today."""
    first, case_columns, today = live.areas.position[code], live.case_columns, live.days.day(now)
    here = (case_columns.position >= first) & (case_columns.position < live.areas.end[first])
    here &= case_columns.open | (case_columns.day == today) | (case_columns.ended == today)
    return live.cases.some(case_columns.ids[row] for row in np.flatnonzero(here).tolist())
