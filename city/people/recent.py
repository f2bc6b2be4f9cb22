"""Each person's newest usable fixes, and their newest rough one. They follow from the set of fixes alone: the
order of fixes does not matter. Knows no rule."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FIX, VALUES, after, newest_last

Rows = NDArray[np.intp]
Fixes = NDArray[Any]  # of dtype FIX
SLOTS = 4
BYTES = np.dtype((np.void, FIX.itemsize))  # numpy copies fixes field by field, and these at once


class Recent:
    """`last[row]` holds the SLOTS newest fixes in no order, `rough[row]` one; a time of -1 is none."""

    def __init__(self) -> None:
        self._fit(64)

    def _fit(self, rows: int) -> None:
        self.last: Fixes = np.zeros((rows, SLOTS), FIX)
        self.rough: Fixes = np.zeros((rows, 1), FIX)
        self.last["time"] = self.rough["time"] = -1

    def grow(self, rows: int) -> None:
        """Make room for so many people."""
        known = len(self.last)
        if rows > known:
            last, rough = self.last, self.rough
            self._fit(max(rows, 2 * known))
            self.last[:known], self.rough[:known] = last, rough

    def take(self, rows: Rows, fixes: Fixes, rough: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Ordered by person, time and values, or one a person; True where something new was stored."""
        if not rough.any():
            return put_all(self.last, rows, fixes)
        stored = np.zeros(len(rows), np.bool_)
        stored[rough] = put_all(self.rough, rows[rough], fixes[rough])
        stored[~rough] = put_all(self.last, rows[~rough], fixes[~rough])
        return stored

    def of(self, rows: Rows) -> tuple[Fixes, Fixes]:
        """What is kept of these people: [person, slot], and the rough one of each."""
        return np.take(self.last, rows, axis=0), np.take(self.rough[:, 0], rows)


def repeated(rows: Rows) -> bool:
    """Whether somebody has several fixes here."""
    order = np.sort(rows)
    return bool((order[1:] == order[:-1]).any())


def ordered(rows: Rows, fixes: Fixes) -> NDArray[np.intp]:
    """The order `take` wants."""
    return newest_last(rows, fixes["time"], [fixes[name] for name in VALUES])


def put_all(slots: Fixes, rows: Rows, fixes: Fixes) -> NDArray[np.bool_]:
    """Several of a person go in one after the other, the older first, and no more than there is room for."""
    if len(rows) < 2 or (rows[1:] != rows[:-1]).all():
        return put(slots, rows, fixes)
    ends = np.flatnonzero(np.append(rows[1:] != rows[:-1], True))
    from_end = np.repeat(ends, np.diff(ends, prepend=-1)) - np.arange(len(rows))
    time = fixes["time"]  # of one moment's fixes only the last, the largest, has a say: it comes last
    told = np.append((rows[1:] != rows[:-1]) | (time[1:] != time[:-1]), True)
    behind = np.cumsum(told[::-1])[::-1]  # how many told ones stand at and after each
    from_end = behind - behind[ends[np.searchsorted(ends, np.arange(len(rows)))]]
    stored = np.zeros(len(rows), np.bool_)
    for turn in range(slots.shape[1] - 1, -1, -1):
        chosen = np.flatnonzero(told & (from_end == turn))
        if chosen.size:
            stored[chosen] = put(slots, rows[chosen], fixes[chosen])
    return stored


def put(slots: Fixes, rows: Rows, fixes: Fixes) -> NDArray[np.bool_]:
    """One fix a person, instead of the oldest; of the same moment, the larger values stay."""
    known = slots["time"][rows]
    same = known == fixes["time"][:, None]
    at = known.argmin(axis=1)
    wanted: NDArray[np.bool_] = fixes["time"] > known[np.arange(len(rows)), at]
    level = same.any(axis=1)
    if level.any():
        at[level] = same[level].argmax(axis=1)
        new, old = fixes[level], slots[rows[level], at[level]]
        wanted[level] = after([new[name] for name in VALUES], [old[name] for name in VALUES])
    places = rows[wanted] * slots.shape[1] + at[wanted]
    slots.reshape(-1).view(BYTES)[places] = fixes.view(BYTES)[wanted]
    return wanted
