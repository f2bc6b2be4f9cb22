"""What is wrong with a gateway that has streams of its own, as everybody's light says it. Knows no page."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.truth.counts import Counts
from dashboard.truth.troubles import Troubles
from streams.record.connections import Connections
from streams.record.gateways import FAULTS, TOLD_MS, read_gateways
from streams.record.startup import AWAY

EVERY = 5.0  # s


class GatewayWatch:
    """`clock` in epoch ms. Its troubles are `gateway_<fault>`."""

    def __init__(
        self, connections: Connections, troubles: Troubles, counts: Counts, clock: Callable[[], int]
    ) -> None:
        self._to, self._troubles, self._counts, self._clock = connections, troubles, counts, clock

    def look(self) -> None:
        """One turn of a loop."""
        self.judge()
        gevent.sleep(EVERY)

    def judge(self) -> None:
        """Never raises for Redis: the readers say so."""
        now = self._clock()
        try:
            states = read_gateways(self._to.clerk_redis, self._to.keys)
        except AWAY:
            return
        for fault, sentence in FAULTS.items():
            names = [
                state.name for state in states if fault in state.recent(now) or self._here(fault, state.name)
            ]
            if names:
                told = ", ".join(names)
                self._troubles.begin(
                    f"gateway_{fault}", f"gateway {told}: {sentence}", now, red_after=None, names=told
                )
            else:
                self._troubles.end(f"gateway_{fault}", now)

    def _here(self, fault: str, name: str) -> bool:
        """What this process saw of its positions itself."""
        at = self._counts.floods.get(name)
        return fault == "flood" and at is not None and self._clock() - at < TOLD_MS
