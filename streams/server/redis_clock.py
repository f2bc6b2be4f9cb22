"""What the clock of a Redis shows, by our own steady clock. Knows no wall clock and judges nobody.

Asked by round trips, of which the quickest counts: its answer cannot be wrong by more than half its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

ROUNDS = 5
JUMP_MS = 2000  # no clock that is only corrected moves by so much between two measurements


def steady_ms() -> float:
    """Runs evenly, whatever is done to the wall clock; where there is such a one, through a sleep too."""
    return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)) / 1_000_000


class RedisClock:
    def __init__(self, redis: Redis, steady: Callable[[], float] = steady_ms) -> None:
        self.redis = redis
        self.offset: float | None = None  # its epoch ms − our steady ms
        self.error = 0.0  # ms the offset may be wrong by
        self.settled = False  # the last two measurements agree
        self.jump = 0.0  # ms it moved when they last did not
        self._steady = steady

    def measure(self) -> float:
        """Epoch ms − steady ms. Raises what Redis says; then all stays as it was."""
        offset, self.error = min(
            (self._round_trip() for _ in range(ROUNDS)), key=lambda measured: measured[1]
        )
        moved = 0.0 if self.offset is None else offset - self.offset
        self.settled = abs(moved) <= JUMP_MS
        if not self.settled:
            self.jump = moved
        self.offset = offset
        return offset

    def now(self) -> int | None:
        """Epoch ms; None before the first measurement."""
        return None if self.offset is None else round(self._steady() + self.offset)

    def _round_trip(self) -> tuple[float, float]:
        sent = self._steady()
        told: Any = self.redis.time()
        back = self._steady()
        return int(told[0]) * 1000 + int(told[1]) / 1000 - (sent + back) / 2, (back - sent) / 2


def now_of(redis: Redis) -> int:
    """Epoch ms by its clock; by ours while it is away."""
    clock = RedisClock(redis)
    try:
        clock.measure()
    except (RedisError, OSError):
        return round(time.time() * 1000)
    return clock.now() or 0
