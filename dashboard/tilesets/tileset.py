"""What every kind of base map can say and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

KINDS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
    (b"\0\0\0", "image/avif"),
)


class TilesetError(ValueError):
    """One sentence: which file, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class About:
    """Levels it holds, the edge of a tile in pixels, whom to credit."""

    min_zoom: int
    max_zoom: int
    size: int = 256
    credit: str = ""


class Tileset(Protocol):
    about: About

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The picture at z/x/y, rows counted from the north; None where there is none."""
        ...


def content_type(tile: bytes) -> str | None:
    """The kind of picture, by its first bytes; None when it is no picture."""
    return next((kind for magic, kind in KINDS if tile.startswith(magic)), None)


def picture_size(tile: bytes) -> int:
    """The width of a PNG or WebP in pixels; 256, the custom, where it cannot be told."""
    if tile.startswith(b"\x89PNG"):
        return int.from_bytes(tile[16:20], "big")
    if tile[8:16] == b"WEBPVP8X":
        return int.from_bytes(tile[24:27], "little") + 1
    if tile[8:16] == b"WEBPVP8L":
        return (int.from_bytes(tile[21:25], "little") & 0x3FFF) + 1
    if tile[8:16] == b"WEBPVP8 ":
        return int.from_bytes(tile[26:28], "little") & 0x3FFF
    return 256
