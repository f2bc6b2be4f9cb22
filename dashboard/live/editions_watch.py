"""Whether another edition of the city holds than this process shows: then one that shows it is asked for,
some seconds before where that can be known."""

from __future__ import annotations

import logging
from collections.abc import Callable

import gevent

from dashboard.settings.city_in_force import LEAD_MS, InForce
from dashboard.truth.troubles import Troubles
from streams.editions.edition_store import EditionStore
from streams.messages.values import RefusedError
from streams.record.startup import AWAY

LOOK_S = 1.0
LATE_MS = 45_000  # after which a process that still shows the one before says so
UNREAD, LATE = "editions_unread", "editions_late"
log = logging.getLogger(__name__)


class EditionsWatch:
    """`shows`: what this process was started with. `clock` in epoch ms. `ask` is told by the server, None
    where nobody can take over."""

    def __init__(
        self, store: EditionStore, shows: InForce, clock: Callable[[], int], troubles: Troubles
    ) -> None:
        self._store, self.shows, self._clock, self._troubles = store, shows, clock, troubles
        self.plan, self._last = shows.plan, shows.last
        self._asked = False
        self._due_at: int | None = None
        self.ask: Callable[[], None] | None = None
        if shows.trouble:
            troubles.begin(UNREAD, f"an edition of the city is not shown: {shows.trouble}", clock())

    def look(self, asks: bool) -> None:
        """One look, and the wait for the next."""
        gevent.sleep(LOOK_S)
        self._read()
        if not asks:
            return
        now = self._clock()
        due = not self.right(now)
        coming = self.plan.next(now)
        if due or (coming is not None and coming - now <= LEAD_MS):
            self._want()
        self._due_at = (now if self._due_at is None else self._due_at) if due else None
        if self._due_at is not None and now - self._due_at > LATE_MS:
            text = "another edition of the city holds than is shown; a new start of this process shows it"
            self._troubles.begin(LATE, text, now)
        elif not due:
            self._troubles.end(LATE, now)

    def right(self, now: int) -> bool:
        """Whether this process shows what holds then, as far as it knows."""
        return bool(self.shows.trouble) or self.plan.editions_at(now) == self.shows.editions

    def fit(self, now: int) -> bool:
        """Whether what this process shows holds by now, asked of the record."""
        self._read()
        return self.right(now)

    def _read(self) -> None:
        try:
            last = self._store.last()
            if last != self._last:
                self.plan, self._last = self._store.plan(), last
            if not self.shows.trouble:
                self._troubles.end(UNREAD, self._clock())
        except RefusedError as error:
            self._troubles.begin(UNREAD, f"the plan of editions cannot be read: {error}", self._clock())
        except AWAY:
            return  # the readers say so

    def _want(self) -> None:
        if self._asked or self.ask is None:
            return
        self._asked = True
        log.info("another edition of the city holds soon: a process that shows it is asked for")
        self.ask()
