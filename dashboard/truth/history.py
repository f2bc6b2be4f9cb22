"""Whether what happens is kept for later, as everybody's light says it. Knows no page."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.truth.troubles import Troubles
from streams.record.connections import Connections
from streams.record.history_cursors import behind_ms, read_copied
from streams.record.startup import AWAY

EVERY = 10.0  # s
AWAY_MS = 60_000  # since it last said anything
LASTS_MS = 60_000
BEHIND_MS = 120_000  # between the newest entry of a stream and the newest that is copied
AWAY_CODE, BEHIND, FAILING = "history_away", "history_behind", "history_failing"


class HistoryWatch:
    """`clock` in epoch ms. Where no history process ever was nothing is wrong."""

    def __init__(self, to: Connections, troubles: Troubles, clock: Callable[[], int]) -> None:
        self._to, self._troubles, self._clock = to, troubles, clock
        self._late_since: int | None = None

    def look(self) -> None:
        """One turn of a loop."""
        self.judge()
        gevent.sleep(EVERY)

    def judge(self) -> None:
        """Never raises for Redis: the readers say so."""
        now = self._clock()
        try:
            copied = read_copied(self._to.clerk_redis, self._to.keys)
            behind = behind_ms(self._to.clerk_redis, self._to.keys, copied) if copied.at else 0
        except AWAY:
            return
        away = bool(copied.at) and now - copied.at > AWAY_MS
        self._tell(AWAY_CODE, away, "no history process has said anything for a minute", now)
        minutes = behind // 60_000
        late = not away and behind > BEHIND_MS and self._lasts(now)
        if behind <= BEHIND_MS:
            self._late_since = None
        self._tell(BEHIND, late, f"history is {minutes} min behind", now, minutes=minutes)
        failing = not away and bool(copied.trouble)
        self._tell(FAILING, failing, f"history cannot be written: {copied.trouble}", now, why=copied.trouble)

    def _lasts(self, now: int) -> bool:
        """Entries may be written with ids of long ago: what is caught up with soon is nothing to tell."""
        self._late_since = now if self._late_since is None else self._late_since
        return now - self._late_since >= LASTS_MS

    def _tell(self, code: str, holds: bool, text: str, now: int, **told: object) -> None:
        if holds:
            self._troubles.begin(code, text, now, red_after=None, **told)
        else:
            self._troubles.end(code, now)
