"""Columns of the cases in memory, to count them all at once. Knows where a case lies, not what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from city.cases.attention import ENDED, IN_HAND, ORDERED, OVERDUE, SOS, standing
from city.cases.case import Case
from city.time.days import DAY, HOUR, LocalDays

NEVER = np.iinfo(np.int64).max
NAMES = 10_000
Kind = TypeVar("Kind", bound=np.generic)


class Column(Generic[Kind]):
    """One value a case, in the order of `ids`; with room behind for more."""

    def __init__(self, kind: type[Kind]) -> None:
        self.kind, self.name = kind, ""

    def __set_name__(self, owner: type[CaseColumns], name: str) -> None:
        self.name = name

    def __get__(self, case_columns: CaseColumns, owner: type[CaseColumns]) -> NDArray[Kind]:
        column: NDArray[Kind] = case_columns.room[self.name][: len(case_columns.ids)]
        return column


class CaseColumns:
    position = Column(np.int32)
    filed = Column(np.int64)
    day = Column(np.int64)  # local day of filing
    hour = Column(np.int8)  # local hour of filing
    open = Column(np.bool_)
    ended = Column(np.int64)  # local day it ended on
    due = Column(np.int64)  # epoch ms; NEVER without a deadline, while paused, and when it has ended
    reply_by = Column(np.int64)  # epoch ms; NEVER without an order that waits
    advised = Column(np.bool_)
    dispatched = Column(np.bool_)  # ever
    fed_back = Column(np.bool_)  # ever
    closed = Column(np.bool_)
    unlocated = Column(np.bool_)  # open and to locate
    sos = Column(np.bool_)
    calling = Column(np.bool_)  # an SOS, and nobody is on the spot
    waiting = Column(np.bool_)  # one of these that nobody has acknowledged
    standing = Column(np.int8)  # why it needs eyes, its deadline left aside
    ended_at = Column(np.int64)  # epoch ms; 0 of what is open
    dispatched_at = Column(np.int64)  # epoch ms, the first time; NEVER of what was not
    fed_back_at = Column(np.int64)  # the same
    deadline = Column(np.int64)  # epoch ms, also when it has ended; NEVER without one
    item = Column(np.int32)  # in `names`
    sent_to = Column(np.int32)  # the department it was sent to, in `names`; -1 without one

    def __init__(self, days: LocalDays) -> None:
        self._days = days
        self.ids: list[str] = []
        self.names = [""]  # of items and departments
        self.version = 0  # another one whenever anything changed
        self._number = {"": 0}
        self._row: dict[str, int] = {}
        columns = {name: each for name, each in vars(CaseColumns).items() if isinstance(each, Column)}
        self.room = {name: np.zeros(64, each.kind) for name, each in columns.items()}

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, case: Case, position: int) -> None:
        row = self._row.get(case.id)
        if row is None:
            row = self._row[case.id] = len(self.ids)
            self.ids.append(case.id)
            if row == len(self.room["day"]):
                self.room = {n: np.concatenate([old, np.zeros_like(old)]) for n, old in self.room.items()}
        room, runs, state = self.room, case.open, case.state
        local = self._days.local(case.filed)
        day = local // DAY
        room["position"][row], room["filed"][row] = position, case.filed
        room["day"][row], room["hour"][row] = day, local % DAY // HOUR
        room["open"][row], room["advised"][row] = runs, state == "advised"
        room["dispatched"][row] = case.dispatched_at is not None
        room["fed_back"][row] = case.fed_back_at is not None
        room["closed"][row] = state == "closed"
        room["due"][row] = case.due if runs and case.due is not None else NEVER
        room["reply_by"][row] = NEVER if case.reply_by is None else case.reply_by
        room["ended"][row] = day if case.ended_at is None else self._days.day(case.ended_at)
        room["unlocated"][row], room["sos"][row] = runs and case.to_locate, case.sos
        room["calling"][row], room["waiting"][row] = case.calling, case.waiting
        room["standing"][row], room["ended_at"][row] = standing(case), 0 if runs else case.ended_at or 0
        moments = {"dispatched_at": case.dispatched_at, "fed_back_at": case.fed_back_at, "deadline": case.due}
        for name, moment in moments.items():
            room[name][row] = NEVER if moment is None else moment
        department = case.assignment.department if case.assignment else None
        room["item"][row] = self._name(case.item)
        room["sent_to"][row] = self._name(department) if department else -1
        self.version += 1

    def _name(self, code: str) -> int:
        """The number of a code. A catalogue has hundreds; of senders' inventions not all are remembered."""
        if code not in self._number and len(self.names) < NAMES:
            self._number[code] = len(self.names)
            self.names.append(code)
        return self._number.get(code, 0)

    def overdue(self, now: int) -> NDArray[np.bool_]:
        """Open and past the deadline."""
        late: NDArray[np.bool_] = self.due < now
        return late

    def of_day(self, first: int, end: int, day: int) -> list[str]:
        """Ids of what counts for this local day, at positions from `first` to before `end`."""
        here = (self.position >= first) & (self.position < end) & (self.day == day)
        return [self.ids[row] for row in np.flatnonzero(here).tolist()]

    def past(self, before: int, holds: Callable[[str], bool]) -> NDArray[np.intp]:
        """Rows of what ended before that local day and nothing `holds`."""
        past = (self.ended < before) & ~self.open
        past[[row for row in np.flatnonzero(past).tolist() if holds(self.ids[row])]] = False
        return np.flatnonzero(past)

    def forget(self, rows: NDArray[np.intp]) -> list[str]:
        """Drop these rows; returns their ids."""
        if not len(rows):
            return []
        gone = [self.ids[row] for row in rows.tolist()]
        self._keep(np.delete(np.arange(len(self.ids)), rows))
        return gone

    def drop(self, case: str) -> None:
        """One that never was: what was shown of it is another's."""
        row = self._row.get(case)
        if row is not None:
            self._keep(np.delete(np.arange(len(self.ids)), row))

    def _keep(self, stay: NDArray[np.intp]) -> None:
        self.version += 1
        self.ids = [self.ids[row] for row in stay.tolist()]
        self._row = {case: row for row, case in enumerate(self.ids)}
        for column in self.room.values():
            column[: len(stay)] = column[stay]

    def foremost(self, rows: NDArray[np.intp], now: int, limit: int | None = None) -> list[str]:
        """Ids of these rows, what needs eyes first at the top."""
        return [self.ids[row] for row in self.ranked(rows, now)[:limit].tolist()]

    def ranked(self, rows: NDArray[np.intp], now: int) -> NDArray[np.intp]:
        """These rows, what needs eyes first at the top, by id where nothing tells two apart."""
        ids = np.array([self.ids[row] for row in rows.tolist()], np.str_)
        filed, due, why = self.filed[rows], self.due[rows], self.standing[rows].copy()
        why[(due < now) & (why > OVERDUE) & (why < ENDED)] = OVERDUE
        by_due = (why == OVERDUE) | (why == IN_HAND)
        then = np.where(why == SOS, filed, np.where(by_due, due, -filed))
        then = np.where(why == ORDERED, self.reply_by[rows], then)
        heard = (why == SOS) & ~self.waiting[rows]
        return rows[np.lexsort((ids, -filed, then, heard, why))]

    def newest(self, rows: NDArray[np.intp], limit: int | None = None) -> list[str]:
        """Ids of these rows, newest first, by id where times are equal."""
        filed = self.filed[rows]
        if limit is not None and len(rows) > limit:
            if limit <= 0:
                return []
            rows = rows[filed >= np.partition(filed, len(rows) - limit)[len(rows) - limit]]
        pairs = sorted(
            (-time, self.ids[row]) for row, time in zip(rows.tolist(), self.filed[rows].tolist(), strict=True)
        )
        return [case for _, case in pairs[:limit]]
