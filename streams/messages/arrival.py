"""When an entry came. Its id tells, by its Redis's clock, unless the stream's ids are no times any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 2000  # ms an id may be ahead of the clock it is told by


@dataclass(frozen=True, slots=True)
class Arrival:
    """`now` is the server's time at reading, `lead` how far the Redis's clock is ahead of it, both ms.

    After an id ahead of the clock Redis goes on counting from it: those entries came when they are read.
    `slack`: ms that our own clocks are apart, for which no phone's clock is called wrong.
    """

    now: int
    lead: int = 0
    slack: int = 0

    def of(self, entry: bytes | str) -> int:
        """Epoch ms by the server's clock."""
        told = id_ms(entry) - self.lead
        return self.now if told > self.now + TOLERANCE else told

    def each(self, ids: Sequence[bytes]) -> NDArray[np.int64]:
        try:
            told = np.array(list(map(int, b"-".join(ids).split(b"-")[::2])), dtype=np.int64) - self.lead
        except OverflowError:  # an id may be up to 2**64
            return np.array([self.of(entry) for entry in ids], dtype=np.int64)
        told[told > self.now + TOLERANCE] = self.now
        return told


BY_ID = Arrival(2**62)  # whatever the id says


def id_ms(entry: bytes | str) -> int:
    """The milliseconds of an entry's id, which may be anything up to 2**64."""
    return int(entry.partition(b"-")[0] if isinstance(entry, bytes) else entry.partition("-")[0])
