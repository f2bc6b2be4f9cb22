"""Writes refusals to the `rejected` stream, once. Knows not who refused what."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redis import Redis

from streams.messages.rejects import Reject, place
from streams.record.append import StaleFenceError
from streams.record.keys import Keys
from streams.record.script import Script

WAITING = 5000  # refusals held until they are written, or until another clerk has written them
_AT_ONCE = 500
_script = Script(Path(__file__).with_name("rejected.lua"))


class Refusals:
    """Every process holds its latest, so that a new clerk misses none."""

    def __init__(self, redis: Redis, keys: Keys, keep: int) -> None:
        self.redis, self.keys, self.keep = redis, keys, keep
        self.dropped = 0  # came faster than they could be written
        self._waiting: deque[Reject] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, rejects: Iterable[Reject]) -> None:
        self._waiting.extend(rejects)
        while len(self._waiting) > WAITING:
            self._waiting.popleft()
            self.dropped += 1

    def write(self, fence: int, now: int) -> int:
        """How many were new. Raises StaleFenceError or what Redis says; then nothing is lost here."""
        written = 0
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(min(len(self._waiting), _AT_ONCE))]
            done = False
            try:
                written += self._write(some, fence, now)
                done = True
            finally:
                if not done:
                    self._waiting.extendleft(reversed(some))
        return written

    def _write(self, some: list[Reject], fence: int, now: int) -> int:
        arguments: list[str | int] = [fence, self.keep, now]
        for one in some:
            arguments += [place(one), one.stream, one.entry, one.reason, one.raw]
        keys = self.keys
        answer = _script.run(self.redis, (keys.rejected, keys.cursors, keys.counts, keys.fence), arguments)
        if int(answer) < 0:
            raise StaleFenceError("another clerk has taken over")
        return int(answer)


def refused_counts(redis: Redis, keys: Keys) -> dict[str, int]:
    """How many entries and rows were ever refused, by stream."""
    told: Any = redis.hgetall(keys.counts)
    return {stream.decode(): int(count) for stream, count in told.items()}
