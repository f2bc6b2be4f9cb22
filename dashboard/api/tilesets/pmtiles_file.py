"""PMTiles version 3: one file, read in place."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.api.tilesets.pmtiles_directory import MOST_BYTES, Directory, Entry, read_directory
from dashboard.api.tilesets.tileset import LARGEST, TilesetError, about, inflated
from dashboard.api.tilesets.vector_schema import about_vectors

MAGIC, VERSION, HEADER = b"PMTiles", 3, 127
PICTURES, VECTORS = ("PNG", "JPEG", "WEBP", "AVIF"), "MVT"
DEPTH = 4  # directories one below the other
HELD = 8  # directories kept unpacked
# what a damaged part surfaces as; the library's own header reader checks nothing
DAMAGE = (ValueError, IndexError, KeyError, OverflowError, RecursionError)


class PMTiles:
    """Pictures, or vector tiles that pages draw. Read by calls, not mapped into memory: a file that is
    written over while it is mapped would end the process."""

    def __init__(self, path: Path) -> None:
        from pmtiles.tile import deserialize_header, zxy_to_tileid  # most walls have no base map

        self._path, self._number = path, zxy_to_tileid
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        head = os.pread(self._file, HEADER, 0)
        self._refuse_other(head)
        try:
            self._header: dict[str, Any] = dict(deserialize_header(head))
            self._packed = _unpacker(self._header["internal_compression"].name)
            self._directory = lru_cache(HELD)(self._read_directory)
            self._refuse_unfit()
            told = json.loads(self._packed(self._part("metadata"), MOST_BYTES))
            entry = self._walked(lambda directory: directory.entry(0))
            first = self._tile(entry) if entry else b""
        except TilesetError:
            raise
        except DAMAGE as error:
            raise TilesetError(f"{path}: the PMTiles file is damaged: {error}") from None
        if not isinstance(told, dict):
            raise TilesetError(f"{path}: the PMTiles file is damaged: its metadata must be an object")
        zooms = self._header["min_zoom"], self._header["max_zoom"]
        if self._header["tile_type"].name == VECTORS:
            packed = self._header["tile_compression"].name == "GZIP"
            self.about = about_vectors(path, zooms, first, told, packed=packed)
        else:
            self.about = about(path, zooms, first, told.get("attribution"))

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        if not self.about.min_zoom <= z <= self.about.max_zoom:
            return None
        try:
            number = self._number(z, x, y)
            found = self._walked(lambda directory: directory.find(number))
            return None if found is None else self._tile(found)
        except TilesetError:
            raise
        except DAMAGE as error:
            raise TilesetError(f"{self._path}: the PMTiles file is damaged: {error}") from None

    def _refuse_other(self, head: bytes) -> None:
        if len(head) < HEADER:
            raise TilesetError(f"{self._path}: a PMTiles file wanted, got {len(head)} bytes")
        if head[: len(MAGIC)] != MAGIC:
            raise TilesetError(f"{self._path}: a PMTiles file wanted, got something else")
        if head[len(MAGIC)] != VERSION:
            raise TilesetError(f"{self._path}: PMTiles version {VERSION} wanted, got {head[len(MAGIC)]}")

    def _refuse_unfit(self) -> None:
        kind, packed = self._header["tile_type"].name, self._header["tile_compression"].name
        if kind not in (*PICTURES, VECTORS):
            raise TilesetError(
                f"{self._path}: pictures wanted, or vector tiles (MVT), but its tiles are {kind}"
            )
        if kind == VECTORS and packed not in ("NONE", "GZIP"):
            raise TilesetError(
                f"{self._path}: vector tiles packed as gzip wanted, but they are packed as {packed}"
            )
        if kind != VECTORS and packed not in ("UNKNOWN", "NONE"):  # a picture is packed already
            raise TilesetError(f"{self._path}: pictures wanted as they are, but they are packed as {packed}")
        end = self._header["tile_data_offset"] + self._header["tile_data_length"]
        size = os.fstat(self._file).st_size
        if end > size:
            raise TilesetError(f"{self._path}: {end} bytes wanted, got {size}: the file was cut short")

    def _walked(self, choose: Callable[[Directory], Entry | None]) -> Entry | None:
        """Down from the first directory to a tile's entry."""
        at, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(DEPTH):
            found = choose(self._directory(at, length))
            if found is None or found.run:
                return found
            at, length = self._header["leaf_directory_offset"] + found.offset, found.length
        raise ValueError(f"directories more than {DEPTH} deep")

    def _read_directory(self, offset: int, length: int) -> Directory:
        return read_directory(self._packed(self._bytes(offset, length, MOST_BYTES), MOST_BYTES))

    def _tile(self, entry: Entry) -> bytes:
        return self._bytes(self._header["tile_data_offset"] + entry.offset, entry.length, LARGEST)

    def _part(self, name: str) -> bytes:
        return self._bytes(self._header[f"{name}_offset"], self._header[f"{name}_length"], MOST_BYTES)

    def _bytes(self, offset: int, length: int, most: int) -> bytes:
        if length > most:
            raise ValueError(f"a part of {length:,} bytes, where at most {most:,} are usual")
        try:
            found = os.pread(self._file, length, offset)
        except OSError as error:
            raise TilesetError(f"{self._path}: cannot be read: {error.strerror}") from None
        if len(found) < length:
            raise ValueError(f"{length} bytes wanted at {offset}, got {len(found)}")
        return found


def _unpacker(name: str) -> Callable[[bytes, int], bytes]:
    if name == "GZIP":
        return inflated
    if name in ("NONE", "UNKNOWN"):
        return lambda data, most: data
    raise ValueError(f"directories packed as {name}, where gzip or none is wanted")
