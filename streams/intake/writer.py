"""Entries into the stream of positions: many in a round trip, each answered when it stands there.

Nothing is kept for later here: what cannot be written now is told, so that whoever sent it keeps it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError, ResponseError

from streams.messages.positions import heartbeat_fields
from streams.server.connect import trouble

AT_ONCE = 500  # entries in one round trip
WAITING = 5000  # that may wait; more are turned away at once
NO_ID = "0-0"  # which no entry can have
BEAT_S = 5.0  # between two signs of life, each of which proves that we can write
Fields = dict[str, str]


class AwayError(Exception):
    """It was not written, in words without an address."""


class PositionWriter:
    """`gateway`: by which name we live. Both `run` and `beat` must be at work."""

    def __init__(
        self,
        redis: AsyncRedis,
        stream: str,
        gateway: str,
        url: str = "",
        timed: Callable[[float], object] = lambda _: None,
    ) -> None:
        """`timed` is told of each round trip, s."""
        self.redis, self.stream, self.gateway = redis, stream, gateway
        self.trouble: str | None = "nothing was written yet"
        self.written_at: float | None = None  # monotonic s
        self._url, self._timed = url, timed
        self._waiting: deque[tuple[Fields, asyncio.Future[None]]] = deque()
        self._news = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    async def append(self, entries: list[Fields]) -> None:
        """When all of them stand in the stream. Raises AwayError; then some of them may."""
        if len(self._waiting) + len(entries) > WAITING:
            raise AwayError("too much waits to be written")
        for written in [self._put(entry) for entry in entries]:
            await written

    def note(self, entry: Fields) -> None:
        """Of which nobody waits to hear: left out when too much waits."""
        if len(self._waiting) < WAITING:
            self._put(entry).add_done_callback(lambda future: future.exception())

    async def beat(self, whole: Callable[[], bool] = lambda: True) -> None:
        """Until cancelled; silent while a part that others send by is away, for the wall to see that."""
        while True:
            if whole():
                self.note(heartbeat_fields(self.gateway))
            else:
                await self._prove()
            await asyncio.sleep(BEAT_S)

    async def run(self) -> None:
        """Until cancelled. Never raises for Redis: `trouble` tells."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                some = [self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))]
                self._settle(some, await self._write([entry for entry, _ in some]))

    async def _prove(self) -> None:
        """That we can write, without a trace: Redis looks at rights and room before it looks at an id."""
        told: Any = self.redis
        try:
            await told.execute_command("XADD", self.stream, NO_ID, "a", "b")
        except (RedisError, OSError) as error:
            able = isinstance(error, ResponseError) and NO_ID in str(error)
            self.trouble = None if able else trouble(error, self._url)
            self.written_at = time.monotonic() if able else self.written_at

    def _put(self, entry: Fields) -> asyncio.Future[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, future))
        self._news.set()
        return future

    async def _write(self, entries: list[Fields]) -> list[Any]:
        """An answer, or an error, for each."""
        began = time.monotonic()
        try:
            async with self.redis.pipeline(transaction=False) as pipe:
                for entry in entries:
                    pipe.xadd(self.stream, entry)  # type: ignore[arg-type]
                answers: list[Any] = await pipe.execute(raise_on_error=False)
        except (RedisError, OSError) as error:
            return [error] * len(entries)
        self._timed(time.monotonic() - began)
        return answers

    def _settle(self, some: list[tuple[Fields, asyncio.Future[None]]], answers: list[Any]) -> None:
        wrong = next((answer for answer in answers if isinstance(answer, Exception)), None)
        self.trouble = None if wrong is None else trouble(wrong, self._url)
        if wrong is None:
            self.written_at = time.monotonic()
        for (_, future), answer in zip(some, answers, strict=True):
            if future.done():  # whoever waited is gone
                continue
            if isinstance(answer, Exception):
                future.set_exception(AwayError("it cannot be written just now"))
            else:
                future.set_result(None)
