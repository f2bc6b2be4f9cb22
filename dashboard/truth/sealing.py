"""Whether the record is sealed with our key, and whether somebody wrote to it by hand. Knows no page."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.truth.counts import Counts
from dashboard.truth.troubles import Troubles
from streams.record.connections import Connections
from streams.record.seal import SealError
from streams.record.startup import AWAY

EVERY = 5.0  # s
TOLD_MS = 600_000  # for which a hand-written event is said
OTHER_KEY = (
    "web.keys_file is not the one this record is sealed with: copy the other processes' to this machine"
)
FORGED = "an event was written to the record by somebody else than Gridwall, and is left out (see rejected)"


class SealWatch:
    """`seals_new`: whether a record that has no case yet is sealed. `clock` in epoch ms."""

    def __init__(
        self,
        connections: Connections,
        troubles: Troubles,
        counts: Counts,
        clock: Callable[[], int],
        *,
        seals_new: bool,
    ) -> None:
        self._to, self._troubles, self._counts, self._clock = connections, troubles, counts, clock
        self._seals_new = seals_new

    def look(self) -> None:
        """One turn of a loop."""
        gevent.sleep(EVERY)
        self.judge()

    def judge(self) -> None:
        """Never raises for Redis: the readers say so."""
        redis, keys, seal = self._to.clerk_redis, self._to.keys, self._to.seal
        try:
            found = seal.look(redis, keys)
            if found is None and self._seals_new and not redis.exists(keys.cases):
                found = seal.set(redis, keys)
        except SealError:
            return
        except AWAY:
            return
        self._tell("record_seal", OTHER_KEY, found is not None and not found.ours, red_after=0)
        forged_at = self._counts.forged_at
        self._tell("record_forged", FORGED, 0 <= self._clock() - forged_at < TOLD_MS, red_after=None)

    def _tell(self, code: str, sentence: str, holds: bool, *, red_after: int | None) -> None:
        if holds:
            self._troubles.begin(code, sentence, self._clock(), red_after=red_after)
        else:
            self._troubles.end(code, self._clock())
