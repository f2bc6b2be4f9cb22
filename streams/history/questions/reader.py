"""Questions to the column store, by DuckDB over the files that are live now. Reads alone; may be used by one
thread at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from streams.history.columns.column_table import ColumnTable, Part, stands
from streams.history.columns.engine import connect, files
from streams.history.columns.place import Place
from streams.history.columns.tables import TABLES, Kind
from streams.history.questions.sql import QUESTIONS, Question

Found = dict[str, NDArray[Any]]  # columns by name
MEMORY_MB = 400
TRIES = 3  # files may be replaced while they are read


class Reader:
    """`spill`: a folder for what does not fit into the memory."""

    def __init__(self, place: Place, spill: Path | str, memory_mb: int = MEMORY_MB) -> None:
        self._place = place
        self._engine = connect(spill, memory_mb)
        self._tables: dict[str, ColumnTable] = {}

    def close(self) -> None:
        self._engine.close()

    def ask(self, name: str, /, **told: Any) -> Found:
        """Columns of the answer. KeyError for a question that there is not; ValueError when something it
        wants was not told, or is of another type."""
        question = QUESTIONS[name]
        wanted = question.checked(told)
        for left in reversed(range(TRIES)):
            try:
                return self._answer(question, wanted)
            except duckdb.IOException:
                if not left:
                    raise
                self._tables.pop(question.table, None)
        raise AssertionError

    def _answer(self, question: Question, told: Mapping[str, Any]) -> Found:
        parts = [part for part in self._parts(question.table) if question.needs(part, told)]
        asked = f"WITH {question.table} AS ({self._relation(question.table, parts)}) {question.duckdb}"
        found: Found = self._engine.execute(asked, dict(told)).fetchnumpy()
        return {name: np.asarray(column) for name, column in found.items()}

    def _parts(self, table: str) -> list[Part]:
        """None of a table that nobody has begun."""
        if table not in self._tables:
            if not stands(self._place, TABLES[table]):
                return []
            self._tables[table] = ColumnTable(self._place, TABLES[table])
        return self._tables[table].parts()

    def _relation(self, table: str, parts: list[Part]) -> str:
        spec = TABLES[table]
        if parts:
            paths = self._place.local(table, [part.path for part in parts])
            return f"SELECT {', '.join(spec.columns)} FROM read_parquet({files(paths)})"
        empty = (f"NULL::{_DUCKDB[kind]} AS {name}" for name, kind in spec.columns.items())
        return f"SELECT {', '.join(empty)} WHERE false"


_DUCKDB = {
    Kind.TEXT: "VARCHAR",
    Kind.LONG: "BIGINT",
    Kind.INT: "INTEGER",
    Kind.SHORT: "SMALLINT",
    Kind.BYTE: "TINYINT",
}
