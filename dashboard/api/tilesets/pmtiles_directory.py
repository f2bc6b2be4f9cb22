"""The directories of a PMTiles file, version 3: which tile lies where. Knows bytes, no file.

Read by ourselves, since the library unpacks whatever a file asks for, byte by byte, for every single tile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.uint64]
MOST_BYTES, MOST_ENTRIES = 4 * 1024 * 1024, 1 << 18  # of one directory, unpacked; usual are some thousands
LONGEST_NUMBER = 9  # bytes; the tenth would not fit 63 bits
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """`run` is 0 for another directory."""

    offset: int
    length: int
    run: int


@dataclass(frozen=True, slots=True)
class Directory:
    tile: Column
    run: Column
    length: Column
    offset: Column

    def find(self, tile: int) -> Entry | None:
        """The entry that holds the tile, or leads to it."""
        at = int(np.searchsorted(self.tile, np.uint64(tile), side="right")) - 1
        if at < 0:
            return None
        run = int(self.run[at])
        if run and tile - int(self.tile[at]) >= run:
            return None
        return self.entry(at)

    def entry(self, at: int) -> Entry:
        return Entry(int(self.offset[at]), int(self.length[at]), int(self.run[at]))


def read_directory(data: bytes) -> Directory:
    """Of the unpacked bytes. Raises ValueError."""
    numbers = _numbers(data)
    count = int(numbers[0]) if numbers.size else 0
    if not count or count > MOST_ENTRIES or len(numbers) != 1 + COLUMNS * count:
        raise ValueError(f"a directory of {count} entries in {max(len(numbers) - 1, 0)} numbers")
    steps, run, length, told = numbers[1:].reshape(COLUMNS, count)
    return Directory(np.cumsum(steps, dtype=np.uint64), run, length, _offsets(told, length))


def _offsets(told: Column, length: Column) -> Column:
    """One more than the offset, or 0: right behind the entry before."""
    if told[0] == 0:
        raise ValueError("a first entry that lies behind none")
    ends = np.cumsum(length, dtype=np.uint64)
    first = np.maximum.accumulate(np.where(told > 0, np.arange(len(told)), 0))
    return told[first] - np.uint64(1) + ends - length - (ends[first] - length[first])


def _numbers(data: bytes) -> Column:
    """Seven bits a byte, the lowest first; a byte below 128 ends a number."""
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw < 0x80)
    if not ends.size or ends[-1] != len(raw) - 1:
        raise ValueError("a directory that is cut short")
    starts = np.concatenate([[0], ends[:-1] + 1])
    nth = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    if nth.max() >= LONGEST_NUMBER:
        raise ValueError("a number of more than 63 bits in a directory")
    bits = (raw & 0x7F).astype(np.uint64) << (7 * nth).astype(np.uint64)
    return np.add.reduceat(bits, starts)
