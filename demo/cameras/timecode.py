"""The moment a picture was made, written into it as 40 black and white blocks along its lower edge.

32 bits of the epoch's milliseconds, highest first (they come round after 49.7 days; whoever reads knows about
when it is), then 8 bits of check. A picture made before says how far into its ten-second loop it is, which
says the moment too, because such loops run with the clock. The blocks survive being scaled to a small panel:
tests/browser/timecode.js reads them back in a page.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]

BLOCKS = 40  # across the picture's whole width
TALL = 1.5  # a block's height in its widths
BLACK, WHITE = 28, 228
CONTRAST = 60  # between the darkest and the brightest block, or it is no code
LOOP_MS = 10_000
LIVE, PHASE = 0x5A, 0xA5  # what the check is mixed with: a plain black bar is no code
WRAP = 1 << 32


@lru_cache(1024)
def check(value: int, kind: int) -> int:
    """CRC-8 (x⁸ + x² + x + 1) of the four bytes."""
    crc = kind
    for byte in value.to_bytes(4, "big"):
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return crc


def blocks(at: int, kind: int = LIVE) -> Plane:
    """40 times BLACK or WHITE. `at`: epoch ms, of a PHASE ms since the loop began."""
    value = at % WRAP
    word = value << 8 | check(value, kind)
    bits = np.unpackbits(np.frombuffer(word.to_bytes(5, "big"), dtype=np.uint8))
    return np.where(bits, np.uint8(WHITE), np.uint8(BLACK))


@lru_cache(64)
def edges(width: int) -> npt.NDArray[np.int64]:
    """Where each block begins, and where the last one ends."""
    return np.arange(BLOCKS + 1, dtype=np.int64) * width // BLOCKS


def height(width: int) -> int:
    """Of the code, in a picture of that width."""
    return int(width // BLOCKS * TALL)


def row(width: int, at: int, kind: int = LIVE) -> Plane:
    """One line of the code, to be repeated over its height."""
    return np.repeat(blocks(at, kind), np.diff(edges(width)))


def read(luma: Plane, near: int) -> int | None:
    """The epoch ms written into a whole picture of any size; `near` is about now. None: there is no code."""
    tall, wide = luma.shape
    block = wide / BLOCKS
    y = tall - block * TALL / 2
    rows = luma[int(y - block / 4) : max(int(y + block / 4), int(y - block / 4) + 1)]
    middles = (np.arange(BLOCKS) + 0.5) * block
    values = np.array([rows[:, int(x - block / 5) : int(x + block / 5) + 1].mean() for x in middles])
    if values.max() - values.min() < CONTRAST:
        return None
    bits = values > (values.max() + values.min()) / 2
    word = int.from_bytes(np.packbits(bits).tobytes(), "big")
    return moment(word >> 8, word & 0xFF, near)


def moment(value: int, told: int, near: int) -> int | None:
    """The time nearest to `near` that such a code can mean."""
    for kind, period in ((LIVE, WRAP), (PHASE, LOOP_MS)):
        if told == check(value, kind):
            return near + (value - near + period // 2) % period - period // 2
    return None
