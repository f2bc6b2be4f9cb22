"""The streams of cameras and screens, day by day: what held on when a day began, then what happened in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from city.time.days import DAY, HOUR, MINUTE, LocalDays
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.followed import Followed
from streams.history.columns.positions_minute import day_name
from streams.history.columns.rows import columns_of, made
from streams.history.columns.small_streams import Rows
from streams.history.columns.standing import APP, newest_rows, told_again
from streams.history.columns.stream_ids import packed
from streams.messages.arrival import id_ms
from streams.messages.entries import Entry

MOST_ROWS = 50_000  # of one commit
FURTHEST = 400  # days back for which it is told again


class SmallTable:
    def __init__(
        self,
        table: ColumnTable,
        followed: Followed,
        rows_of: Callable[[Sequence[Entry]], Rows],
        days: LocalDays,
        spill: Path | str,
    ) -> None:
        self.table, self.followed = table, followed
        self._rows_of, self._days, self._spill = rows_of, days, spill

    def take(self, now: int) -> bool:
        """What came until the last whole minute, of one day; True when there may be more."""
        upto = now // MINUTE * MINUTE - 1
        oldest = self.followed.oldest()
        first = id_ms(oldest) if oldest is not None else upto
        if first > upto:
            return False
        day = self._days.day(first)
        self._stand(day)
        ends = min(upto, self._first_of(day + 1) - 1)
        rows: list[tuple[Any, ...]] = []
        for entries in self.followed.entries(str(ends)):
            rows += self._rows_of(entries)
            if len(rows) > MOST_ROWS:
                break
        reached = packed(self.followed.after) if self.followed.after else None
        if oldest is not None and reached is not None:
            self._append(day, rows, {self.followed.key: reached})
        return len(rows) > MOST_ROWS or ends < upto

    def _stand(self, day: int) -> None:
        """Once for each day since the last one, whether anything happened in it or not."""
        last = self.table.reached(APP)
        for each in range(max((day if last is None else last + 1), day - FURTHEST), day + 1):
            found = newest_rows(self.table, self._spill, day_name(each))
            begins = self._first_of(each)
            entry = packed(f"{begins}-0")
            rows = told_again(self.table, found, begins, entry) if entry is not None else []
            self._append(each, rows, {APP: each})

    def _append(self, day: int, rows: list[tuple[Any, ...]], reached: dict[str, int]) -> None:
        spec = self.table.table
        files = [made(spec, day_name(day), columns_of(spec, rows))] if rows else []
        self.table.append(files, reached)

    def _first_of(self, day: int) -> int:
        """Epoch ms of the day's first minute."""
        at = day * DAY - (self._days.local(day * DAY) - day * DAY)
        while self._days.day(at) < day:  # an hour was left out or told twice
            at += HOUR // 4
        while self._days.day(at - 1) >= day:
            at -= HOUR // 4
        return at
