"""MBTiles: a SQLite file whose rows count from the south."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

from dashboard.tilesets.tileset import About, TilesetError, content_type, picture_size


class MBTiles:
    """Opened read-only; every tile is one query."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
            self.about = self._read_about()
        except sqlite3.Error as error:
            raise TilesetError(f"{path}: an MBTiles file wanted, got {error}") from None

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        found = self._database.execute(query, (z, x, (1 << z) - 1 - y)).fetchone()
        return None if found is None else bytes(found[0])

    def _read_about(self) -> About:
        low, high = self._database.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        if low is None:
            raise TilesetError(f"{self._path}: tiles wanted, but it holds none")
        first = bytes(self._database.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()[0])
        if content_type(first) is None:
            raise TilesetError(f"{self._path}: pictures wanted, but its tiles are something else")
        told = dict(self._database.execute("SELECT name, value FROM metadata"))
        credit = re.sub(r"<[^>]*>", "", str(told.get("attribution") or ""))
        return About(int(low), int(high), picture_size(first), credit)
