"""The bytes of a live frame: what a room sends to its screens, laid out in docs/protocol.md.

Knows numbers and bytes only: not who watches, not where the values come from.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dashboard.rooms import frame_tables
from dashboard.rooms.varints import pack

VERSION = 2
DELTA, SNAPSHOT = 0, 1
PEOPLE, NAMES, GONE, HIDDEN, GRIDS, STATE, MOVED, LOOKS = range(1, 9)
BEATS, CATCHING_UP, AMBER, RED = 1, 2, 4, 8
NEVER = 65535
AHEAD_MS = 2000  # what two clocks of one time may differ by

HEADER_FIELDS = {
    "version": "B",
    "kind": "B",
    "sections": "B",
    "flags": "B",
    "epoch": "I",
    "room": "I",
    "sequence": "I",
    "at": "d",
    "newest": "d",
    "redis_age": "H",
    "gateway_age": "H",
}
HEADER = struct.Struct("<" + "".join(HEADER_FIELDS.values()))

Section = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Truth:
    """How old what we know is: the ages a screen judges the chain by (0.1 s, NEVER unknown)."""

    redis_age: int = NEVER
    gateway_age: int = NEVER
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as read back."""

    kind: int
    epoch: int
    room: int
    sequence: int
    at: float
    newest: float
    truth: Truth
    people: NDArray[Any] = field(default_factory=lambda: np.empty(0, frame_tables.PERSON))
    moved: NDArray[Any] = field(default_factory=lambda: np.empty(0, frame_tables.MOVE))
    looks: NDArray[Any] = field(default_factory=lambda: np.empty(0, frame_tables.LOOK))
    names: list[tuple[int, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    grids: NDArray[Any] = field(default_factory=lambda: np.empty(0, frame_tables.GRID))
    state: dict[str, Any] = field(default_factory=dict)


def tenths(age_ms: int | None) -> int:
    """An age as the header carries it: 0.1 s, at most what a u16 holds. A sign that is to come is none."""
    if age_ms is None or age_ms < -AHEAD_MS:
        return NEVER
    return min(max(age_ms, 0) // 100, NEVER - 1)


def encode(
    kind: int,
    epoch: int,
    room: int,
    sequence: int,
    at: float,
    newest: float,
    truth: Truth,
    sections: Sequence[Section],
) -> bytes:
    """One frame. Empty sections are left out by whoever calls."""
    parts = [
        HEADER.pack(
            VERSION,
            kind,
            len(sections),
            truth.flags,
            epoch,
            room,
            sequence,
            at,
            newest,
            truth.redis_age,
            truth.gateway_age,
        )
    ]
    for type_, body in sections:
        size = len(body)
        parts += bytes((type_, size)) if size < 128 else bytes((type_,)) + pack((size,)), body
    return b"".join(parts)


def names_section(pairs: Sequence[tuple[int, str]]) -> Section:
    return NAMES, msgspec.json.encode(pairs)


def gone_section(indexes: Sequence[int], type_: int = GONE) -> Section:
    return type_, frame_tables.indexes(indexes)


def grids_section(records: NDArray[Any]) -> Section:
    return GRIDS, frame_tables.grids(records)


def state_section(changed: dict[str, Any]) -> Section:
    return STATE, msgspec.json.encode(changed)


def decode(data: bytes) -> Frame:
    """Read a frame back; ValueError says what is wrong with it."""
    if len(data) < HEADER.size:
        raise ValueError(f"frame: at least {HEADER.size} bytes wanted, got {len(data)}")
    version, kind, count, flags, epoch, room, sequence, at, newest, redis, gateway = HEADER.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"frame: version {VERSION} wanted, got {version}")
    if kind not in (DELTA, SNAPSHOT):
        raise ValueError(f"frame: kind {DELTA} or {SNAPSHOT} wanted, got {kind}")
    read = dict(_read(type_, body) for type_, body in _sections(data, count).items() if type_ in SECTIONS)
    if kind == SNAPSHOT and any(len(read.get(name, ())) for name in ("moved", "looks")):
        raise ValueError("frame: a snapshot that rests on nothing wanted")
    return Frame(kind, epoch, room, sequence, at, newest, Truth(redis, gateway, flags), **read)


def _sections(data: bytes, count: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    offset = HEADER.size
    for _ in range(count):
        type_, size, offset = _head(data, offset)
        if offset + size > len(data):
            raise ValueError(f"frame: cut short at byte {offset} of {len(data)}")
        if type_ in found:
            raise ValueError(f"frame: section {type_} once wanted, got it twice")
        found[type_] = data[offset : offset + size]
        offset += size
    if offset != len(data):
        raise ValueError(f"frame: {offset} bytes wanted by its sections, got {len(data)}")
    return found


def _head(data: bytes, offset: int) -> tuple[int, int, int]:
    """Type and size of the section that begins at `offset`, and where its body does."""
    size = 0
    for place in range(4):
        at = offset + 1 + place
        if at >= len(data):
            break
        size |= (data[at] & 127) << 7 * place
        if data[at] < 128:
            return data[offset], size, at + 1
    raise ValueError(f"frame: cut short at byte {offset} of {len(data)}")


def _names(body: bytes) -> list[tuple[int, str]]:
    return [(int(index), name) for index, name in msgspec.json.decode(body, type=list[tuple[int, str]])]


def _state(body: bytes) -> dict[str, Any]:
    state: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    return state


SECTIONS = {
    PEOPLE: ("people", frame_tables.read_people),
    NAMES: ("names", _names),
    GONE: ("gone", frame_tables.read_indexes),
    HIDDEN: ("hidden", frame_tables.read_indexes),
    GRIDS: ("grids", frame_tables.read_grids),
    STATE: ("state", _state),
    MOVED: ("moved", frame_tables.read_moved),
    LOOKS: ("looks", frame_tables.read_looks),
}


def _read(type_: int, body: bytes) -> tuple[str, Any]:
    name, reader = SECTIONS[type_]
    try:
        return name, reader(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"frame: section {name}: {error}") from None
