"""What holds on when a day begins is told again: whoever asks for a moment looks at one day, and days before
may be dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streams.history.columns.column_table import ColumnTable
from streams.history.columns.engine import connect, files

APP = "standing"  # a transaction of the table: the last day that has such rows
_GONE = "null"


def newest_rows(table: ColumnTable, spill: Path | str, before: str) -> list[tuple[Any, ...]]:
    """The newest row of each that holds on, of the last day before this one that has any."""
    spec = table.table
    earlier = [part for part in table.parts() if part.day < before]
    if not earlier:
        return []
    newest = max(part.day for part in earlier)
    paths = table.place.local(spec.name, [part.path for part in earlier if part.day == newest])
    last = f"row_number() OVER (PARTITION BY {', '.join(spec.stands)} ORDER BY {_newest_first(table)}) = 1"
    with connect(spill) as engine:
        rows = engine.execute(
            f"SELECT {', '.join(spec.columns)} FROM read_parquet({files(paths)}) QUALIFY {last}"
        ).fetchall()
    at = list(spec.columns).index("value") if "value" in spec.columns else None
    return [row for row in rows if at is None or row[at] != _GONE]


def told_again(
    table: ColumnTable, rows: list[tuple[Any, ...]], begins: int, entry: int
) -> list[tuple[Any, ...]]:
    """The same rows as of the moment a day began (epoch ms), and as an entry's number."""
    told = {"time": begins, "entry": entry, "standing": 1}
    names = list(table.table.columns)
    return [tuple(told.get(name, value) for name, value in zip(names, row, strict=True)) for row in rows]


def _newest_first(table: ColumnTable) -> str:
    """A row told again gives way to what happened at that moment."""
    return "entry DESC, standing" if "entry" in table.table.columns else "time DESC, standing"
