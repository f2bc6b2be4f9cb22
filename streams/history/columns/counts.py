"""Counters of areas as they were counted last, and what of them changed since the minute before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.time.days import MINUTE, LocalDays
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.parquet_file import Texts, texts
from streams.history.columns.positions_minute import day_name
from streams.history.columns.rows import made
from streams.history.columns.standing import newest_rows
from streams.record.area_counts import AreaCounts

APP = "counts"  # a transaction of the table: the last minute in it
_LAST_DAY = "9999-12-31"


class CountsTable:
    """What is known of the values before is read from the table once."""

    def __init__(self, table: ColumnTable, days: LocalDays, spill: Path | str) -> None:
        self._table, self._days = table, days
        self._minute = table.reached(APP) or -1
        self._held: dict[tuple[str, str], int] | None = None
        self._spill = spill

    def take(self, counts: AreaCounts | None) -> int:
        """How many rows were written; a minute that is in the table already is none."""
        if counts is None or (minute := counts.time // MINUTE) <= self._minute:
            return 0
        number = self._days.day(minute * MINUTE)
        begins = self._minute < 0 or self._days.day(self._minute * MINUTE) != number
        held = {} if begins else self._known()
        names = tuple(counts.names)
        told = {
            (code, name): value
            for code, row in zip(counts.codes, counts.values.tolist(), strict=True)
            for name, value in zip(names, row, strict=True)
        }
        changed = {key: value for key, value in told.items() if held.get(key) != value}
        changed |= {key: 0 for key, value in held.items() if value and key not in told}
        if changed:
            columns = _columns(changed, minute * MINUTE, begins)
            self._table.append([made(self._table.table, day_name(number), columns)], {APP: minute})
        self._held, self._minute = told, minute
        return len(changed)

    def _known(self) -> dict[tuple[str, str], int]:
        if self._held is None:
            rows = newest_rows(self._table, self._spill, _LAST_DAY)
            self._held = {(area, counter): value for area, counter, _, value, _ in rows}
        return self._held


def _columns(changed: dict[tuple[str, str], int], time: int, standing: bool) -> dict[str, Any]:
    areas, counters = zip(*changed, strict=True)
    count = len(changed)
    columns: dict[str, NDArray[Any] | Texts] = {
        "area": texts(areas),
        "counter": texts(counters),
        "time": np.full(count, time, np.int64),
        "value": np.fromiter(changed.values(), np.int32, count),
        "standing": np.full(count, standing, np.int8),
    }
    return columns
