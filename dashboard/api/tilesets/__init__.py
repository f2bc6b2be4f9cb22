"""Base maps on disk: one reader per kind, chosen by what the path is. Knows nothing of pages or settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dashboard.api.tilesets.mbtiles import MBTiles
from dashboard.api.tilesets.pmtiles_file import PMTiles
from dashboard.api.tilesets.street_file import LINES, Streets, open_streets
from dashboard.api.tilesets.tileset import Tileset, TilesetError
from dashboard.api.tilesets.xyz import Folder

__all__ = ["LINES", "Tileset", "TilesetError", "open_base_map", "open_streets", "open_tileset"]
KINDS: dict[str, Callable[[Path], Tileset]] = {".pmtiles": PMTiles, ".mbtiles": MBTiles}


@dataclass(frozen=True, slots=True)
class Opened:
    """One of the two is there; `described` goes behind `the base map has`."""

    described: str
    tileset: Tileset | None = None
    streets: Streets | None = None


def open_base_map(path: Path, datum: str) -> Opened:
    """Of any kind, as the settings name it. Raises TilesetError, also for a datum that nothing would move."""
    if path.suffix == LINES:
        _refuse_moved(path, "lines", datum)
        return Opened("streets and waters", streets=open_streets(path))
    tileset = open_tileset(path)
    about = tileset.about
    levels = f"levels {about.min_zoom} to {about.max_zoom}"
    if not about.schema:
        return Opened(f"pictures of {about.size} pixels, {levels}", tileset)
    _refuse_moved(path, "vector tiles", datum)
    return Opened(f"vector tiles ({about.schema}), {levels}", tileset)


def _refuse_moved(path: Path, what: str, datum: str) -> None:
    """Only pictures come in other datums, so a setting that is left over would show streets elsewhere."""
    if datum != "wgs84":
        raise TilesetError(f"{path}: {what} are in WGS-84: basemap.datum must be wgs84, got {datum}")


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
