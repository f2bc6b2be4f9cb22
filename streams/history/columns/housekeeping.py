"""What is done beside the recording: few files out of many, days that are no longer kept, and what nobody
refers to. Each may be stopped anywhere and is done again."""

from __future__ import annotations

from collections.abc import Mapping
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

    def turn(self, now: int) -> bool:
        """Once an hour, epoch ms; whether anything was done."""
        hour = now // HOUR
        if hour == self._hour:
            return False
        for table in self._tables.values():
            self._drop(table, now)
            self._compaction.hours(table, hour * HOUR)
            over = day_name(self._days.day(now - DAY_RESTS))
            for day in sorted({part.day for part in table.parts() if part.day < over}):
                self._compaction.day(table, day)
            table.tidy()
        self._hour = hour
        return True

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
