"""What every kind of base map can say and give, and what none may: a file is not trusted with our memory."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

KINDS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
    (b"\0\0\0", "image/avif"),
)
LARGEST = 8 * 1024 * 1024  # bytes of one tile; a photograph of 1024 pixels has about one
DEEPEST = 30  # levels; further in, numbers of tiles outgrow 64 bits
EDGES = range(64, 4097)  # pixels across a tile; a map of tiles without width would ask for them for ever
CREDIT = 300  # characters


class TilesetError(ValueError):
    """One sentence: which file, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class About:
    """Levels it holds, the edge of a tile in pixels, whom to credit; `schema`: of vector tiles, which layers
    and kinds they hold, nothing of pictures; `packed`: whether each tile is gzip."""

    min_zoom: int
    max_zoom: int
    size: int = 256
    credit: str = ""
    schema: str = ""
    packed: bool = False


class Tileset(Protocol):
    about: About

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """What it holds at z/x/y, rows from the north; None where there is none. Raises TilesetError."""
        ...


def about(path: Path, zooms: tuple[object, object], first: bytes, credit: object) -> About:
    """What a file of pictures says of itself, once it is sound; `first` is one. Raises TilesetError."""
    low, high = levels(path, zooms)
    if content_type(first) is None:
        raise TilesetError(f"{path}: pictures wanted, but its tiles are something else")
    size = picture_size(first)
    if size not in EDGES:
        raise TilesetError(
            f"{path}: tiles of {EDGES.start} to {EDGES.stop - 1} pixels wanted, got a picture of {size}"
        )
    return About(low, high, size, plain_credit(credit))


def levels(path: Path, zooms: tuple[object, object]) -> tuple[int, int]:
    """The lowest and the highest, once they are sound. Raises TilesetError."""
    low, high = zooms
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= high <= DEEPEST:
        raise TilesetError(f"{path}: levels from 0 to {DEEPEST} wanted, got {low!r:.20} to {high!r:.20}")
    return low, high


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


def inflated(data: bytes, most: int) -> bytes:
    """Of gzip, no more than `most` bytes: a few bytes may stand for gigabytes. Raises ValueError."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(data, most)
    except zlib.error as error:
        raise ValueError(f"gzip that cannot be unpacked ({error})") from None
    if not unpacker.eof:
        raise ValueError(f"gzip that is cut short, or of more than {most:,} bytes")
    return found


def plain_credit(credit: object) -> str:
    """Without markup, and not without end."""
    text = re.sub(r"<[^>]*>", "", credit[: 10 * CREDIT]) if isinstance(credit, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:CREDIT].strip()
