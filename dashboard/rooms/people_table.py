"""People as a pass finds them: one table, sorted by where they are, of which every room's are a slice.

Areas stand in depth-first order, so people sorted by the position of their leaf lie together for every area.
Knows the fold's columns and a room's ranges; nothing of sockets.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.people.fixes import People
from dashboard.rooms.baselines import look_of
from dashboard.rooms.rooms import Room

UNSEEN_LEAF = -2
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]  # places in a list of rooms, places in the table


class PeopleTable:
    """The people in `rows` as they are now."""

    def __init__(self, people: People, areas: Areas, rows: NDArray[Any]) -> None:
        leaf = people.leaf[rows]
        rows, leaf = rows[leaf != UNSEEN_LEAF], leaf[leaf != UNSEEN_LEAF]
        order = np.argsort(leaf, kind="stable")
        self.rows, self.leaf = rows[order].astype(np.int64), leaf[order]
        self.home, self.version = people.home[self.rows], people.version[self.rows]
        self.time, self.placed = people.time[self.rows], people.placed[self.rows]
        self.lat, self.lon = people.lat[self.rows], people.lon[self.rows]
        self.look, self.shown = look_of(people, self.rows), people.shown[self.rows]
        away = np.flatnonzero(self.home >= 0)
        homes = self.home[away]
        beyond = (self.leaf[away] < homes) | (self.leaf[away] >= areas.end[homes])
        by_home = np.argsort(homes[beyond], kind="stable")
        self.away, self.away_home = away[beyond][by_home], homes[beyond][by_home]

    def everyone(self) -> Pairs:
        """All of the table, for the one room it was made for."""
        return np.zeros(len(self.rows), np.int64), np.arange(len(self.rows))

    def changed(self, first: NDArray[Any], end: NDArray[Any], flushed: NDArray[Any]) -> Pairs:
        """Whose version is above what each of these rooms was served at: who is inside, and who is at home
        there and elsewhere. Sorted by room."""
        # the root holds everyone, those outside the city too
        low = np.where(first == 0, 0, np.searchsorted(self.leaf, first))
        high = np.searchsorted(self.leaf, end)
        room, at = spread(low, high)
        if len(self.away):
            theirs, absent = spread(*np.searchsorted(self.away_home, (first, end)))
            absent = self.away[absent]
            out = (absent < low[theirs]) | (absent >= high[theirs])
            room, at = np.concatenate((room, theirs[out])), np.concatenate((at, absent[out]))
        new = self.version[at] > flushed[room]
        room, at = room[new], at[new]
        order = np.argsort(room, kind="stable")
        return room[order], at[order]


def spread(low: NDArray[Any], high: NDArray[Any]) -> Pairs:
    """Each number of each range [low, high), and which range it is of."""
    size = high - low
    which = np.repeat(np.arange(len(size)), size)
    return which, np.arange(len(which)) + np.repeat(high - np.cumsum(size), size)


def inside(people: People, row: int, room: Room) -> bool:
    """Whether a room's screens are shown this person: there, or at home there."""
    leaf, home = int(people.leaf[row]), int(people.home[row])
    if leaf == UNSEEN_LEAF:
        return False
    return room.first == 0 or room.first <= leaf < room.end or room.first <= home < room.end
