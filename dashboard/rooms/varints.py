"""Tables of whole numbers as varints, column by column: seven bits a byte, the lowest first, the high bit
on all but a number's last byte. Vectorised over many tables at once; knows nothing of what the numbers
mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 5  # bytes of one number, which is below 2 ** 35
Numbers = NDArray[np.int64]


def zigzag(values: Numbers) -> Numbers:
    """0, -1, 1, -2 … as 0, 1, 2, 3 …: small differences of either sign are short."""
    folded: Numbers = (values << 1) ^ (values >> 63)
    return folded


def unzigzag(values: Numbers) -> Numbers:
    unfolded: Numbers = (values >> 1) ^ -(values & 1)
    return unfolded


def differences(values: Numbers, bounds: Numbers) -> Numbers:
    """What each is above the one before it in its table; a table's first stands as it is."""
    steps = values.copy()
    steps[1:] -= values[:-1]
    first = bounds[:-1][bounds[1:] > bounds[:-1]]
    steps[first] = values[first]
    return steps


def packed(values: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The bytes of these numbers (0 … 2 ** 35 - 1), and where each ends."""
    highest = int(values.max(initial=0))
    if highest < 128:
        return values.astype(np.uint8), np.arange(1, len(values) + 1)
    size = np.ones(len(values), np.int64)
    for bits in range(7, highest.bit_length(), 7):
        size += values >> bits > 0
    ends = np.cumsum(size)
    data = np.empty(int(ends[-1]), np.uint8)
    at, rest, left = ends - size, values, size
    while True:
        data[at] = np.where(left > 1, rest | 128, rest)  # the cast keeps the low eight bits
        more = (left > 1).nonzero()[0]
        if not more.size:
            return data, ends
        at, rest, left = at[more] + 1, rest[more] >> 7, left[more] - 1


def pack(values: Sequence[int]) -> bytes:
    """A few numbers."""
    data = bytearray()
    for value in values:
        while value > 127:
            data.append(value & 127 | 128)
            value >>= 7
        data.append(value)
    return bytes(data)


def pack_tables(bounds: Numbers, heads: Sequence[Numbers], columns: Sequence[Numbers]) -> list[bytes]:
    """Table i holds the rows [bounds[i], bounds[i + 1]) of all columns: how many, one number of each head,
    then column after column."""
    count, ahead = np.diff(bounds), 1 + len(heads)
    if len(count) == 1:
        parts = [count, *heads, *columns]
        return [packed(np.concatenate(parts, dtype=np.int64))[0].tobytes()]
    begins = bounds[:-1] * len(columns) + np.arange(len(count)) * ahead
    values = np.empty(int(bounds[-1]) * len(columns) + len(count) * ahead, np.int64)
    values[begins] = count
    for place, head in enumerate(heads, 1):
        values[begins + place] = head
    step = np.repeat(count, count)
    at = np.arange(len(step)) + np.repeat(begins + ahead - bounds[:-1], count)
    for place, column in enumerate(columns):
        values[at + place * step] = column
    data, ends = packed(values)
    cuts = [*np.concatenate(([0], ends[begins[1:] - 1])).tolist(), len(data)]
    whole = data.tobytes()
    return [whole[low:high] for low, high in pairwise(cuts)]


def read(data: bytes) -> Numbers:
    """The numbers back; ValueError when these are no whole varints."""
    octets = np.frombuffer(data, np.uint8)
    ends = (octets < 128).nonzero()[0]
    if not ends.size or ends[-1] != len(octets) - 1:
        raise ValueError("varints: cut short")
    starts = np.concatenate(([0], ends[:-1] + 1))
    size = ends - starts + 1
    if size.max() > LONGEST:
        raise ValueError(f"varints: at most {LONGEST} bytes a number wanted, got {size.max()}")
    place = np.arange(len(octets)) - np.repeat(starts, size)
    values: Numbers = np.add.reduceat((octets & 127).astype(np.int64) << 7 * place, starts)
    return values


def read_table(data: bytes, heads: int, columns: int) -> tuple[list[int], NDArray[Any]]:
    """The heads and the columns (one row each) of one table."""
    values, ahead = read(data), 1 + heads
    wanted = ahead + columns * int(values[0])
    if len(values) != wanted:
        raise ValueError(f"varints: {wanted} numbers wanted for {values[0]} rows, got {len(values)}")
    return values[1:ahead].tolist(), values[ahead:].reshape(columns, -1)
