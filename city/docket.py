"""Columns of the cases in memory, to count them all at once. Knows where a case lies, not what it says."""

import numpy as np
from numpy.typing import NDArray

from city.case import Case
from city.days import LocalDays

_COLUMNS: dict[str, type[np.generic]] = {
    "position": np.int32,
    "filed": np.int64,
    "day": np.int64,  # local day of filing
    "hour": np.int8,  # local hour of filing
    "open": np.bool_,
    "advised": np.bool_,
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
    advised: NDArray[np.bool_]
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
        self.open[row], self.advised[row] = case.open, case.state == "advised"
        self.unlocated[row], self.sos[row] = case.open and case.to_locate, case.sos
        self.waiting[row] = case.waiting

    def _show(self) -> None:
        for name, column in self._room.items():
            setattr(self, name, column[: len(self.ids)])

    def forget(self, before: int) -> list[str]:
        """Drop what is finished and was filed before that local day; returns the ids."""
        past = (self.day < before) & ~self.open & ~self.waiting
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
