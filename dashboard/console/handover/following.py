"""Follows the handovers in the record, and says when it changes which of them are late."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent

from city.access.roles import LEADER, SCREEN, may
from city.handover.handovers import Handover
from city.live import LiveCity
from dashboard.access.viewer import Viewer
from streams.handovers.handover_reader import HandoverReader
from streams.messages.rejects import Reject
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.backoff import Backoff

WAIT_MS = 1000
CATCH_UP_SECONDS, LOOK_SECONDS = 1.0, 0.01
MOST = 8  # late ones that one page is told of


class HandoverFollowing:
    """`refused` takes what cannot be read, for the clerk; `on_late` are told when others are late."""

    def __init__(self, to: Connections, live: Callable[[], LiveCity], refused: deque[Reject]) -> None:
        self.reader = HandoverReader(to.record_redis, to.keys, to.seal)
        self._live, self._refused, self._backoff = live, refused, Backoff()
        self._late: list[Handover] = []
        self.on_late: list[Callable[[], object]] = []

    def follow(self, wait_ms: int = WAIT_MS) -> None:
        """One turn of a loop."""
        try:
            self.reader.poll(wait_ms)
            self._backoff.reset()
        except AWAY:
            gevent.sleep(self._backoff.grow())
        self._refused.extend(self.reader.rejects)
        self.reader.rejects.clear()
        if self.reader.caught_up:
            self._look()

    def until(self, area: str, revision: int) -> None:
        """Waits until what was written is read, or a second: whoever wrote it then sees it."""
        give_up = time.monotonic() + CATCH_UP_SECONDS
        while self.reader.handovers.of(area).revision < revision and time.monotonic() < give_up:
            gevent.sleep(LOOK_SECONDS)

    def late(self, who: Viewer) -> list[dict[str, Any]]:
        """As their page is told: those of areas in their scope, the latest first. `own`: theirs to see to
        whatever area they look at; `opens`: the page is open to them."""
        areas = self._live().areas
        if who.role == SCREEN:
            return []
        here = [each for each in self._late if each.area in areas and areas.within(each.area, who.scope)]
        return [
            {
                "area": each.area,
                "name": (areas[each.area].name, areas[each.area].name_en or areas[each.area].name),
                "number": each.number,
                "at": each.at,
                "own": who.role == LEADER or each.area == who.scope,
                "opens": not who.session or may(who.role, "handover"),
            }
            for each in here[:MOST]
        ]

    def _look(self) -> None:
        late = [each for each in self.reader.handovers.waiting() if each.late_at is not None]
        late.sort(key=lambda each: (-each.at, each.area))
        if late != self._late:
            self._late = late
            for tell in self.on_late:
                tell()
