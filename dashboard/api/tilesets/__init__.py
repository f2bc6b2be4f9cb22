"""Base maps on disk: one reader per kind, chosen by what the path is. Knows nothing of pages or settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.api.tilesets.mbtiles import MBTiles
from dashboard.api.tilesets.pmtiles_file import PMTiles
from dashboard.api.tilesets.street_file import LINES, open_streets
from dashboard.api.tilesets.tileset import Tileset, TilesetError
from dashboard.api.tilesets.xyz import Folder

__all__ = ["LINES", "Tileset", "TilesetError", "open_streets", "open_tileset"]
KINDS: dict[str, Callable[[Path], Tileset]] = {".pmtiles": PMTiles, ".mbtiles": MBTiles}


def open_tileset(path: Path) -> Tileset:
    """A PMTiles file, an MBTiles file or a folder of z/x/y files; TilesetError says what is wrong with it."""
    try:
        return _opened(path)
    except OSError as error:
        raise TilesetError(f"{path}: cannot be read: {error.strerror}") from None


def _opened(path: Path) -> Tileset:
    if not path.exists():
        raise TilesetError(f"{path}: a .pmtiles or .mbtiles file or a folder wanted, but it is not there")
    if path.is_dir():
        return Folder(path)
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise TilesetError(
            f"{path}: a .pmtiles or .mbtiles file or a folder wanted, got {path.suffix or path.name}"
        )
    return kind(path)
