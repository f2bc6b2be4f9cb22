"""Keys and devices as they stood in the record a moment ago, and what time it is there. Knows no door.

Read every two seconds, so that a request waits for nothing and a revoked key opens nothing two seconds later;
while the record is away what was known counts on for a little, and then nobody is let in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from streams.access.api_keys import ApiKey, judged, name_in, read_keys
from streams.access.devices import Device, read_devices
from streams.record.keys import Keys
from streams.server.connect import trouble

EVERY_S = 2.0
GOOD_S = 30.0  # s for which what was read counts


class Known:
    def __init__(
        self,
        redis: AsyncRedis,
        keys: Keys,
        url: str = "",
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.redis, self.names = redis, keys
        self.trouble: str | None = "keys and devices were not read yet"
        self.keys: dict[str, ApiKey] = {}
        self.devices: dict[str, Device] = {}
        self._edition: object = b""
        self._read_at: float | None = None
        self._ahead = 0  # ms our wall clock is ahead of Redis's
        self._url, self._monotonic, self._wall = url, monotonic, wall

    @property
    def good(self) -> bool:
        """Whether it was read not long ago."""
        return self._read_at is not None and self._monotonic() - self._read_at < GOOD_S

    def now(self) -> int:
        """Epoch ms, by the record's clock."""
        return round(self._wall() * 1000) - self._ahead

    def key(self, text: str) -> ApiKey:
        """Raises ApiKeyError."""
        name = name_in(text)
        return judged(self.keys.get(name) if name else None, text, self.now())

    async def run(self) -> None:
        """Until cancelled. Never raises for Redis: `trouble` tells."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """One turn."""
        try:
            async with asyncio.timeout(GOOD_S):
                await self._look()
        except (RedisError, OSError) as error:
            self.trouble = trouble(error, self._url)
        else:
            self.trouble, self._read_at = None, self._monotonic()

    async def _look(self) -> None:
        sent = self._wall()
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.time()
            pipe.hgetall(self.names.api_keys)
            pipe.get(self.names.devices_edition)
            (seconds, micros), keys, edition = await pipe.execute()
        here = (sent + self._wall()) / 2
        self._ahead = round((here - seconds - micros / 1_000_000) * 1000)
        if edition != self._edition:
            held: Any = await self.redis.hgetall(self.names.devices)
            self.devices, self._edition = read_devices(held), edition
        self.keys = read_keys(keys)
