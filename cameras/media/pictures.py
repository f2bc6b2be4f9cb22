"""What needs pixels, in a few threads beside the loop, and no more of it waiting than is done soon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from cameras.media import decoding
from cameras.media.counts import Counts
from cameras.media.decoding import Look
from cameras.media.units import Media

THREADS = 2
LOOKS_WAITING = 24

P = ParamSpec("P")
T = TypeVar("T")


class Pictures:
    """`close()` leaves what runs to its end and forgets what waits."""

    def __init__(self, counts: Counts | None = None, threads: int = THREADS) -> None:
        self.counts = counts or Counts()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pictures")
        self._looking = 0

    async def look(self, media: Media, data: bytes) -> Look | None:
        """At one key frame; None when too many wait. Raises SourceError when it is no picture."""
        if self._looking >= LOOKS_WAITING:
            self.counts.unseen += 1
            return None
        self._looking += 1
        try:
            self.counts.looks += 1
            return await self.run(decoding.look, media, data)
        finally:
            self._looking -= 1

    async def run(self, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **more))

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
