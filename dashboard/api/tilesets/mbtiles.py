"""MBTiles: a SQLite file whose rows count from the south."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dashboard.api.tilesets.tileset import LARGEST, TilesetError, about

TILE = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
# two questions: SQLite looks a single lowest or highest up in the index, and both together in every row
ZOOMS = "SELECT (SELECT min(zoom_level) FROM tiles), (SELECT max(zoom_level) FROM tiles)"
CREDIT = "SELECT value FROM metadata WHERE name = 'attribution' LIMIT 1"
STEPS, PATIENCE_S = 20_000, 2.0  # SQLite's own steps between two looks at the clock; for one question


class MBTiles:
    """Opened read-only; every tile is one query, of bounded time and size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._until = 0.0
        try:
            self._database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=0.2)
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
            self._database.set_progress_handler(lambda: time.monotonic() > self._until, STEPS)
        except sqlite3.Error as error:
            raise TilesetError(f"{path}: an MBTiles file wanted, got {error}") from None
        zooms = self._row(ZOOMS) or (None, None)
        if zooms[0] is None:
            raise TilesetError(f"{path}: tiles wanted, but it holds none")
        first = self._picture(self._row("SELECT tile_data FROM tiles LIMIT 1"))
        self.about = about(path, zooms, first or b"", (self._row(CREDIT) or [None])[0])

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        return self._picture(self._row(TILE, (z, x, (1 << z) - 1 - y)))

    def _picture(self, row: Any) -> bytes | None:
        """A column without a type holds whatever was put in, and bytes(2_000_000_000) are two gigabytes."""
        if row is None or isinstance(row[0], bytes):
            return row[0] if row else None
        came = {"NoneType": "nothing", "str": "text"}.get(type(row[0]).__name__, "a number")
        raise TilesetError(f"{self._path}: a picture wanted as tile_data, got {came}")

    def _row(self, query: str, told: tuple[int, ...] = ()) -> Any:
        self._until = time.monotonic() + PATIENCE_S
        try:
            return self._database.execute(query, told).fetchone()
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TilesetError(
                    f"{self._path}: an answer within {PATIENCE_S:g} s wanted; is there an index on tiles?"
                ) from None
            raise TilesetError(f"{self._path}: an MBTiles file wanted, got {error}") from None
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise TilesetError(f"{self._path}: an MBTiles file wanted, got {error}") from None
