"""Cases counted by an edition of the areas that holds no more: numbers of its days stay what they were."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.counts.past_cases import MOMENTS, PastCases, Table

Counts = NDArray[np.int64]


class Former:
    """`end`: of each of its areas, depth first, the end of its subtree. `here`: the position of the same code
    today, -1 of what is gone. `places`: by case still in memory, where it lay; `past`: the others. `until`:
    the second of the city's clock at which another edition was seen to hold, -1 while it was not."""

    def __init__(self, end: NDArray[np.int32], here: NDArray[np.int32], places: dict[str, int]) -> None:
        self.end, self.here, self.places, self.past = end, here, places, PastCases()
        self.until = -1

    def __bool__(self) -> bool:
        """Whether anything is still counted by it."""
        return bool(self.places) or len(self.past) > 0

    def rolled(self, direct: Counts, areas: int) -> Counts:
        """[today's area, ...] from what lies at each of its own areas: summed over its own subtrees."""
        upto = np.zeros((len(direct) + 1, *direct.shape[1:]), np.int64)
        np.cumsum(direct, axis=0, out=upto[1:])
        total, there = upto[self.end] - upto[:-1], self.here >= 0
        found = np.zeros((areas, *direct.shape[1:]), np.int64)
        found[self.here[there]] = total[there]
        return found

    def table(self, ids: list[str], table: Table) -> Table:
        """Of the cases of today's table (`ids` in its order) those that are counted here, where they lay; and
        what has left the memory."""
        at = [row for row, id in enumerate(ids) if id in self.places]
        mine = table[at]
        mine[:, 0] = [self.places[ids[row]] for row in at]
        return np.concatenate((self.past.table, mine))

    def leave(self, ids: list[str], table: Table) -> None:
        """These leave the memory."""
        mine = self.table(ids, table)[len(self.past) :]
        for id in ids:
            self.places.pop(id, None)
        if len(mine):
            self.past.take(mine)

    def state(self) -> dict[str, Any]:
        return {
            "end": self.end.astype("<i4").tobytes(),
            "here": self.here.astype("<i4").tobytes(),
            "places": self.places,
            "until": self.until,
            "rows": zlib.compress(np.ascontiguousarray(self.past.table.T, "<i4").tobytes(), 1),
        }


def former(state: dict[str, Any]) -> Former:
    """Raises ValueError or KeyError."""
    end, here = (np.frombuffer(state[name], "<i4").astype(np.int32) for name in ("end", "here"))
    found = Former(end, here, dict(state["places"]))
    found.until = int(state["until"])
    rows = np.frombuffer(zlib.decompress(state["rows"]), "<i4").reshape(1 + len(MOMENTS), -1)
    found.past.table = rows.T.astype(np.int32)
    return found
