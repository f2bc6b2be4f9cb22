"""Many small files to few: by hour, then by day. What a day holds is the same before and after, whenever it
is stopped: files are replaced in one commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from arro3.core import RecordBatchReader

from city.time.days import HOUR
from streams.history.columns.column_table import ColumnTable, Made, Part
from streams.history.columns.engine import connect, files
from streams.history.columns.parquet_file import file_of

AS_WRITTEN, OF_AN_HOUR, OF_A_DAY = 0, 1, 2


class Compaction:
    """`spill`: a folder for sorts that do not fit into the memory."""

    def __init__(self, spill: Path | str) -> None:
        self._spill = spill

    def hours(self, table: ColumnTable, before: int) -> int:
        """Files as they were written, of times before this hour (epoch ms) began. How many were replaced."""
        new: dict[str, list[Part]] = defaultdict(list)
        for part in table.parts():
            if part.level == AS_WRITTEN and part.last < before:
                new[part.day].append(part)
        return sum(self._together(table, parts, OF_AN_HOUR) for parts in new.values() if len(parts) > 1)

    def day(self, table: ColumnTable, day: str) -> int:
        """The next files of a day that is over, of a large table those of an hour. How many were replaced: 0
        when they are as few as they can be."""
        parts = [part for part in table.parts() if part.day == day]
        groups = _overlapping(parts) if table.table.hourly else [parts]
        return next((self._together(table, same, OF_A_DAY) for same in groups if len(same) > 1), 0)

    def _together(self, table: ColumnTable, parts: Sequence[Part], level: int) -> int:
        paths = table.place.local(table.table.name, [part.path for part in parts])
        made = list(self._sorted(table, parts, paths, level))
        table.replace(parts, made)
        return len(parts)

    def _sorted(
        self, table: ColumnTable, parts: Sequence[Part], paths: list[str], level: int
    ) -> Iterator[Made]:
        for first, last in _spans(table, parts):
            with connect(self._spill) as engine:
                time = table.table.time
                names, order = ", ".join(table.table.columns), ", ".join(table.table.order)
                chosen = f"FROM read_parquet({files(paths)}) WHERE {time} BETWEEN {first} AND {last}"
                asked = engine.execute(f"SELECT count(*), min({time}), max({time}) {chosen}")
                ((count, least, most),) = asked.fetchall()
                if not count:
                    continue
                rows = engine.sql(f"SELECT {names} {chosen} ORDER BY {order}")
                content = file_of(table.table, RecordBatchReader.from_arrow(rows))
            yield Made(parts[0].day, content, count, least, most, level)


def _spans(table: ColumnTable, parts: Iterable[Part]) -> list[tuple[int, int]]:
    """First and last times of the files to make."""
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    if not table.table.hourly:
        return [(first, last)]
    return [(hour, hour + HOUR - 1) for hour in range(first // HOUR * HOUR, last + 1, HOUR)]


def _overlapping(parts: Iterable[Part]) -> list[list[Part]]:
    """Files that share hours, together."""
    groups: list[list[Part]] = []
    end = -1
    for part in sorted(parts, key=lambda part: part.first):
        if part.first // HOUR > end:
            groups.append([])
        groups[-1].append(part)
        end = max(end, part.last // HOUR)
    return groups
