"""What is done beside the recording: few files out of many, days that are no longer kept, and what nobody
refers to. Each may be stopped anywhere and is done again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from city.time.days import HOUR, LocalDays
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.compaction import Compaction
from streams.history.columns.day_people import DayPeople
from streams.history.columns.positions_minute import day_name
from streams.history.columns.tables import FIXES

DAY_RESTS = HOUR  # ms after a day's end until it is brought together: what comes late is in it


class Housekeeping:
    """`kept`: days each table is kept, by name; a table that is not named is kept for ever. Fixes that are
    not kept at all are dropped with the table's last day."""

    def __init__(
        self,
        tables: Mapping[str, ColumnTable],
        kept: Mapping[str, int],
        days: LocalDays,
        engine: Engine,
        spill: Path | str,
    ) -> None:
        self._tables, self._kept, self._days = tables, kept, days
        self._people, self._compaction = DayPeople(engine), Compaction(spill)
        self._hour = -1
        self._steps: Iterator[None] = iter(())

    def step(self, now: int) -> bool:
        """A piece of what there is to do each hour (epoch ms), of seconds at most; False when all is done."""
        if (hour := now // HOUR) != self._hour:
            self._hour, self._steps = hour, self._all(now)
        return any(True for _ in islice(self._steps, 1))

    def _all(self, now: int) -> Iterator[None]:
        over = day_name(self._days.day(now - DAY_RESTS))
        for table in self._tables.values():
            self._drop(table, now)
            yield
            self._compaction.hours(table, now // HOUR * HOUR)
            yield
            for day in sorted({part.day for part in table.parts() if part.day < over}):
                while self._compaction.day(table, day):
                    yield
            table.tidy()
            yield

    def _drop(self, table: ColumnTable, now: int) -> None:
        """Whole days, of the keys of people first: what nobody can read any more is dropped next."""
        days = self._kept.get(table.table.name)
        if days is None:
            return
        oldest = day_name(self._days.day(now) - days + 1)
        if table.table is FIXES:
            self._people.forget_before(oldest)
        for day in table.days():
            if day < oldest:
                table.drop_day(day)
