"""PMTiles version 3: one file, read in place."""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Any

from dashboard.tilesets.tileset import About, TilesetError, picture_size

MAGIC, VERSION, HEADER = b"PMTiles", 3, 127
PICTURES = ("PNG", "JPEG", "WEBP", "AVIF")


class PMTiles:
    """Raster tiles only: the map draws pictures."""

    def __init__(self, path: Path) -> None:
        from pmtiles.reader import Reader  # its parts take a moment to load, and most walls have no base map

        self._path = path
        self._bytes = _mapped(path)
        if self._bytes[: len(MAGIC)] != MAGIC:
            raise TilesetError(f"{path}: a PMTiles file wanted, got something else")
        if self._bytes[len(MAGIC)] != VERSION:
            raise TilesetError(f"{path}: PMTiles version {VERSION} wanted, got {self._bytes[len(MAGIC)]}")
        self._reader = Reader(lambda offset, length: self._bytes[offset : offset + length])
        try:
            self.about = self._read_about()
        except TilesetError:
            raise
        # the reader checks nothing: a cut or damaged file surfaces as whatever it trips over
        except (ValueError, KeyError, IndexError, EOFError, OSError) as error:
            raise TilesetError(f"{path}: the PMTiles file is damaged: {error}") from None

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        if not self.about.min_zoom <= z <= self.about.max_zoom:
            return None
        found = self._reader.get(z, x, y)
        return None if found is None else bytes(found)

    def _read_about(self) -> About:
        header: dict[str, Any] = self._reader.header()
        if header["tile_type"].name not in PICTURES:
            raise TilesetError(f"{self._path}: pictures wanted, but its tiles are {header['tile_type'].name}")
        end = header["tile_data_offset"] + header["tile_data_length"]
        if end > len(self._bytes):
            raise TilesetError(
                f"{self._path}: {end} bytes wanted, got {len(self._bytes)}: the file was cut short"
            )
        start = header["tile_data_offset"]
        credit = re.sub(r"<[^>]*>", "", str(self._reader.metadata().get("attribution") or ""))
        size = picture_size(self._bytes[start : start + 32])
        return About(header["min_zoom"], header["max_zoom"], size, credit)


def _mapped(path: Path) -> mmap.mmap:
    if path.stat().st_size < HEADER:
        raise TilesetError(f"{path}: a PMTiles file wanted, got {path.stat().st_size} bytes")
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
