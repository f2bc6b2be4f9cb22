"""Writes entries to Redis in bulk and waits out its absence. Knows nothing of what the entries say."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from redis import Redis
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError

from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import trouble

Fields = Mapping[str, Any]
Entry = tuple[str, Fields]  # the stream's full key, its fields

LONGEST_WAIT = 2.0
CHUNK = 2_000


class SenderError(RuntimeError):
    """One sentence: what Redis refuses from the first, such as our password."""


class Sender:
    """Claims the prefix for `world` first: WorldError when it holds another one."""

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        world: str,
        *,
        positions: Redis | None = None,
        url: str = "",
        say: Callable[[str], None] = print,
    ) -> None:
        """`positions` is the server of the position streams where that is another one."""
        self.redis, self.keys, self.world, self.url, self.say = redis, keys, world, url, say
        self.positions = positions or redis
        self._wrote = False  # a right that is lost later comes back like Redis itself
        self._patiently(self._claim)

    def send(self, entries: Sequence[Entry]) -> list[str]:
        """Write all entries and answer their ids, however long Redis is away or lets nobody write.

        WorldError when the prefix was emptied and is another world's now: what is made up must not become the
        real city's.

        What was under way when the connection broke is sent again, as a gateway would: readers
        take a fix or a report only once.
        """
        self._patiently(self._claim)
        ids = [""] * len(entries)
        moves = [stream in self.keys.position_streams for stream, _ in entries]
        for client, positions in ((self.positions, True), (self.redis, False)):
            mine = [at for at, move in enumerate(moves) if move is positions]
            for start in range(0, len(mine), CHUNK):
                part = mine[start : start + CHUNK]
                written = self._patiently(partial(_write, client, [entries[at] for at in part]))
                for at, entry in zip(part, written, strict=True):
                    ids[at] = entry
                self._wrote = True
        return ids

    def ask(self, question: Callable[[Redis], Any]) -> Any:
        """The answer to a question to Redis, however long it is away."""
        return self._patiently(lambda: question(self.redis))

    def _claim(self) -> None:
        claim_world(self.redis, self.keys, self.world)

    def _patiently(self, work: Callable[[], Any]) -> Any:
        """Do the work; while Redis fails, say so once, wait longer each time, and claim the world anew."""
        wait, told = 0.1, False
        while True:
            try:
                if told:
                    self._claim()  # it may have come back empty, or as somebody else's
                answer = work()
            except RedisError as error:
                if isinstance(error, AuthenticationError | NoPermissionError) and not self._wrote:
                    raise SenderError(trouble(error, self.url)) from None
                if not told:
                    self.say(f"{trouble(error, self.url)}; waiting for it")
                told = True
                time.sleep(wait * random.uniform(0.7, 1.0))
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                if told:
                    self.say("Redis is back")
                return answer


def _write(client: Redis, entries: Sequence[Entry]) -> list[str]:
    with client.pipeline(transaction=False) as pipe:
        for stream, fields in entries:
            command = ("XADD", stream, "*", *(part for pair in fields.items() for part in pair))
            pipe.execute_command(*command)  # type: ignore[no-untyped-call]  # xadd itself copies every dict
        return [entry.decode() for entry in pipe.execute()]
