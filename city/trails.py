"""Where people were just before their newest fix, to tell a patrol from a rest. It follows from the set of
fixes alone: their order does not matter."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.days import MINUTE
from city.fixes import People
from city.rules import Rules

SLOTS = 12
_METRES = 0.1113195  # one 1e-6 degree of latitude on a sphere of radius 6,378,137 m (WGS-84's equator)


class Trails:
    """For each person the earliest fix of each of the last half-minutes (a tenth of the patrol window).

    A slot belongs to the bucket number modulo SLOTS: a newer bucket takes it over, an older one is ignored,
    and within a bucket the earliest fix wins (ties by value)."""

    def __init__(self, rules: Rules) -> None:
        self._window = rules.patrol_minutes * MINUTE
        self._width = self._window // 10
        self._limit = float(rules.patrol_metres) ** 2
        self._fit(64)

    def _fit(self, rows: int) -> None:
        self.time = np.full((rows, SLOTS), -1, np.int64)
        self.lat = np.zeros((rows, SLOTS), np.int32)
        self.lon = np.zeros((rows, SLOTS), np.int32)

    @property
    def columns(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        return self.time, self.lat, self.lon

    def grow(self, rows: int) -> None:
        """Make room for so many people."""
        if rows <= len(self.time):
            return
        old = self.columns
        self._fit(max(rows, 2 * len(self.time)))
        for new, known in zip(self.columns, old, strict=True):
            new[: len(known)] = known

    def take(
        self,
        rows: NDArray[np.intp],
        time: NDArray[np.int64],
        lat: NDArray[np.int32],
        lon: NDArray[np.int32],
    ) -> None:
        """Fixes ordered by person, time and values, or one a person."""
        bucket = time // self._width
        if len(rows) > 1:  # the first of each person's bucket speaks for it
            first = np.empty(len(rows), np.bool_)
            first[0] = True
            np.not_equal(rows[1:], rows[:-1], out=first[1:])
            first[1:] |= bucket[1:] != bucket[:-1]
            if not first.all():
                rows, time, bucket, lat, lon = rows[first], time[first], bucket[first], lat[first], lon[first]
        place = rows * SLOTS + bucket % SLOTS
        flat_time, flat_lat, flat_lon = self.time.reshape(-1), self.lat.reshape(-1), self.lon.reshape(-1)
        known = flat_time[place]
        known_bucket = known // self._width
        better = (bucket > known_bucket) | ((bucket == known_bucket) & (time < known))
        level = time == known
        if level.any():
            known_lat = flat_lat[place]
            lower = (lat < known_lat) | ((lat == known_lat) & (lon < flat_lon[place]))
            better |= level & lower
        place = place[better]  # numpy stores the last of equal places: the newest bucket
        flat_time[place], flat_lat[place], flat_lon[place] = time[better], lat[better], lon[better]

    def moved(self, rows: NDArray[np.intp], people: People) -> NDArray[np.bool_]:
        """Did they stand more than `patrol_metres` from their newest fix in the window before it?

        Distances are equirectangular (x = Δlon · cos lat), exact to millimetres at this range: Snyder, Map
        Projections: A Working Manual (USGS 1395), p. 90."""
        time, lat, lon = people.time[rows], people.lat[rows], people.lon[rows]
        near = self.time[rows] >= (time - self._window)[:, None]
        north = (self.lat[rows] - lat[:, None]).astype(np.float32)
        east = (self.lon[rows] - lon[:, None]).astype(np.float32)
        north *= np.float32(_METRES)
        east *= (np.cos(np.radians(lat * 1e-6)) * _METRES).astype(np.float32)[:, None]
        north *= north
        east *= east
        north += east
        moved: NDArray[np.bool_] = np.any((north > np.float32(self._limit)) & near, axis=1)
        return moved
