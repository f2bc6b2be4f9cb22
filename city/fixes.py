"""Fixes as streams hand them in, and the columns of each person's newest one. Knows no area and no roster."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

STATES = ("unseen", "patrolling", "handling", "idle", "offline", "off_shift", "unlisted")
UNSEEN, PATROLLING, HANDLING, IDLE, OFFLINE, OFF_SHIFT, UNLISTED = range(len(STATES))


@dataclass(slots=True)
class FixBatch:
    """Checked values in stream order, one row a fix; NaN where the phone told nothing."""

    inspector: list[str]
    time: NDArray[np.int64]  # epoch ms, already clamped: a little ahead became received
    received: NDArray[np.int64]  # epoch ms, from the entry's id
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    accuracy: NDArray[np.float32]  # metres
    speed: NDArray[np.float32]  # metres a second
    heading: NDArray[np.float32]  # degrees
    battery: NDArray[np.float32]  # per cent
    sos: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.inspector)


COLUMNS: dict[str, tuple[type[np.generic], int | float]] = {
    "time": (np.int64, -1),  # epoch ms of the newest fix, -1 never
    "received": (np.int64, -1),
    "lat": (np.int32, 0),  # 1e-6 degrees
    "lon": (np.int32, 0),
    "accuracy": (np.float32, np.nan),
    "speed": (np.float32, np.nan),
    "heading": (np.float32, np.nan),
    "battery": (np.float32, np.nan),
    "home": (np.int32, -1),  # position of the home area, -1 not on the roster
    "leaf": (np.int32, -2),  # position of the deepest area around the newest fix, -1 outside, -2 never seen
    "state": (np.uint8, UNSEEN),
    "walked": (np.bool_, False),  # new fixes since `moved` was judged
    "moved": (np.bool_, False),  # far enough to patrol, as of the newest fix
    "handling": (np.bool_, False),  # has an accepted dispatch that is not fed back
    "shown": (np.bool_, False),  # has a position that pages may show now
    "sos": (np.bool_, False),  # calls for help and nobody has acknowledged it
    "version": (np.int64, 0),  # the city's version at the last visible change
}
VALUES = ("lat", "lon", "accuracy", "speed", "heading", "battery", "received")  # decide a tie of times
KEPT = ("time", *VALUES, "leaf")  # what a snapshot needs; the rest follows from it


class People:
    """One row a person for one server epoch, never reused. Columns are views: ask anew after `add`."""

    time: NDArray[np.int64]
    received: NDArray[np.int64]
    lat: NDArray[np.int32]
    lon: NDArray[np.int32]
    accuracy: NDArray[np.float32]
    speed: NDArray[np.float32]
    heading: NDArray[np.float32]
    battery: NDArray[np.float32]
    home: NDArray[np.int32]
    leaf: NDArray[np.int32]
    state: NDArray[np.uint8]
    walked: NDArray[np.bool_]
    moved: NDArray[np.bool_]
    handling: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    sos: NDArray[np.bool_]
    version: NDArray[np.int64]

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self._room = {name: np.full(64, empty, kind) for name, (kind, empty) in COLUMNS.items()}
        self._show()

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, inspector: str, home: int = -1) -> int:
        """A new row; `home` -1 and state unlisted for people who are not on the roster."""
        row = len(self.ids)
        if row == len(self._room["time"]):
            self._room = {
                name: np.concatenate([column, np.full(row, COLUMNS[name][1], column.dtype)])
                for name, column in self._room.items()
            }
        self.ids.append(inspector)
        self.row[inspector] = row
        self._show()
        self.home[row] = home
        if home < 0:
            self.state[row] = UNLISTED
        return row

    def _show(self) -> None:
        for name, column in self._room.items():
            setattr(self, name, column[: len(self.ids)])

    def take(self, rows: NDArray[np.intp], fixes: dict[str, NDArray[Any]]) -> NDArray[np.bool_]:
        """Store one fix a row where it is newer than what is known; True where it was."""
        time = fixes["time"]
        known = self.time[rows]
        newer: NDArray[np.bool_] = time > known
        level = time == known
        if level.any():  # the same moment twice: the larger values win, whatever came first
            newer |= level & after([fixes[name] for name in VALUES], [getattr(self, n)[rows] for n in VALUES])
        if newer.all():
            for name in KEPT:
                getattr(self, name)[rows] = fixes[name]
        elif newer.any():
            rows = rows[newer]
            for name in KEPT:
                getattr(self, name)[rows] = fixes[name][newer]
        return newer


def after(new: list[NDArray[Any]], old: list[NDArray[Any]]) -> NDArray[np.bool_]:
    """Row by row: is `new` lexicographically above `old`? Not told counts as lowest."""
    above = np.zeros(len(new[0]), np.bool_)
    level = np.ones(len(new[0]), np.bool_)
    for ours, theirs in zip(map(orderly, new), map(orderly, old), strict=True):
        above |= level & (ours > theirs)
        level &= ours == theirs
    return above


def orderly(column: NDArray[Any]) -> NDArray[Any]:
    return np.nan_to_num(column, nan=-np.inf) if column.dtype.kind == "f" else column


def newest_last(
    rows: NDArray[np.intp], time: NDArray[np.int64], values: list[NDArray[Any]]
) -> NDArray[np.intp]:
    """The order by person, then time, then values (looked at only when somebody's times tie)."""
    order = np.lexsort((time, rows))
    by_row, by_time = rows[order], time[order]
    if ((by_row[1:] == by_row[:-1]) & (by_time[1:] == by_time[:-1])).any():
        order = np.lexsort((*(orderly(value) for value in reversed(values)), time, rows))
    return order
