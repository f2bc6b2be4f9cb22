"""What Redis keeps of the TAK server: which cases it may know, and how the link is. Waits while Redis is
away, and raises DutyLostError when another process is on duty by now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import msgspec
from redis import Redis as SyncRedis
from redis.asyncio import Redis
from redis.exceptions import RedisError

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys
from streams.webhooks.hooks import FAILING
from streams.webhooks.outbox import DutyLostError

AGAIN_S = 0.5
ALERT, SPOT = b"alert", b"spot"


class TakState(msgspec.Struct, frozen=True):
    """`server`: host and port; `row`: links that failed since one stood; `since`: epoch ms; `cases`: how many
    stand there."""

    server: str
    up: bool = False
    since: int = 0
    row: int = 0
    why: str = ""
    cases: int = 0

    @property
    def failing(self) -> bool:
        return not self.up and self.row >= FAILING


class Kept:
    """`holder`: the name under which this process is on duty."""

    def __init__(self, redis: Redis, keys: Keys, holder: bytes) -> None:
        self._redis, self._keys, self._holder = redis, keys, holder

    async def told(self) -> dict[str, bool]:
        """The cases that the server may know, and whether each is a call for help."""
        held: Any = await self._redis.hgetall(self._keys.tak_told)
        return {id.decode("utf-8", "replace"): kind == ALERT for id, kind in held.items()}

    async def note(self, new: dict[str, bool]) -> None:
        await self._patiently(lambda: self._change(new, []))

    async def forget(self, ids: list[str]) -> None:
        await self._patiently(lambda: self._change({}, ids))

    async def say(self, state: TakState) -> None:
        """Not said while Redis is away: said again with the next ping."""
        try:
            await self._redis.set(self._keys.tak_link, msgspec.json.encode(state))
        except (RedisError, OSError):
            return

    async def say_nothing(self) -> None:
        """No server is told."""
        await self._redis.delete(self._keys.tak_link)

    async def _change(self, new: dict[str, bool], gone: Iterable[str]) -> None:
        keys, gone = self._keys, list(gone)
        async with self._redis.pipeline(transaction=True) as pipe:
            await pipe.watch(keys.webhook_duty)
            if await pipe.get(keys.webhook_duty) != self._holder:
                raise DutyLostError
            pipe.multi()  # type: ignore[no-untyped-call]
            for id, alert in new.items():
                pipe.hset(keys.tak_told, id, ALERT if alert else SPOT)
            if gone:
                pipe.hdel(keys.tak_told, *gone)
            await pipe.execute()  # a WatchError: the duty was renewed just now, or is lost; asked again

    async def _patiently(self, write: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await write()
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_S)
            else:
                return


def tak_state(redis: SyncRedis, keys: Keys) -> TakState | None:
    """As the process said it last; None where no TAK server is told. Raises what Redis says."""
    held: Any = redis.get(keys.tak_link)
    try:
        return None if held is None else msgspec.json.decode(held, type=TakState)
    except UNREADABLE:
        return None
