"""The server's time, the same in every process: Redis's, as compared with our own clocks again and again.

A process whose own clock is wrong is told so and disturbs nobody. Knows no page; all values are ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.messages.arrival import Arrival
from streams.record.connections import Connections
from streams.server.redis_clock import JUMP_MS, RedisClock, steady_ms

APART_MS = 1000  # from here two clocks are told to differ
NEAR_MS = 2000  # farther from Redis nobody is clerk


def wall_ms() -> float:
    return time.time_ns() / 1_000_000


class Clocks:
    """Called, it tells the server's time, epoch ms: our own wall clock's until Redis was asked.

    When Redis's clock jumps away while ours ran on evenly, the time before the jump goes on, until both
    agree again: nobody's last sign, and no deadline, is eight hours old for that.
    """

    def __init__(
        self,
        record: RedisClock,
        positions: RedisClock,
        wall: Callable[[], float] = wall_ms,
        steady: Callable[[], float] = steady_ms,
    ) -> None:
        self.record, self.positions = record, positions
        self._wall, self._steady = wall, steady
        self._base: float | None = None  # server's epoch ms − steady ms

    def __call__(self) -> int:
        return round(self._wall() if self._base is None else self._steady() + self._base)

    def of_record(self) -> int:
        """What Redis says, even while we go on with the time before: the camera process goes by it."""
        told = self.record.now()
        return self() if told is None else told

    @property
    def each(self) -> dict[str, RedisClock]:
        """By what it is the clock of; one when one Redis is both."""
        both = {"record": self.record, "positions": self.positions}
        return both if self.positions is not self.record else {"record": self.record}

    def compare(self, redis: RedisClock) -> int:
        """Ask it again; by how much the server's time moved, ms. Raises what Redis says."""
        before = self()
        redis.measure()
        if redis is self.record:
            self._take(redis)
        return self() - before

    def _take(self, record: RedisClock) -> None:
        told, base = record.offset, self._base
        if told is None:
            return
        ours = self._wall() - self._steady()
        agrees = base is None or abs(told - base) <= JUMP_MS or abs(told - ours) <= NEAR_MS
        ours_moved = base is not None and abs(ours - base) > NEAR_MS
        if agrees or (ours_moved and record.settled):  # nobody knows better than Redis
            self._base = told

    @property
    def held(self) -> bool:
        """Redis's clock jumped away, and we go on with the time before."""
        told = self.record.offset
        return told is not None and self._base is not None and abs(told - self._base) > JUMP_MS

    @property
    def near(self) -> bool:
        """Whether what time brings may be decided here: our clock and Redis's agree, and Redis's stands."""
        apart = self.apart(self.record)
        return apart is not None and abs(apart) <= NEAR_MS and self.record.settled and not self.held

    def apart(self, redis: RedisClock) -> float | None:
        """How far our wall clock is ahead of this Redis's, ms; 0 within what can be told, None unknown."""
        if redis.offset is None:
            return None
        ahead = self._wall() - self._steady() - redis.offset
        return 0.0 if abs(ahead) <= redis.error else ahead

    def told(self) -> dict[str, float]:
        """How far our wall clock is ahead of each Redis's, s, by what that holds."""
        apart = {name: self.apart(redis) for name, redis in self.each.items()}
        return {name: ahead / 1000 for name, ahead in apart.items() if ahead is not None}

    def arrival(self, redis: RedisClock) -> Arrival:
        """By what an entry of this Redis is told to have come, now."""
        now, apart = self(), self.apart(redis) or 0.0
        lead = (redis.now() or now) - now
        return Arrival(now, lead if abs(lead) > APART_MS else 0, round(apart) if apart > APART_MS else 0)


def clocks(connections: Connections) -> Clocks:
    """One clock each, one for both when one Redis is both."""
    record = RedisClock(connections.clerk_redis)
    return Clocks(record, record if connections.together else RedisClock(connections.positions_redis))
