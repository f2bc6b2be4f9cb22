"""How many fixes one stream may bring in a second: what is above is left out. Knows no stream's name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from streams.messages.table import Table, kept

SECONDS = 8  # that are remembered: entries of one second may come in several reads


class FixRate:
    """`limit`: fixes a second, by when they came."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._counts: dict[int, int] = {}

    def within(self, batch: FixBatch) -> tuple[FixBatch, int]:
        """The batch without what is above, and how many rows that were."""
        if not len(batch):
            return batch, 0
        seconds = batch.received // 1000
        told, counts = np.unique(seconds, return_counts=True)
        over = self._counted(dict(zip(told.tolist(), counts.tolist(), strict=True)))
        if not over:
            return batch, 0
        ok = np.ones(len(batch), np.bool_)
        for second, room in over.items():
            ok[np.flatnonzero(seconds == second)[room:]] = False
        return kept(Table(batch, _places(batch)), ok).batch, int(len(ok) - np.count_nonzero(ok))

    def _counted(self, counts: dict[int, int]) -> dict[int, int]:
        """Of the seconds in which there were too many, how many there was still room for."""
        over = {}
        for second, count in counts.items():
            before = self._counts.pop(second, 0)
            self._counts[second] = before + count
            if before + count > self._limit:
                over[second] = max(0, self._limit - before)
        while len(self._counts) > SECONDS:
            del self._counts[next(iter(self._counts))]
        return over


def _places(batch: FixBatch) -> NDArray[np.int64]:
    return np.arange(len(batch), dtype=np.int64)
