"""What is wrong with what is done to screens: it is not written, or it was written and is lost. Each process
tells it of itself; a loss is told by all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from dashboard.truth.trouble_words import trouble_words
from dashboard.truth.troubles import Troubles
from layouts.words import LANGUAGES
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.screens.plan_loss import read_plan_loss, write_plan_loss
from streams.server.errors import fault_of

UNWRITTEN, LOST = "screens_unwritten", "screens_lost"
SAID_MS = 600_000  # that nothing could be written, as long as nobody tries again
SHOWN_MS = 3_600_000  # that something was lost


class PlanTroubles:
    """`clock` in epoch ms, `zone` the city's. Never raises for Redis."""

    def __init__(self, to: Connections, troubles: Troubles, clock: Callable[[], int], zone: tzinfo) -> None:
        self._to, self._troubles, self._clock, self._zone = to, troubles, clock, zone
        self._failed_at: int | None = None
        self._unnoted: int | None = None  # a loss that others do not know of yet

    def failed(self, error: Exception) -> None:
        """Somebody's command was not written."""
        fault = fault_of(error, self._to.record_url)
        self._failed_at = self._clock()
        why = [trouble_words(lang, "record", fault.kind) for lang in LANGUAGES]
        text = f"what is done to screens is not written: {fault.sentence}"
        self._troubles.begin(UNWRITTEN, text, self._failed_at, red_after=None, why=why)

    def written(self) -> None:
        if self._failed_at is not None:
            self._failed_at = None
            self._troubles.end(UNWRITTEN, self._clock())

    def lost(self) -> None:
        """The record's newest entries of `wall` are not those that were read."""
        self._unnoted = self._clock()
        self._tell(self._unnoted)

    def look(self) -> None:
        """What others noticed, and what is over."""
        now = self._clock()
        if self._failed_at is not None and now - self._failed_at > SAID_MS:
            self.written()
        redis, keys = self._to.clerk_redis, self._to.keys
        try:
            if self._unnoted is not None:
                write_plan_loss(redis, keys, self._unnoted)
                self._unnoted = None
            at = read_plan_loss(redis, keys)
        except AWAY:
            return
        if at is not None and now - at < SHOWN_MS:
            self._tell(at)
        else:
            self._troubles.end(LOST, now)

    def _tell(self, at: int) -> None:
        told = datetime.fromtimestamp(at / 1000, self._zone).strftime("%H:%M")
        text = f"at {told} the record had lost the newest of what was done to screens"
        self._troubles.begin(LOST, text, at, red_after=None, at=told)
