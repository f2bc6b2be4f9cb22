"""Columns to the bytes of one Parquet file: whole numbers as packed differences, text by dictionary, zstd."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from arro3.core import Array, DataType, RecordBatch
from arro3.io import write_parquet
from numpy.typing import NDArray

from streams.history.columns.tables import Kind, Table

ROW_GROUP = 122_880  # rows: DuckDB reads or passes over so many at a time
PAGE = 4096  # rows: pages without what is sought are not unpacked
ZSTD = 3


class Texts(NamedTuple):
    """A column of text: row i holds `words[at[i]]`. `words` sorted, each once."""

    words: list[str]
    at: NDArray[np.integer[Any]]


Columns = Mapping[str, NDArray[Any] | Texts]


def texts(told: Sequence[str]) -> Texts:
    words = sorted(set(told))
    places = {word: at for at, word in enumerate(words)}
    return Texts(words, np.fromiter((places[word] for word in told), np.int32, len(told)))


def batch_of(table: Table, columns: Columns, rows: NDArray[np.intp] | None = None) -> RecordBatch:
    """These rows, or all, in the table's order."""
    sorted_by = [columns[name] for name in reversed(table.order)]
    keys = [column.at if isinstance(column, Texts) else column for column in sorted_by]
    order = np.lexsort(keys if rows is None else [key[rows] for key in keys])
    order = order if rows is None else rows[order]
    arrays = [_array(columns[name], kind, order) for name, kind in table.columns.items()]
    return RecordBatch.from_arrays(arrays, names=list(table.columns))


def _array(column: NDArray[Any] | Texts, kind: Kind, order: NDArray[np.intp]) -> Array:
    if isinstance(column, Texts):
        words = Array(column.words, DataType.utf8())
        return words.take(Array.from_numpy(column.at[order].astype(np.int32)))
    return Array.from_numpy(np.ascontiguousarray(column[order], kind.numpy))


def file_of(table: Table, rows: Any) -> bytes:
    """`rows`: anything that hands out an Arrow stream or batch, in the table's order."""
    made = io.BytesIO()
    write_parquet(
        rows,
        made,
        compression=f"zstd({ZSTD})",
        dictionary_enabled=False,
        encoding="plain",
        column_dictionary_enabled=dict.fromkeys(table.few, True),
        column_encoding={
            name: "delta_binary_packed"
            for name, kind in table.columns.items()
            if kind is not Kind.TEXT and name not in table.few
        },
        max_row_group_size=ROW_GROUP,
        data_page_row_count_limit=PAGE,
        writer_version="parquet_2_0",
        skip_arrow_metadata=True,
        bloom_filter_enabled=table.met > 0,
        bloom_filter_ndv=table.met or None,
        bloom_filter_fpp=0.01 if table.met else None,
    )
    return made.getvalue()
