"""Counts people and cases into areas, all at once: numbers at positions, then prefix sums over subtrees."""

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.counts.counters import COLUMN, COUNTERS
from city.counts.counting import COUNTING, Moment, Where


class Census:
    def __init__(self, areas: Areas) -> None:
        self._areas = areas
        self._ancestors = ancestors(areas)

    def roll(self, direct: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each area's sum over its subtree; `direct` is by position, further axes are counted apart."""
        upto = np.zeros((len(direct) + 1, *direct.shape[1:]), np.int64)
        np.cumsum(direct, axis=0, out=upto[1:])
        total: NDArray[np.int64] = upto[self._areas.end] - upto[:-1]
        return total

    def count(self, at: Moment) -> NDArray[np.int32]:
        """Every counter of every area, in the order of COUNTERS."""
        direct = np.zeros((len(self._areas), len(COUNTERS)), np.int64)
        home, leaf = at.people.home, at.people.leaf
        # once for all rows: most people are listed, and a tally would turn each home into an index again
        listed, homes = home >= 0, home.astype(np.intp)
        visits = {}
        for name, row in COUNTING.items():
            chosen = row.chosen(at)
            if row.where is Where.HOME:
                direct[:, COLUMN[name]] = self._tally(homes[chosen & listed])
            elif row.where is Where.PLACE:
                direct[:, COLUMN[name]] = self._tally(np.maximum(leaf[chosen], 0))
            elif row.where is Where.CASE:
                direct[:, COLUMN[name]] = self._tally(at.cases.position[chosen])
            elif row.where is Where.AREA:
                direct[:, COLUMN[name]] = chosen
            else:
                visits[name] = self._visits(leaf, home, chosen)
        total = self.roll(direct)
        for name, counts in visits.items():
            total[:, COLUMN[name]] = counts
        return total.astype(np.int32)

    def _tally(self, positions: NDArray[np.integer]) -> NDArray[np.int64]:
        return np.bincount(positions, minlength=len(self._areas))

    def _visits(
        self, leaf: NDArray[np.int32], home: NDArray[np.int32], chosen: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Inside an area that their home is not in, at each depth of the tree."""
        away = chosen & (home != leaf)
        leaf, home = leaf[away], home[away]
        counts = np.zeros(len(self._areas), np.int64)
        for level in self._ancestors[1:]:
            there = level[leaf]
            counts += self._tally(there[(there >= 0) & (there != level[home])])
        return counts


def ancestors(areas: Areas) -> NDArray[np.int32]:
    """[depth, position] → the position of the ancestor (or self) at that depth, -1 where there is none."""
    table = np.full((int(areas.depth.max()) + 1, len(areas)), -1, np.int32)
    for position, (depth, parent) in enumerate(zip(areas.depth.tolist(), areas.parent.tolist(), strict=True)):
        if parent >= 0:
            table[:depth, position] = table[:depth, parent]
        table[depth, position] = position
    return table
