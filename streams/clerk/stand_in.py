"""What a process does whose clock is not Redis's: it is no clerk, and yet leaves nobody calling for help.

It hands the lease on. What nobody else takes, it takes now and then for a moment and files what came; what
time alone brings (releases, rings, unanswered, resumed) waits for a process whose clock is right.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from redis.exceptions import RedisError

from streams.clerk.clerk import Clerk
from streams.record.append import StaleRevisionError

EVERY = 5.0  # s between two looks whether nobody is clerk
TURNS = 5  # of 200 reports: the wall lives in the same thread


class StandIn:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._next = 0.0

    def turn(self, clerk: Clerk, now: int, folded: Mapping[str, str]) -> None:
        """Never raises for Redis; what was not filed is tried again."""
        if clerk.on_duty:
            clerk.close()
        if self._monotonic() < self._next:
            return
        self._next = self._monotonic() + EVERY
        try:
            if clerk.renew(now):
                clerk.stand_on(folded)
                self._file(clerk, now)
        except (StaleRevisionError, RedisError, OSError):
            return  # the readers and the light say so
        finally:
            clerk.close()

    def _file(self, clerk: Clerk, now: int) -> None:
        fence = clerk.lease.fence
        assert fence is not None
        clerk.filing.file_sos(fence, now)
        for _ in range(TURNS):
            clerk.intake.copy(fence, now + clerk.filing.lead)
            if not clerk.filing.file_reports(fence, now):
                break
        clerk.refusals.write(fence, now)
