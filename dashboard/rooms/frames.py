"""The bytes of a live frame: what a room sends to its screens, laid out in docs/architecture.md.

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

VERSION = 1
DELTA, SNAPSHOT = 0, 1
PEOPLE, NAMES, GONE, HIDDEN, GRIDS, STATE = 1, 2, 3, 4, 5, 6
BEATS, CATCHING_UP, AMBER, RED = 1, 2, 4, 8
VISITING, SOS, AT_HOME, OUTSIDE = 1, 2, 4, 8
STRANGER = 0x8000_0000
NEVER = 65535
AHEAD_MS = 2000  # what two clocks of one time may differ by

HEADER = struct.Struct("<BBHIIIddHHHH")
SECTION = struct.Struct("<BBHI")
PERSON = np.dtype(
    [
        ("index", "<u4"),
        ("lat", "<i4"),
        ("lon", "<i4"),
        ("age", "<i4"),
        ("state", "u1"),
        ("flags", "u1"),
        ("spare", "<u2"),
    ]
)
GRID = np.dtype([("position", "<u4"), ("open", "<u2"), ("covered", "u1"), ("spare", "u1")])

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
    people: NDArray[Any] = field(default_factory=lambda: np.empty(0, PERSON))
    names: list[tuple[int, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    grids: NDArray[Any] = field(default_factory=lambda: np.empty(0, GRID))
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
            epoch,
            room,
            sequence,
            at,
            newest,
            truth.redis_age,
            truth.gateway_age,
            truth.flags,
            0,
        )
    ]
    for type_, body in sections:
        parts.append(SECTION.pack(type_, 0, 0, len(body)))
        parts.append(body)
        parts.append(b"\0" * (-len(body) % 4))
    return b"".join(parts)


def people_section(records: NDArray[Any]) -> Section:
    return PEOPLE, records.tobytes()


def names_section(pairs: Sequence[tuple[int, str]]) -> Section:
    return NAMES, msgspec.json.encode(pairs)


def gone_section(indexes: Sequence[int] | NDArray[Any], type_: int = GONE) -> Section:
    return type_, np.asarray(indexes, "<u4").tobytes()


def grids_section(records: NDArray[Any]) -> Section:
    return GRIDS, records.tobytes()


def state_section(changed: dict[str, Any]) -> Section:
    return STATE, msgspec.json.encode(changed)


def decode(data: bytes) -> Frame:
    """Read a frame back; ValueError says what is wrong with it."""
    if len(data) < HEADER.size:
        raise ValueError(f"frame: at least {HEADER.size} bytes wanted, got {len(data)}")
    version, kind, count, epoch, room, sequence, at, newest, redis, gateway, flags, _ = HEADER.unpack_from(
        data
    )
    if version != VERSION:
        raise ValueError(f"frame: version {VERSION} wanted, got {version}")
    frame = Frame(kind, epoch, room, sequence, at, newest, Truth(redis, gateway, flags))
    return _filled(frame, dict(_sections(data, count)))


def _sections(data: bytes, count: int) -> list[Section]:
    found, offset = [], HEADER.size
    for _ in range(count):
        type_, _, _, length = SECTION.unpack_from(data, offset)
        offset += SECTION.size
        found.append((type_, data[offset : offset + length]))
        offset += length + -length % 4
    if offset != len(data):
        raise ValueError(f"frame: {offset} bytes wanted by its sections, got {len(data)}")
    return found


def _filled(frame: Frame, bodies: dict[int, bytes]) -> Frame:
    def indexes(type_: int) -> list[int]:
        return [int(i) for i in np.frombuffer(bodies.get(type_, b""), "<u4")]

    return Frame(
        frame.kind,
        frame.epoch,
        frame.room,
        frame.sequence,
        frame.at,
        frame.newest,
        frame.truth,
        people=np.frombuffer(bodies.get(PEOPLE, b""), PERSON),
        names=[(int(i), str(name)) for i, name in msgspec.json.decode(bodies.get(NAMES, b"[]"))],
        gone=indexes(GONE),
        hidden=indexes(HIDDEN),
        grids=np.frombuffer(bodies.get(GRIDS, b""), GRID),
        state=msgspec.json.decode(bodies.get(STATE, b"{}")),
    )
