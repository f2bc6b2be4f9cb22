"""Columns of the cases in memory, to count them all at once. Knows where a case lies, not what it says."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from city.case import Case
from city.days import LocalDays

NEVER = np.iinfo(np.int64).max
_COLUMNS: dict[str, type[np.generic]] = {
    "position": np.int32,
    "filed": np.int64,
    "day": np.int64,  # local day of filing
    "hour": np.int8,  # local hour of filing
    "open": np.bool_,
    "ended": np.int64,  # local day it ended on
    "due": np.int64,  # epoch ms; NEVER without a deadline, while paused, and when it has ended
    "advised": np.bool_,
    "dispatched": np.bool_,  # ever
    "fed_back": np.bool_,  # ever
    "closed": np.bool_,
    "unlocated": np.bool_,  # open and to locate
    "sos": np.bool_,
    "waiting": np.bool_,  # an SOS nobody has acknowledged
}


class Docket:
    position: NDArray[np.int32]
    filed: NDArray[np.int64]
    day: NDArray[np.int64]
    hour: NDArray[np.int8]
    open: NDArray[np.bool_]
    ended: NDArray[np.int64]
    due: NDArray[np.int64]
    advised: NDArray[np.bool_]
    dispatched: NDArray[np.bool_]
    fed_back: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    unlocated: NDArray[np.bool_]
    sos: NDArray[np.bool_]
    waiting: NDArray[np.bool_]

    def __init__(self, days: LocalDays) -> None:
        self._days = days
        self.ids: list[str] = []
        self._row: dict[str, int] = {}
        self._room = {name: np.zeros(64, kind) for name, kind in _COLUMNS.items()}
        self._show()

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, case: Case, position: int) -> None:
        row = self._row.get(case.id)
        if row is None:
            row = self._row[case.id] = len(self.ids)
            self.ids.append(case.id)
            if row == len(self._room["day"]):
                self._room = {n: np.concatenate([old, np.zeros_like(old)]) for n, old in self._room.items()}
            self._show()
        local = self._days.local(case.filed)
        self.position[row], self.filed[row] = position, case.filed
        self.day[row], self.hour[row] = local // 86_400_000, local % 86_400_000 // 3_600_000
        runs = case.open
        self.open[row], self.advised[row], self.closed[row] = (
            runs,
            case.state == "advised",
            case.state == "closed",
        )
        self.dispatched[row], self.fed_back[row] = (
            case.dispatched_at is not None,
            case.fed_back_at is not None,
        )
        self.due[row] = case.due if runs and case.due is not None else NEVER
        self.ended[row] = self._days.day(case.filed if case.ended_at is None else case.ended_at)
        self.unlocated[row], self.sos[row] = runs and case.to_locate, case.sos
        self.waiting[row] = case.waiting

    def overdue(self, now: int) -> NDArray[np.bool_]:
        """Open and past the deadline."""
        late: NDArray[np.bool_] = self.due < now
        return late

    def _show(self) -> None:
        for name, column in self._room.items():
            setattr(self, name, column[: len(self.ids)])

    def forget(self, before: int, holds: Callable[[str], bool]) -> list[str]:
        """Drop what ended before that local day and nothing `holds`; returns the ids."""
        past = (self.ended < before) & ~self.open
        past[[row for row in np.flatnonzero(past).tolist() if holds(self.ids[row])]] = False
        if not past.any():
            return []
        gone = [self.ids[row] for row in np.flatnonzero(past).tolist()]
        stay = np.flatnonzero(~past)
        self.ids = [self.ids[row] for row in stay.tolist()]
        self._row = {case: row for row, case in enumerate(self.ids)}
        for column in self._room.values():
            column[: len(stay)] = column[stay]
        self._show()
        return gone

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
