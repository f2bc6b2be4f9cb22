"""Where people were just before their newest fix, to tell a patrol from a rest and a jump from a ride. It
follows from the set of fixes alone: their order does not matter."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import after
from city.rules import Rules
from city.time.days import MINUTE

SLOTS = 12


class Trails:
    """For each person the earliest fix of each of the last half-minutes (a tenth of the patrol window).

    A slot belongs to the bucket number modulo SLOTS: a newer bucket takes it over, an older one is ignored,
    and within a bucket the earliest fix wins (ties by value)."""

    def __init__(self, rules: Rules) -> None:
        self._width = rules.patrol_minutes * MINUTE // 10
        self._fit(64)

    def _fit(self, rows: int) -> None:
        self.time = np.full((rows, SLOTS), -1, np.int64)
        self.lat = np.zeros((rows, SLOTS), np.int32)
        self.lon = np.zeros((rows, SLOTS), np.int32)
        self.accuracy = np.zeros((rows, SLOTS), np.float32)
        self.leaf = np.zeros((rows, SLOTS), np.int32)

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        return self.time, self.lat, self.lon, self.accuracy, self.leaf

    def grow(self, rows: int) -> None:
        """Make room for so many people."""
        if rows <= len(self.time):
            return
        old = self.columns
        self._fit(max(rows, 2 * len(self.time)))
        for new, known in zip(self.columns, old, strict=True):
            new[: len(known)] = known

    def take(self, rows: NDArray[np.intp], fixes: NDArray[Any]) -> None:
        """Fixes (of dtype FIX) ordered by person, time and values, or one a person."""
        bucket = fixes["time"] // self._width
        if len(rows) > 1:  # the first of each person's bucket speaks for it
            first = np.empty(len(rows), np.bool_)
            first[0] = True
            np.not_equal(rows[1:], rows[:-1], out=first[1:])
            first[1:] |= bucket[1:] != bucket[:-1]
            if not first.all():
                rows, bucket, fixes = rows[first], bucket[first], fixes[first]
        time, lat, lon = fixes["time"], fixes["lat"], fixes["lon"]
        place = rows * SLOTS + bucket % SLOTS
        flat_time, flat_lat, flat_lon = self.time.reshape(-1), self.lat.reshape(-1), self.lon.reshape(-1)
        known = flat_time[place]
        known_bucket = known // self._width
        better = (bucket > known_bucket) | ((bucket == known_bucket) & (time < known))
        level = time == known
        if level.any():
            known_values = [column.reshape(-1)[place] for column in (self.lat, self.lon, self.accuracy)]
            better |= level & after(known_values, [lat, lon, fixes["accuracy"]])  # the lower values stay
        place, fixes = (
            place[better],
            fixes[better],
        )  # numpy stores the last of equal places: the newest bucket
        flat_time[place], flat_lat[place], flat_lon[place] = fixes["time"], fixes["lat"], fixes["lon"]
        self.accuracy.reshape(-1)[place] = fixes["accuracy"]
        self.leaf.reshape(-1)[place] = fixes["leaf"]
