"""What is left of cases that have ended and left the memory: a short row each, so that earlier days can still
be counted. All times are seconds of the city's own clock on the wall: the same hour of another day is then a
difference of whole days, whatever was done to clocks between them."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.cases.case_columns import NEVER, CaseColumns
from city.time.days import DAY, LocalDays

DAY_S = DAY // 1000
MOST = 400_000  # rows; beyond it the oldest go, and nothing is said of the days they are of
LATER = np.iinfo(np.int32).max  # a moment that has not come
MOMENTS = ("filed", "advised", "dispatched", "fed_back", "closed", "ended", "due")
Table = NDArray[np.int32]  # one row a case: where it lies, then MOMENTS


def rows_of(cases: CaseColumns, days: LocalDays, rows: NDArray[np.intp] | slice = slice(None)) -> Table:
    """The table of these cases as they are in memory."""
    ended_at = cases.ended_at[rows]
    ended = np.where(cases.open[rows], NEVER, ended_at)
    moments = (
        cases.filed[rows],
        np.where(cases.advised[rows], ended_at, NEVER),
        cases.dispatched_at[rows],
        cases.fed_back_at[rows],
        np.where(cases.closed[rows], ended_at, NEVER),
        ended,
        cases.deadline[rows],
    )
    table = np.empty((len(ended), 1 + len(MOMENTS)), np.int32)
    table[:, 0] = cases.position[rows]
    for at, moment in enumerate(moments, 1):
        table[:, at] = _seconds(moment, days)
    return table


def _seconds(times: NDArray[np.int64], days: LocalDays) -> Table:
    """Seconds on the city's clock; LATER of what has not happened."""
    found = np.full(len(times), LATER, np.int32)
    happened = times != NEVER
    found[happened] = np.clip(days.locals(times[happened]) // 1000, 0, LATER - 1)
    return found


class PastCases:
    """`reach`: the first second from which on every case is known; LATER while none is."""

    def __init__(self) -> None:
        self.table: Table = np.empty((0, 1 + len(MOMENTS)), np.int32)
        self.reach = LATER
        self._packed: bytes | None = None

    def __len__(self) -> int:
        return len(self.table)

    def begin(self, second: int) -> None:
        """Something happened then: the record reaches so far back at least."""
        self.reach = min(self.reach, second)

    def take(self, table: Table) -> None:
        """Cases that leave the memory now."""
        self._put(np.concatenate((self.table, table)))

    def forget(self, before: int) -> None:
        """Drop what ended before that second."""
        ended = self.table[:, 1 + MOMENTS.index("ended")]
        if len(ended) and int(ended.min()) < before:
            self._put(self.table[ended >= before])
            self.reach = max(self.reach, before)

    def _put(self, table: Table) -> None:
        if len(table) > MOST:
            ended = table[:, 1 + MOMENTS.index("ended")]
            last = len(table) - MOST - 1
            cut = int(np.partition(ended, last)[last])
            table = table[ended > cut]
            self.reach = max(self.reach, cut + 1)
        self.table, self._packed = table, None

    def state(self) -> dict[str, Any]:
        """Packed once a change: most of it changes at midnight alone."""
        if self._packed is None:
            self._packed = zlib.compress(np.ascontiguousarray(self.table.T, "<i4").tobytes(), 1)
        return {"reach": self.reach, "rows": self._packed}

    def restore(self, state: dict[str, Any]) -> None:
        """Raises ValueError."""
        self.reach = int(state["reach"])
        try:
            columns = np.frombuffer(zlib.decompress(state["rows"]), "<i4").reshape(1 + len(MOMENTS), -1)
        except zlib.error as error:
            raise ValueError(f"past cases that can be unpacked wanted, got {error}") from None
        self.table, self._packed = columns.T.astype(np.int32), state["rows"]
