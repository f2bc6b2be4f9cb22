"""Which of several webhook processes reads and delivers: a lease of fifteen seconds. Knows no message."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable

from redis.asyncio import Redis
from redis.exceptions import RedisError

from streams.record.keys import Keys

LASTS_MS = 15_000
SURE_S = 9.0  # without an answer of Redis: well before another may take it


class Duty:
    def __init__(self, redis: Redis, keys: Keys, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.name = f"{os.getpid()}:{secrets.token_hex(4)}".encode()
        self._redis, self._key, self._monotonic = redis, keys.webhook_duty, monotonic
        self._renewed = -SURE_S
        self._ours = False

    @property
    def ours(self) -> bool:
        return self._ours and self._monotonic() - self._renewed < SURE_S

    async def renew(self) -> None:
        """Asked every few seconds. Raises what Redis says: it stays ours for a few seconds more."""
        asked = self._monotonic()
        taken = await self._redis.set(self._key, self.name, nx=True, px=LASTS_MS)
        self._ours = bool(taken) or await self._redis.get(self._key) == self.name
        if self._ours:
            await self._redis.pexpire(self._key, LASTS_MS)
            self._renewed = asked

    async def release(self) -> None:
        """Another may take over at once. It may be ours by an answer that was not read any more."""
        self._ours = False
        try:
            if await self._redis.get(self._key) == self.name:
                await self._redis.delete(self._key)
        except (RedisError, OSError):
            return
