"""Who sits at which duty console, here and in all other processes, and when owners last touched their cases.

Knows neither screens nor cases: it is told who sits here, and asked who sits anywhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from dashboard.access.seat import ROLES
from dashboard.access.viewer import Viewer
from dashboard.console.names import seat_name
from streams.access.seats import WRITTEN_EVERY, Sitting, left, read_seats, touch, write_seats
from streams.record.connections import Connections
from streams.record.startup import AWAY

READ_EVERY_MS = 3000


class ConsolePresence:
    """`settle()` sees to the keys that seats are signed with, before anybody's seat is read."""

    def __init__(self, connections: Connections, settle: Callable[[], None]) -> None:
        self._redis, self._keys, self._settle = connections.clerk_redis, connections.keys, settle
        self.everyone: list[Sitting] = []  # who sat anywhere within a day
        self._process = secrets.token_hex(6)
        self._here: dict[tuple[str, str], Sitting] = {}
        self._told: list[tuple[str, str, str]] = []
        self._touched: dict[str, int] = {}
        self._written_at = self._read_at = 0

    def touched(self, case: str, now: int) -> None:
        """Its owner did something at it; written with the next look."""
        self._touched[case] = now

    def look(self, sitting: Iterable[tuple[Viewer, str]], now: int) -> bool:
        """Tell who sits here and learn who sits anywhere; whether that changed. Never raises for Redis."""
        here = {(v.id, area): _sitting(v, area, now) for v, area in sitting if v.role in ROLES}
        try:
            self._write(here, now)
            self._read(now)
        except AWAY:
            return False  # the readers say so; nobody has left for that
        before, self._told = self._told, self.present(now)
        return self._told != before

    def present(self, now: int) -> list[tuple[str, str, str]]:
        """Id, area and role of everybody at a console."""
        return [(s.id, s.area, s.role) for s in self.everyone if s.here(now)]

    def staffed(self, now: int) -> frozenset[str]:
        """The areas somebody is on shift for."""
        return frozenset(area for _, area, _ in self.present(now))

    def by_area(self, now: int) -> dict[str, list[Sitting]]:
        found: dict[str, list[Sitting]] = {}
        for sitting in self.everyone:
            if sitting.here(now):
                found.setdefault(sitting.area, []).append(sitting)
        return found

    def _write(self, here: dict[tuple[str, str], Sitting], now: int) -> None:
        gone = [left(sitting, now) for who, sitting in self._here.items() if who not in here]
        changed = gone or {w: s.role for w, s in here.items()} != {w: s.role for w, s in self._here.items()}
        if changed or not 0 <= now - self._written_at < WRITTEN_EVERY * 1000:
            write_seats(self._redis, self._keys, self._process, [*gone, *here.values()])
            self._here, self._written_at = here, now
            self._read_at = 0 if changed else self._read_at
        told, self._touched = self._touched, {}
        try:
            touch(self._redis, self._keys, told)
        except AWAY:
            self._touched = told | self._touched
            raise

    def _read(self, now: int) -> None:
        if 0 <= now - self._read_at < READ_EVERY_MS:
            return  # a clock put back must not stop the looking
        self._settle()
        self.everyone = read_seats(self._redis, self._keys)
        self._read_at = now


def _sitting(viewer: Viewer, area: str, now: int) -> Sitting:
    return Sitting(viewer.id, area, viewer.role, seat_name(viewer.id), now)
