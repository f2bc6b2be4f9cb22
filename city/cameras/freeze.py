"""Whether a camera shows the same picture again and again. Judges key frames made small; decodes nothing.

The noise of a sensor changes even a still scene, so equal means equal in every value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 18, 32
LEAST_MS = 30_000
LEAST_SAMPLES = 3

Luma = NDArray[np.uint8]


class Freeze:
    """One stream's key frames in their order; a new stream begins with a new one."""

    def __init__(self) -> None:
        self._picture = b""
        self._since = self._count = 0

    def sample(self, luma: Luma, at_ms: int) -> bool:
        """`luma` is ROWS × COLUMNS; True when all of the last 30 s, and at least 3, were the same."""
        if luma.shape != (ROWS, COLUMNS) or luma.dtype != np.uint8:
            raise ValueError(f"luma must be uint8 {ROWS} × {COLUMNS}, got {luma.dtype} {luma.shape}")
        picture = luma.tobytes()
        if picture != self._picture:
            self._picture, self._since, self._count = picture, at_ms, 0
        self._count += 1
        return self._count >= LEAST_SAMPLES and at_ms - self._since >= LEAST_MS
