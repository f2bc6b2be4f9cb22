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
from city.counts.former import Former, former
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
        self.formers: list[Former] = []  # editions that held within the days that are kept
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
            self._take([cases.ids[row] for row in rows.tolist()], rows_of(cases, self._days, rows))
            book.forget(cases.forget(rows))
        for past in (self.past, *(each.past for each in self.formers)):
            past.forget((before - KEPT_DAYS + 1) * DAY_S)
        self.formers = [each for each in self.formers if each]

    def _take(self, ids: list[str], table: Table) -> None:
        """Each to the edition that counts it."""
        if (ours := self._ours(ids)).any():
            self.past.take(table[ours])
        for each in self.formers:
            each.leave(ids, table)

    def _ours(self, ids: list[str]) -> NDArray[np.bool_]:
        theirs: set[str] = set().union(*(each.places for each in self.formers))
        return np.array([id not in theirs for id in ids], np.bool_)

    def tick(self, cases: CaseColumns, counters: NDArray[np.int32], now: int, people: People) -> None:
        """Every second; counts anew when a minute begins."""
        second = self._days.local(now) // 1000
        heard = int(people.time.max()) if len(people) else 0
        self.samples.take(second, counters, now - heard)
        minute = second // 60
        if minute == self._minute:
            return
        self._minute, self._counted_at = minute, now
        for each in self.formers:
            each.until = second if each.until < 0 else each.until
        inside, ids = rows_of(cases, self._days), cases.ids
        mine = inside[self._ours(ids)] if self.formers else inside
        known = np.concatenate((self.past.table, mine))
        before = [(each, each.table(ids, inside)) for each in self.formers]
        for at, ago in enumerate(DAYS_AGO.values()):
            self._count(known, before, at, minute * 60 - ago * DAY_S)

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

    def _count(self, known: Table, before: list[tuple[Former, Table]], at: int, second: int) -> None:
        table = self.table[at]
        table[:, len(OF_CASES) :] = self.samples.at(second).T
        if self.past.reach > second // DAY_S * DAY_S:
            table[:, : len(OF_CASES)] = UNKNOWN
            return
        counts = self._census.roll(_direct(known, second, len(table)))
        for each, rows in before:
            counts = counts + each.rolled(_direct(rows, second, len(each.end)), len(table))
        for each, _ in before:
            if second < each.until:  # an area that was not there had no number, not 0
                counts[~np.isin(np.arange(len(table)), each.here)] = UNKNOWN
        table[:, : len(OF_CASES)] = counts

    def state(self) -> dict[str, Any]:
        return {
            "past": self.past.state(),
            "samples": self.samples.state(),
            "formers": [each.state() for each in self.formers],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Raises ValueError or KeyError."""
        self.past.restore(state["past"])
        self.samples.restore(state["samples"])
        self.formers = [former(each) for each in state["formers"]]


def _direct(rows: Table, second: int, areas: int) -> NDArray[np.int64]:
    """[area, one of OF_CASES] of what lies at each area itself."""
    position, chosen = rows[:, 0], counted(rows, second)
    return np.stack([np.bincount(position[chosen[name]], minlength=areas) for name in OF_CASES], axis=1)
