"""What gateways write into streams of their own comes to the reports by the clerk: once, in order, checked.

An ACL cannot limit arguments: whoever may XADD may also trim the whole stream, or give it the last id there
is. So each gateway has a stream that nobody else writes: what it does to it harms itself alone, and is seen.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redis import Redis

from streams.clerk.tries import Tries
from streams.messages.arrival import TOLERANCE
from streams.record.append import StaleFenceError
from streams.record.keys import Keys
from streams.record.script import Script

AT_ONCE = 200  # of one gateway in a turn, so that none keeps the others waiting
WAITING = 100_000  # of one gateway: what is more is left out, oldest first, before Redis is full of it
BYTES, FIELDS = 65_536, 64  # of one entry
BEHIND = 7 * 86_400_000  # ms that an id may lie in the past
_script = Script(Path(__file__).with_name("intake.lua"))


class Intake:
    """`rate`: reports a minute that are taken from one gateway; the rest waits in its stream."""

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        rejected: int,
        rate: int = 6000,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.redis, self.keys = redis, keys
        self.tries = Tries(monotonic)
        self._rejected, self._rate, self._monotonic = rejected, rate, monotonic
        self._left = dict.fromkeys(keys.gateways, float(rate))
        self._at = monotonic()

    def copy(self, fence: int, now: int) -> bool:
        """One turn; whether more waits that may be taken at once. `now` by Redis's clock."""
        passed, self._at = self._monotonic() - self._at, self._monotonic()
        more = False
        for gateway in self.keys.gateways:
            left = min(self._rate, self._left[gateway] + passed * self._rate / 60)
            most = min(AT_ONCE, int(left))
            taken, waiting = self.tries(f"intake:{gateway}", self._copying(gateway, most, fence, now), (0, 0))
            self._left[gateway] = left - taken
            if waiting and taken == most < AT_ONCE:
                self.redis.hset(self.keys.gateway_states, f"{gateway}:flood_at", now)
            more |= waiting > 0 and taken == AT_ONCE
        return more

    def _copying(self, gateway: str, most: int, fence: int, now: int) -> Callable[[], tuple[int, int]]:
        return lambda: self._copy(gateway, most, fence, now)

    def _copy(self, gateway: str, most: int, fence: int, now: int) -> tuple[int, int]:
        """How many were taken, and how many wait."""
        keys, stream = self.keys, self.keys.gateway_reports(gateway)
        names = (stream, keys.reports, keys.cursors, keys.fence, keys.rejected, keys.counts)
        limits = (WAITING, BYTES, FIELDS, TOLERANCE, BEHIND, self._rejected)
        arguments = (fence, gateway, now, most, *limits, keys.label(stream))
        answer: Any = _script.run(self.redis, (*names, keys.gateway_states), arguments)
        if answer[0] == b"stale":
            raise StaleFenceError("another clerk has taken over")
        return int(answer[1]), int(answer[2])
