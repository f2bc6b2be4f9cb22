"""Rows of a table to files of it, one a day."""

from __future__ import annotations

from typing import Any

import numpy as np

from streams.history.columns.column_table import Made
from streams.history.columns.parquet_file import batch_of, file_of, texts
from streams.history.columns.tables import Kind, Table


def made(table: Table, day: str, columns: dict[str, Any]) -> Made:
    """The rows of one day."""
    time = columns[table.time]
    content = file_of(table, batch_of(table, columns))
    return Made(day, content, len(time), int(time.min()), int(time.max()))


def columns_of(table: Table, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Of rows in the order of the table's columns."""
    told = zip(*rows, strict=True)
    return {
        name: texts(list(values)) if kind is Kind.TEXT else np.array(values, kind.numpy)
        for (name, kind), values in zip(table.columns.items(), told, strict=True)
    }
