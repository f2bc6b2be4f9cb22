"""A folder of pictures named z/x/y.png, rows counted from the north."""

from __future__ import annotations

from pathlib import Path

from dashboard.api.tilesets.tileset import DEEPEST, LARGEST, TilesetError, about

SUFFIXES = (".png", ".webp", ".jpg", ".jpeg", ".avif")


class Folder:
    """Names come only from whole numbers, so nothing outside the folder can be asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        zooms = sorted(int(p.name) for p in path.iterdir() if p.is_dir() and _level(p.name))
        first = next((p for p in path.glob("[0-9]*/[0-9]*/*") if p.suffix in SUFFIXES), None)
        if not zooms or first is None:
            raise TilesetError(f"{path}: pictures named z/x/y.png wanted, but it holds none")
        self._suffix = first.suffix
        self.about = about(path, (zooms[0], zooms[-1]), self._read(first), "")

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        file = self._path / str(z) / str(x) / f"{y}{self._suffix}"
        return self._read(file) if file.is_file() else None

    def _read(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                found = opened.read(LARGEST + 1)
        except OSError as error:
            raise TilesetError(f"{file}: cannot be read: {error.strerror}") from None
        if len(found) > LARGEST:
            raise TilesetError(f"{file}: a tile of at most {LARGEST:,} bytes wanted, got more")
        return found


def _level(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 3 and int(name) <= DEEPEST
