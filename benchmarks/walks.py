"""A day of people who walk: around their homes, with stops, as phones with a few metres of error tell it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from benchmarks.crowd import DEGREE, Crowd

GAP_S = 10  # between a person's fixes
ROWS = 500  # of an entry
FAR = 800.0  # m from home, where they turn back


class Walks:
    """One fix of everybody in ten seconds. Each phone sends at its own moment of these; the error of a place
    changes slowly, as that of satellites does."""

    def __init__(self, crowd: Crowd, seed: int = 1) -> None:
        self._random = random = np.random.default_rng(seed)
        count = len(crowd)
        self._names = [person.decode() for person in crowd.ids.tolist()]
        self._home = np.stack([crowd.lat, crowd.lon])
        self._wide = DEGREE * np.cos(np.radians(crowd.lat))
        self._off = np.zeros((2, count))  # m north and east of home
        self._error = np.zeros((2, count))
        self._heading = random.uniform(0, 2 * np.pi, count)
        self._walking = random.random(count) < 0.6
        self._phase = np.sort(random.integers(0, GAP_S * 1000, count))
        self._battery = random.uniform(40, 100, count)

    def entries(self, begins: int) -> Iterator[tuple[int, bytes]]:
        """The next ten seconds' (epoch ms): when each entry came, and its rows."""
        count, random = len(self._names), self._random
        self._step()
        took = begins + self._phase + random.integers(0, 40, count)
        metres = self._off + self._error
        lat = self._home[0] + metres[0] / DEGREE
        lon = self._home[1] + metres[1] / self._wide
        accuracy = np.clip(5 + random.normal(0, 1.5, count), 3, None).round(1)
        speed = np.where(self._walking, np.abs(random.normal(1.2, 0.2, count)), 0).round(2)
        heading = np.degrees(self._heading).round(1) % 360
        columns = (took, lat.round(7), lon.round(7), accuracy, speed, heading, self._battery.round())
        rows = list(zip(self._names, *(column.tolist() for column in columns), strict=True))
        for at in range(0, count, ROWS):
            part = rows[at : at + ROWS]
            yield int(took[min(at + ROWS, count) - 1]) + 300, msgspec.msgpack.encode(part)

    def _step(self) -> None:
        random, count = self._random, len(self._names)
        self._walking ^= random.random(count) < 0.01
        self._heading += random.normal(0, 0.3, count)
        homeward = np.arctan2(-self._off[1], -self._off[0])
        self._heading = np.where(np.hypot(*self._off) > FAR, homeward, self._heading)
        step = np.where(self._walking, random.normal(1.2, 0.15, count) * GAP_S, 0)
        self._off += step * np.stack([np.cos(self._heading), np.sin(self._heading)])
        self._error = 0.95 * self._error + random.normal(0, 1.2, (2, count))
        self._battery = np.where(self._battery < 5, 100, self._battery - 0.003)


def plain(rows: bytes) -> Iterator[dict[str, object]]:
    """The same rows as entries of one fix each."""
    names = ("inspector", "time", "lat", "lon", "accuracy", "speed", "heading", "battery")
    for row in msgspec.msgpack.decode(rows):
        yield dict(zip(names, row, strict=True))
