"""A PMTiles file of vector tiles: one tile 0/0/0 with what a test puts in, packed as one says."""

from __future__ import annotations

import gzip
import json
import struct
from pathlib import Path
from typing import Any

HEAD = struct.Struct("<7sB11QBBBBBB25x")
MVT, PLAIN, GZIP = 1, 1, 2
FIELDS: dict[str, Any] = {"earth": {}, "roads": {"kind": "String"}, "water": {"kind": "String"}}


def layers(fields: dict[str, Any] = FIELDS) -> dict[str, Any]:
    """Metadata as Planetiler writes it."""
    return {"vector_layers": [{"id": name, "fields": told} for name, told in fields.items()]}


def vectors(
    path: Path, metadata: dict[str, Any], tile: bytes, packed: int = GZIP, kind: int = MVT, high: int = 0
) -> Path:
    """`packed` as the header says it; the tile is packed only when that is gzip."""
    data = gzip.compress(tile) if packed == GZIP else tile
    root = gzip.compress(bytes([1, 0, 1]) + _number(len(data)) + b"\1")
    meta = gzip.compress(json.dumps(metadata).encode())
    at = 127 + len(root), 127 + len(root) + len(meta)
    head = HEAD.pack(
        b"PMTiles",
        3,
        127,
        len(root),
        at[0],
        len(meta),
        0,
        0,
        at[1],
        len(data),
        1,
        1,
        1,
        1,
        2,
        packed,
        kind,
        0,
        high,
    )
    path.write_bytes(head + root + meta + data)
    return path


def road(kind: str, *points: tuple[int, int]) -> bytes:
    """A tile with one road, its points in 4096 steps across the tile."""
    (x, y), moves = points[0], [9, *map(_zigzag, points[0])]
    moves.append((len(points) - 1) << 3 | 2)
    for to_x, to_y in points[1:]:
        moves += [_zigzag(to_x - x), _zigzag(to_y - y)]
        x, y = to_x, to_y
    feature = _part(2, b"\0\0") + b"\x18\2" + _part(4, b"".join(map(_number, moves)))
    named = _part(1, b"roads") + _part(2, feature) + _part(3, b"kind") + _part(4, _part(1, kind.encode()))
    return _part(3, b"\x78\2" + named + b"\x28" + _number(4096))


def _part(field: int, body: bytes) -> bytes:
    return _number(field << 3 | 2) + _number(len(body)) + body


def _number(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + _number(value >> 7)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1
