"""Which of several camera processes probes and tells states: a lease of fifteen seconds. Knows no camera."""

from __future__ import annotations

import os
import secrets
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from streams.record.keys import Keys

LASTS_MS = 15_000


class CameraDuty:
    """While Redis is away, whoever was on duty stays so; who never could ask does as if it were alone."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.ours = False
        self._asked = False
        self._redis, self._keys = redis, keys
        self._name = f"{os.getpid()}:{secrets.token_hex(4)}".encode()

    async def renew(self) -> bool:
        """Whether it is ours. Asked every few seconds."""
        try:
            taken = await self._redis.set(self._keys.camera_duty, self._name, nx=True, px=LASTS_MS)
            holder = self._name if taken else await self._holder()
            self.ours, self._asked = holder == self._name, True
            if self.ours and not taken:
                await self._redis.pexpire(self._keys.camera_duty, LASTS_MS)
        except (RedisError, OSError):
            self.ours |= not self._asked  # the desk says what is wrong
        return self.ours

    async def _holder(self) -> bytes | None:
        """Nobody, when Redis's clock was put back and they would seem to hold it for hours."""
        if await self._redis.pttl(self._keys.camera_duty) > 2 * LASTS_MS:
            await self._redis.set(self._keys.camera_duty, self._name, px=LASTS_MS)
        holder: Any = await self._redis.get(self._keys.camera_duty)
        return holder  # type: ignore[no-any-return]

    async def release(self) -> None:
        """Another may take over at once. It may be ours by an answer that was not read any more."""
        try:
            if await self._redis.get(self._keys.camera_duty) == self._name:
                await self._redis.delete(self._keys.camera_duty)
        except (RedisError, OSError):
            return
