"""DuckDB as we use it: built-in features only, one thread, bounded memory, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

MEMORY_MB = 64  # of a sort; more of it goes to the disk


def connect(spill: Path | str, memory_mb: int = MEMORY_MB) -> duckdb.DuckDBPyConnection:
    """`spill`: a folder for what does not fit into the memory."""
    engine = duckdb.connect(
        config={
            "threads": 1,
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    engine.execute("SET parquet_metadata_cache = true").fetchall()  # a file never changes
    return engine


def files(paths: Iterable[str]) -> str:
    """As SQL names them."""
    return "[" + ", ".join(quoted(path) for path in paths) + "]"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
