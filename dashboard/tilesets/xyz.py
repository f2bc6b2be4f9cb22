"""A folder of pictures named z/x/y.png, rows counted from the north."""

from __future__ import annotations

from pathlib import Path

from dashboard.tilesets.tileset import About, TilesetError, content_type, picture_size

SUFFIXES = (".png", ".webp", ".jpg", ".jpeg", ".avif")


class Folder:
    """Names come only from whole numbers, so nothing outside the folder can be asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        zooms = sorted(int(p.name) for p in path.iterdir() if p.is_dir() and p.name.isdigit())
        first = next((p for p in path.glob("[0-9]*/[0-9]*/*") if p.suffix in SUFFIXES), None)
        if not zooms or first is None:
            raise TilesetError(f"{path}: pictures named z/x/y.png wanted, but it holds none")
        self._suffix = first.suffix
        data = first.read_bytes()
        if content_type(data) is None:
            raise TilesetError(f"{path}: pictures wanted, but {first.name} is something else")
        self.about = About(zooms[0], zooms[-1], picture_size(data))

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        file = self._path / str(z) / str(x) / f"{y}{self._suffix}"
        return file.read_bytes() if file.is_file() else None
