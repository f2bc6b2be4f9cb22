"""When this process does the clerk's work: when something came that asks for it, or when it is time."""

from __future__ import annotations

import time
from collections.abc import Callable

import gevent
from gevent.event import Event

from city.live import LiveCity
from dashboard.live.sources import RedisSources
from dashboard.truth.writing import Writing
from streams.record.startup import AWAY

BETWEEN = 0.1  # s at least between two turns: many reports are filed together
LISTEN_MS = 1000  # how long one wait for reports lasts
LATER = 1.0  # s until it listens again to a Redis that did not answer


class ClerkTurns:
    """`ready()` is the fold to work on, None while it is not complete. `work` and `listen` are loops."""

    def __init__(
        self,
        sources: RedisSources,
        writing: Writing,
        clock: Callable[[], int],
        ready: Callable[[], LiveCity | None],
    ) -> None:
        self._sources, self._writing, self._clock, self._ready = sources, writing, clock, ready
        self._news, self._on_duty = Event(), Event()

    def rouse(self) -> None:
        """Something came that may be the clerk's to do."""
        self._news.set()

    def work(self) -> None:
        """One turn, and the wait for the next."""
        began, live = time.monotonic(), self._ready()
        if live is None:
            gevent.sleep(BETWEEN)
            return
        self._news.clear()
        self._sources.work(live, self._clock())
        self._writing.settle()
        (self._on_duty.set if self._sources.is_clerk else self._on_duty.clear)()
        self._news.wait(max(BETWEEN, self._sources.clerk_rest(self._clock())))
        gevent.sleep(max(0.0, began + BETWEEN - time.monotonic()))

    def listen(self) -> None:
        """Never raises for Redis: the clerk's own turns say so."""
        self._on_duty.wait()
        try:
            came = self._sources.reports.wait(LISTEN_MS)
        except AWAY:
            gevent.sleep(LATER)
            return
        if came:
            self._news.set()
            gevent.sleep(BETWEEN)
