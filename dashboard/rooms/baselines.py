"""What rooms were told of people: where each was, and how they looked, at the pass before the newest one
that found them changed. A room's own last telling is one of the two, unless somebody changed twice between
its frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import People
from dashboard.rooms.frame_tables import OUTSIDE, SOS

NEVER = np.iinfo(np.int64).max
COLUMNS = ("since", "lat", "lon", "placed", "look")


@dataclass(frozen=True, slots=True)
class Told:
    """One row a person: `sure` where this is what the room was told last."""

    sure: NDArray[np.bool_]
    lat: NDArray[np.int64]
    lon: NDArray[np.int64]
    placed: NDArray[np.int64]
    look: NDArray[np.int64]


def look_of(people: People, rows: NDArray[Any]) -> NDArray[np.int64]:
    """State and flags in one number: what is the same in every room."""
    flags = np.where(people.sos[rows], SOS, 0) | np.where(people.leaf[rows] == -1, OUTSIDE, 0)
    look: NDArray[np.int64] = people.state[rows] | flags.astype(np.int64) << 8
    return look


class Baselines:
    """`since` is the city's version at the pass from which on the rest was true."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.noted = 0  # the city's version as of the last pass
        self._now = np.zeros((len(COLUMNS), 0), np.int64)
        self._before = self._now.copy()
        self._grow()

    def note(self, version: int) -> None:
        """Before anybody is told anything as of this version."""
        self._grow()
        if version == self.noted:
            return
        people = self.people
        rows = np.flatnonzero(people.version > self.noted)
        self.noted = version
        self._before[:, rows] = self._now[:, rows]
        self._now[0, rows] = version
        for at, name in enumerate(("lat", "lon", "placed"), 1):
            self._now[at, rows] = getattr(people, name)[rows]
        self._now[4, rows] = look_of(people, rows)

    def told(self, rows: NDArray[Any], flushed: NDArray[np.int64]) -> Told:
        """What rooms that were last served at these versions were told of these people, of whom they were."""
        since, lat, lon, placed, look = self._before[:, rows]
        sure = (since <= flushed) & (self._now[0, rows] > flushed)
        return Told(sure, lat, lon, placed, look)

    def _grow(self) -> None:
        more = len(self.people) - self._now.shape[1]
        if more <= 0:
            return
        blank = np.zeros((len(COLUMNS), max(more, self._now.shape[1])), np.int64)
        blank[0] = NEVER
        self._now = np.concatenate((self._now, blank), axis=1)
        self._before = np.concatenate((self._before, blank), axis=1)
