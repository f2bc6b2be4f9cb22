"""Fixes as streams hand them in, and the columns of each person's newest one. Knows no area and no roster."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.position_fields import MEASURES, PLACE

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
    "time": (np.int64, -1),  # epoch ms of the newest fix of any kind, -1 never
    "placed": (np.int64, -1),  # of the fix whose place, and all that follows, is shown
    "received": (np.int64, -1),
    "lat": (np.int32, 0),  # 1e-6 degrees
    "lon": (np.int32, 0),
    **dict.fromkeys(MEASURES, (np.float32, np.nan)),
    "home": (np.int32, -1),  # position of the home area, -1 not on the roster
    "leaf": (np.int32, -2),  # position of the deepest area around that place, -1 outside, -2 never seen
    "state": (np.uint8, UNSEEN),
    "moved": (np.bool_, False),  # far enough to patrol
    "marks": (np.uint8, 0),  # ROUGH, JUMPED, TWO_DEVICES: why their newest fix does not move them
    "handling": (np.bool_, False),  # has an accepted dispatch that is not fed back
    "shown": (np.bool_, False),  # has a position that pages may show now
    "sos": (np.bool_, False),  # calls for help, and nobody is on the spot
    "version": (np.int64, 0),  # the city's version at the last visible change
}
VALUES = (*PLACE, *MEASURES, "received")  # decide a tie of times
SHOWN = (*VALUES, "leaf")  # of the fix that is shown
ROUGH, JUMPED, TWO_DEVICES = 1, 2, 4
MARKS = {"rough": ROUGH, "jumped": JUMPED, "two_devices": TWO_DEVICES}
FIX = np.dtype(
    [("time", "<i8"), ("received", "<i8"), *((name, "<i4") for name in PLACE)]
    + [(name, "<f4") for name in MEASURES]
    + [("leaf", "<i4")]
)


class People:
    """One row a person for one server epoch, never reused. Columns are views: ask anew after `add`."""

    time: NDArray[np.int64]
    placed: NDArray[np.int64]
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
    moved: NDArray[np.bool_]
    marks: NDArray[np.uint8]
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

    def show(self, rows: NDArray[np.intp], fixes: NDArray[Any]) -> None:
        """One fix (of dtype FIX) a row: where they are, and what their phone said there."""
        self.placed[rows] = fixes["time"]
        for name in SHOWN:
            getattr(self, name)[rows] = fixes[name]


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
