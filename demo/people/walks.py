"""People who walk the streets of their own area, pause, look in next door, and go where they are sent.

Pure numpy columns; time comes in as epoch milliseconds, chance as a generator. Knows nothing of messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demo.people.streets import METRES, Streets

Rows = NDArray[np.int64]
Column = NDArray[np.float64]

PAUSES_AN_HOUR = 1.3
PAUSE_MINUTES = (4.0, 17.0)  # longer than five: the wall calls it idle
TRIPS_AN_HOUR = 0.12  # beyond the own border and straight back
PACES = {"foot": (1.0, 1.6), "bike": (3.0, 5.0), "car": (5.0, 9.0)}  # m/s, by a roster's mode
LONGEST = 300.0  # seconds one step may cover
WILD = 0.0005  # share of fixes a street canyon throws far off


@dataclass(frozen=True, slots=True)
class Seen:
    """What the phones of some rows measured."""

    lat: Column
    lon: Column
    accuracy: Column  # metres
    speed: Column  # m/s
    heading: Column  # degrees, NaN while standing


class Walkers:
    """One row a person. `advance` before `look`."""

    def __init__(
        self,
        streets: Streets,
        area: NDArray[np.int64],
        modes: Sequence[str],
        now: int,
        chance: np.random.Generator,
    ) -> None:
        count = len(area)
        self.streets, self.chance = streets, chance
        crossings = np.diff(streets.first)[area]
        self.node = (streets.first[area] + chance.integers(0, crossings)).astype(np.int64)
        self.last = self.node.copy()
        slow, fast = np.array([PACES[mode] for mode in modes]).T
        self.pace = chance.uniform(slow, fast)
        self.reach = np.sqrt(crossings) * 130.0  # metres: how far a trip beyond the border goes
        self.start_lat, self.start_lon = streets.lat[self.node].copy(), streets.lon[self.node].copy()
        self.end_lat, self.end_lon = self.start_lat.copy(), self.start_lon.copy()
        self.done, self.length = np.zeros(count), np.zeros(count)
        self.trip = np.zeros(count, np.bool_)
        self.sent = np.zeros(count, np.bool_)  # on the way to a case, or there
        self.moved = np.full(count, now, np.int64)
        self.rest_until = np.zeros(count, np.int64)
        self._turn(np.arange(count))
        self.done[:] = self.length * chance.random(count)
        # as if they had walked for hours: the share that stands, each somewhere within a pause
        hours = PAUSES_AN_HOUR * sum(PAUSE_MINUTES) / 120
        resting = np.flatnonzero(chance.random(count) < hours / (1 + hours))
        left = self._pause(len(resting)) * chance.random(len(resting))
        self.rest_until[resting] = now + left.astype(np.int64)

    def advance(self, rows: Rows, now: int) -> None:
        """Let these rows live until `now`."""
        # whoever was away for hours (off shift) comes back where they left, not hours further on
        seconds = np.clip((now - self.moved[rows]) / 1000, 0, LONGEST)
        awake = self.rest_until[rows] <= now
        rests = awake & ~self.sent[rows] & (self.chance.random(len(rows)) < seconds * PAUSES_AN_HOUR / 3600)
        self.rest_until[rows[rests]] = now + self._pause(int(rests.sum()))
        self.moved[rows] = now
        walking = rows[awake]
        self.done[walking] += self.pace[walking] * seconds[awake]
        # a slow rate lets an e-bike pass several crossings at once; beyond twelve it may stop early
        for _ in range(12):
            walking = walking[(self.done[walking] >= self.length[walking]) & ~self.sent[walking]]
            if not len(walking):
                break
            self._turn(walking)
        self.done[rows] = np.minimum(self.done[rows], self.length[rows])

    def look(self, rows: Rows, now: int | NDArray[np.int64]) -> Seen:
        """What the phones measure, noise and all."""
        lat, lon = self.place(rows)
        accuracy = 3 + self.chance.gamma(2.0, 2.0, len(rows))
        wild = self.chance.random(len(rows)) < WILD
        accuracy = np.where(wild, accuracy * 10, accuracy)
        off = self.chance.normal(0, 1, (2, len(rows))) * accuracy / 3 / METRES
        narrow = np.cos(np.radians(lat))
        north = self.end_lat[rows] - self.start_lat[rows]
        east = (self.end_lon[rows] - self.start_lon[rows]) * narrow
        heading = np.degrees(np.arctan2(east, north)) % 360
        moving = (self.rest_until[rows] <= now) & (self.length[rows] > 1) & ~self.arrived(rows)
        speed = np.where(moving, self.pace[rows] * self.chance.uniform(0.85, 1.15, len(rows)), 0.0)
        return Seen(lat + off[0], lon + off[1] / narrow, accuracy, speed, np.where(moving, heading, np.nan))

    def place(self, rows: Rows) -> tuple[Column, Column]:
        """Where these rows are, (lat, lon), without the noise of a receiver."""
        share = self.done[rows] / np.maximum(self.length[rows], 1e-9)
        lat = self.start_lat[rows] + (self.end_lat[rows] - self.start_lat[rows]) * share
        return lat, self.start_lon[rows] + (self.end_lon[rows] - self.start_lon[rows]) * share

    def home(self, rows: Rows) -> NDArray[np.bool_]:
        """Who is on the own streets, not on a trip beyond the border."""
        return ~self.trip[rows]

    def send(self, row: int, lat: float, lon: float) -> None:
        """Straight to a place, at their own pace, as soon as they next advance; they wait there."""
        one = np.array([row])
        self.start_lat[one], self.start_lon[one] = self.place(one)
        self.end_lat[one], self.end_lon[one] = lat, lon
        self.done[one], self.rest_until[one] = 0.0, 0
        self.trip[one] = self.sent[one] = True
        self._measure(one)

    def arrived(self, rows: Rows) -> NDArray[np.bool_]:
        """Who stands where they were sent."""
        return self.sent[rows] & (self.done[rows] >= self.length[rows])

    def release(self, row: int) -> None:
        """Back to their own streets from wherever they are by now."""
        one = np.array([row])
        self.end_lat[one], self.end_lon[one] = self.place(one)
        self.length[one] = self.done[one]
        self.sent[one] = False

    def _turn(self, rows: Rows) -> None:
        """At the end of a leg: back from a trip, off on one, or into the next street."""
        self.done[rows] -= self.length[rows]
        self.start_lat[rows], self.start_lon[rows] = self.end_lat[rows], self.end_lon[rows]
        back = self.trip[rows] & (self.end_lat[rows] != self.streets.lat[self.node[rows]])
        self.trip[rows] = False
        # one leg takes about `length / pace` seconds, so trips an hour become trips a leg
        often = TRIPS_AN_HOUR / 3600 * np.maximum(self.length[rows], 1) / self.pace[rows]
        away = ~back & (self.chance.random(len(rows)) < often)
        stays = rows[~back & ~away]
        self._next_street(stays)
        heads_home = rows[~away]
        self.end_lat[heads_home] = self.streets.lat[self.node[heads_home]]
        self.end_lon[heads_home] = self.streets.lon[self.node[heads_home]]
        self._leave(rows[away])
        self.trip[rows[back]] = True
        self._measure(rows)

    def _next_street(self, rows: Rows) -> None:
        here = self.node[rows]
        degree = self.streets.degree[here]
        choice = self.chance.integers(0, degree)
        to = self.streets.links[here, choice]
        around = (to == self.last[rows]) & (degree > 1)  # turning round only where the street ends
        to[around] = self.streets.links[here[around], (choice[around] + 1) % degree[around]]
        self.last[rows], self.node[rows] = here, to

    def _leave(self, rows: Rows) -> None:
        """Straight out in any direction, far enough to come out of the own area."""
        bearing = self.chance.uniform(0, 2 * np.pi, len(rows))
        degrees = self.reach[rows] * self.chance.uniform(0.5, 1.0, len(rows)) / METRES
        self.end_lat[rows] = self.start_lat[rows] + degrees * np.cos(bearing)
        narrow = np.cos(np.radians(self.start_lat[rows]))
        self.end_lon[rows] = self.start_lon[rows] + degrees * np.sin(bearing) / narrow
        self.trip[rows] = True

    def _measure(self, rows: Rows) -> None:
        north = (self.end_lat[rows] - self.start_lat[rows]) * METRES
        east = (self.end_lon[rows] - self.start_lon[rows]) * METRES * np.cos(np.radians(self.start_lat[rows]))
        self.length[rows] = np.maximum(np.hypot(north, east), 1.0)

    def _pause(self, count: int) -> NDArray[np.int64]:
        return (self.chance.uniform(*PAUSE_MINUTES, count) * 60_000).astype(np.int64)
