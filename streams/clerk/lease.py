"""Who is the clerk: a lease of five seconds, with a fencing number that grows. Knows no work of a clerk."""

import time
from collections.abc import Callable
from pathlib import Path

from redis import Redis

from streams.record.keys import Keys
from streams.record.script import Script

LASTS = 5000  # ms without renewal until another may take it
EVERY = 1.0  # s between renewals
_script = Script(Path(__file__).with_name("lease.lua"))


class Lease:
    def __init__(
        self, redis: Redis, keys: Keys, name: str, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`name` must be this process's own: after a restart it is another's."""
        self.redis, self.keys, self.name = redis, keys, name
        self.fence: int | None = None
        self._monotonic = monotonic
        self._next = 0.0
        self._left = False

    def renew(self, now: int) -> int | None:
        """The fence when we are the clerk, else None. Asks Redis at most once a second."""
        if not self._left and self._monotonic() >= self._next:
            answer = _script.run(self.redis, (self.keys.lease, self.keys.fence), (self.name, LASTS, now))
            self.fence = int(answer) if answer else None
            self._next = self._monotonic() + EVERY
        return self.fence

    @property
    def rest(self) -> float:
        """Seconds until it is to be renewed."""
        return max(0.0, self._next - self._monotonic())

    def lose(self) -> None:
        """Be no clerk until Redis says so again."""
        self.fence = None
        self._next = 0.0

    def release(self) -> None:
        """Leave at once what is ours, so that the next clerk need not wait."""
        if self.fence is not None:
            self._give_back()
        self.lose()

    def leave(self) -> None:
        """Release it for good. It may just have become ours by an answer that we have not read yet."""
        self._left = True
        self.lose()
        self._give_back()

    def _give_back(self) -> None:
        if self.redis.get(self.keys.lease) == self.name.encode():
            self.redis.delete(self.keys.lease)
