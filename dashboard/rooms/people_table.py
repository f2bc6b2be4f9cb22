"""People as a frame carries them: one table of records a pump, of which every room's are a slice.

Areas stand in depth-first order, so people sorted by the position of their leaf lie together for every area.
Knows the fold's columns and a room's ranges; nothing of sockets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.people.fixes import People
from dashboard.rooms.frames import AT_HOME, OUTSIDE, PERSON, SOS, VISITING
from dashboard.rooms.rooms import Room

UNSEEN_LEAF = -2


@dataclass(frozen=True, slots=True)
class Picked:
    """What of the table belongs to one room: records with the room's own flags and indexes."""

    rows: NDArray[np.int64]
    records: NDArray[Any]
    newest: int
    strangers: NDArray[np.bool_] | None
    hidden: NDArray[np.int64]  # rows whose position may not be shown any more


class PeopleTable:
    """The people in `rows`, sorted by where they are, as of `at` (epoch ms)."""

    def __init__(self, people: People, areas: Areas, rows: NDArray[Any], at: int) -> None:
        leaf = people.leaf[rows]
        rows, leaf = rows[leaf != UNSEEN_LEAF], leaf[leaf != UNSEEN_LEAF]
        order = np.argsort(leaf, kind="stable")
        self.rows, self.leaf = rows[order], leaf[order]
        self.home, self.version = people.home[self.rows], people.version[self.rows]
        self.time, self.shown = people.time[self.rows], people.shown[self.rows]
        self.records = self._table(people, at)
        away = np.flatnonzero(self.home >= 0)
        homes = self.home[away]
        beyond = (self.leaf[away] < homes) | (self.leaf[away] >= areas.end[homes])
        by_home = np.argsort(homes[beyond], kind="stable")
        self.away, self.away_home = away[beyond][by_home], homes[beyond][by_home]

    def spans(self, first: NDArray[Any], end: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Per room, the slice [low, high) of those inside it, and whether someone at home there is away."""
        # the root holds everyone, those outside the city too
        low = np.where(first == 0, 0, np.searchsorted(self.leaf, first))
        high = np.searchsorted(self.leaf, end)
        away = np.searchsorted(self.away_home, end) > np.searchsorted(self.away_home, first)
        return np.stack((low, high), axis=1), away

    def pick(self, room: Room, low: int, high: int, away: bool, since: int) -> Picked:
        """This room's people whose version is above `since` (0: all of them)."""
        if away:
            chosen = np.concatenate((np.arange(low, high), self._home_elsewhere(room, low, high)))
            if since:
                chosen = chosen[self.version[chosen] > since]
        elif since:
            chosen = low + np.flatnonzero(self.version[low:high] > since)
        else:
            chosen = np.arange(low, high)
        return self._flagged(room, chosen)

    def _home_elsewhere(self, room: Room, low: int, high: int) -> NDArray[Any]:
        begin, stop = np.searchsorted(self.away_home, (room.first, room.end))
        found: NDArray[Any] = self.away[begin:stop]
        return found[(found < low) | (found >= high)]

    def _flagged(self, room: Room, chosen: NDArray[Any]) -> Picked:
        seen = self.shown[chosen]
        hidden = self.rows[chosen[~seen]]
        chosen = chosen[seen]
        records, rows, home = self.records[chosen], self.rows[chosen], self.home[chosen]
        at_home = (home >= room.first) & (home < room.end)
        records["flags"] |= np.where(at_home, AT_HOME, np.where(home >= 0, VISITING, 0)).astype(np.uint8)
        newest = int(self.time[chosen].max(initial=0))
        if room.scope[0] == 0:
            return Picked(rows, records, newest, None, hidden)
        strange = (home < room.scope[0]) | (home >= room.scope[1])
        for at in np.flatnonzero(strange).tolist():
            records["index"][at] = room.stranger(int(rows[at]))
        records["flags"][strange] |= VISITING
        return Picked(rows, records, newest, strange, hidden)

    def _table(self, people: People, at: int) -> NDArray[Any]:
        rows, table = self.rows, np.zeros(len(self.rows), PERSON)
        table["index"] = rows
        table["lat"], table["lon"] = people.lat[rows], people.lon[rows]
        table["age"] = np.clip(at - people.placed[rows], -(2**31), 2**31 - 1)
        table["state"] = people.state[rows]
        table["flags"] = np.where(people.sos[rows], SOS, 0) | np.where(self.leaf == -1, OUTSIDE, 0)
        return table


def inside(people: People, row: int, room: Room) -> bool:
    """Whether a room's screens are shown this person: there, or at home there."""
    leaf, home = int(people.leaf[row]), int(people.home[row])
    if leaf == UNSEEN_LEAF:
        return False
    return room.first == 0 or room.first <= leaf < room.end or room.first <= home < room.end
