"""What the headline numbers were at the same time of other days, as far as the record reaches. UNKNOWN where
it does not: a day that began before the record did is not told as 0. Once a minute for all areas at once."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.cases.book import CaseBook
from city.cases.case_columns import CaseColumns
from city.counts.census import Census
from city.counts.counters import UNKNOWN
from city.counts.past_cases import DAY_S, MOMENTS, PastCases, Table, rows_of
from city.counts.samples import SAMPLED, Samples
from city.people.fixes import People
from city.time.days import LocalDays

DAYS_AGO = {"day": 1, "week": 7}
OF_CASES = ("reported", "advised", "dispatched", "resolved", "closed", "open", "overdue")
COMPARED = (*OF_CASES, *SAMPLED)
KEPT_DAYS = 8
MINUTE_MS = 60_000


def counted(table: Table, second: int) -> dict[str, NDArray[np.bool_]]:
    """Which of these cases each of OF_CASES counted at that second of the city's clock."""
    of = dict(zip(MOMENTS, table[:, 1:].T, strict=True))
    came = of["filed"] <= second
    that_day = came & (of["filed"] >= second // DAY_S * DAY_S)
    runs = came & (of["ended"] > second)
    return {
        "reported": that_day,
        "advised": that_day & (of["advised"] <= second),
        "dispatched": that_day & (of["dispatched"] <= second),
        "resolved": that_day & (of["fed_back"] <= second),
        "closed": that_day & (of["closed"] <= second),
        "open": runs,
        "overdue": runs & (of["due"] < second),
    }


class Earlier:
    """`table`: [one of DAYS_AGO, area, one of COMPARED]."""

    def __init__(self, areas: Areas, days: LocalDays, census: Census) -> None:
        self._areas, self._days, self._census = areas, days, census
        self.past, self.samples = PastCases(), Samples(areas)
        self.table = np.full((len(DAYS_AGO), len(areas), len(COMPARED)), UNKNOWN, np.int32)
        self._minute, self._first = -1, sys.maxsize
        self._counted_at = 0

    def begin(self, time: int) -> None:
        """Something is recorded of this time (epoch ms). What is older than the last count was missing there:
        the record is still being read."""
        if time < self._counted_at - MINUTE_MS:
            self._minute = -1
        if time < self._first:
            self._first = time
            self.past.begin(self._days.local(time) // 1000)

    def leave(self, cases: CaseColumns, book: CaseBook, before: int) -> None:
        """What ended before that local day leaves the memory, and is counted on here."""
        rows = cases.past(before, book.holds)
        if len(rows):
            self.past.take(rows_of(cases, self._days, rows))
            book.forget(cases.forget(rows))
        self.past.forget((before - KEPT_DAYS + 1) * DAY_S)

    def tick(self, cases: CaseColumns, counters: NDArray[np.int32], now: int, people: People) -> None:
        """Every second; counts anew when a minute begins."""
        second = self._days.local(now) // 1000
        heard = int(people.time.max()) if len(people) else 0
        self.samples.take(second, counters, now - heard)
        minute = second // 60
        if minute == self._minute:
            return
        self._minute, self._counted_at = minute, now
        known = np.concatenate((self.past.table, rows_of(cases, self._days)))
        for at, ago in enumerate(DAYS_AGO.values()):
            self._count(known, at, minute * 60 - ago * DAY_S)

    def of(self, position: int) -> dict[str, dict[str, int]]:
        """By how long ago and counter, what is known of an area."""
        return {
            name: {
                counter: value
                for counter, value in zip(COMPARED, self.table[at, position].tolist(), strict=True)
                if value != UNKNOWN
            }
            for at, name in enumerate(DAYS_AGO)
        }

    def _count(self, known: Table, at: int, second: int) -> None:
        table = self.table[at]
        table[:, len(OF_CASES) :] = self.samples.at(second).T
        if self.past.reach > second // DAY_S * DAY_S:
            table[:, : len(OF_CASES)] = UNKNOWN
            return
        position, chosen = known[:, 0], counted(known, second)
        direct = [np.bincount(position[chosen[name]], minlength=len(table)) for name in OF_CASES]
        table[:, : len(OF_CASES)] = self._census.roll(np.stack(direct, axis=1))

    def state(self) -> dict[str, Any]:
        return {"past": self.past.state(), "samples": self.samples.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Raises ValueError or KeyError."""
        self.past.restore(state["past"])
        self.samples.restore(state["samples"])
