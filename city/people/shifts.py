"""Who is planned to work when, and who can be reached at which hour. Knows a plan, never who is there.

A plan is read in the wall time of its city: where clocks are put forward or back, what they show counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from city.time.days import DAY, MINUTE
from city.time.local_time import WallTime

LONGEST = 2  # days that a turn may run into


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the plan: on one `date` (days since 1970-01-01), or where that is None every week on
    `weekdays` (Monday is 0); from `begin` until `end` in minutes since that day's midnight, above 1440 on
    the day after."""

    on_call: bool
    area: str
    department: str | None
    inspector: str | None  # None for somebody who is on no roster
    name: str
    name_en: str | None
    phone: str | None
    date: int | None
    weekdays: frozenset[int]
    begin: int
    end: int
    line: int  # of the file

    def falls_on(self, day: int) -> bool:
        """`day` as days since 1970-01-01, a Thursday."""
        return day == self.date if self.date is not None else (day + 3) % 7 in self.weekdays

    def within(self, wall: int) -> int | None:
        """The wall time at which the turn ends that runs at this wall time; None when none does."""
        today = wall // DAY
        for day in range(today, today - LONGEST - 1, -1):
            begin, end = day * DAY + self.begin * MINUTE, day * DAY + self.end * MINUTE
            if begin <= wall < end and self.falls_on(day):
                return end
        return None


@dataclass(frozen=True, slots=True)
class OnCall:
    """`until` in epoch ms. `mark` stands for the row: it tells nobody who it is, and may be written down."""

    turn: Turn
    until: int
    mark: str


class ShiftPlan:
    def __init__(self, turns: Iterable[Turn], wall: WallTime) -> None:
        self.turns, self._wall = list(turns), wall
        self._edition = sha256(repr(self.turns).encode()).hexdigest()[:8]  # another plan has other marks
        self._by_area: dict[str, list[Turn]] = {}
        self._by_inspector: dict[str, list[Turn]] = {}
        for turn in self.turns:
            if turn.on_call:
                self._by_area.setdefault(turn.area, []).append(turn)
            elif turn.inspector is not None:
                self._by_inspector.setdefault(turn.inspector, []).append(turn)

    def on_call(self, areas: Sequence[str], department: str | None, now: int) -> list[OnCall]:
        """Who is on call at `now` (epoch ms) for one of these areas, which are told from the city down: the
        nearest area first, in each the department's own before those for every department, as the file has
        them. Each once, until their last hour."""
        wall, found = self._wall.wall(now), dict[tuple[str | None, ...], OnCall]()
        for area in reversed(areas):
            turns = self._by_area.get(area, [])
            for turn in sorted(turns, key=lambda turn: (turn.department is None, turn.line)):
                end = turn.within(wall) if turn.department in (None, department) else None
                if end is None:
                    continue
                who = (area, turn.department, turn.inspector, turn.name, turn.phone)
                known, until = found.get(who), self._wall.first(end)
                if known is None or known.until < until:
                    found[who] = OnCall(turn, until, f"on-call:{self._edition}-{turn.line}")
        return list(found.values())

    def planned(self, inspector: str, now: int) -> int | None:
        """Until when somebody is planned to work, in epoch ms; None when they are not at `now`."""
        wall = self._wall.wall(now)
        ends = [
            end for turn in self._by_inspector.get(inspector, []) if (end := turn.within(wall)) is not None
        ]
        return self._wall.first(max(ends)) if ends else None
