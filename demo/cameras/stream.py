"""One stream of a demo camera: its pictures in time to whoever takes them, nothing while nobody does.

Packets are made once, however many take them. Knows no protocol.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from demo.cameras.packets import RATE, Packets
from demo.cameras.sources import Picture, Source

PROMPT = 0.5  # s that an answer may wait for the first picture to be made
LATE = 1.0  # s behind after which it does not run to catch up


class Taker(Protocol):
    def take(self, packets: list[bytes], key: bool) -> None:
        """One picture's; must not wait."""


class Stream:
    """`frozen` and `quiet` are faults: they take hold, and end, with a key frame."""

    def __init__(self, make: Callable[[], Awaitable[Source]]) -> None:
        self._make = make
        self._source: Source | None = None
        self._next: Source | None = None
        self._takers: set[Taker] = set()
        self._task: asyncio.Task[None] | None = None
        self._making: asyncio.Task[Source] | None = None
        self._packets: Packets | None = None
        self.frozen = self.quiet = False
        self._held: Picture | None = None
        self._holding = self._silent = False
        self.sent = 0

    @property
    def takers(self) -> int:
        return len(self._takers)

    async def ready(self) -> Source:
        """Its pictures, made when they are first asked for."""
        if self._source is None:
            made = await self._make()
            self._source = self._source or made
        return self._source

    async def parameters(self) -> tuple[bytes, ...]:
        """Nothing while its pictures are being made, which this begins: no viewer waits for an answer."""
        if (source := self._next or self._source) is not None:
            return source.parameters
        making = self._making = self._making or asyncio.create_task(self.ready())
        made, _ = await asyncio.wait([making], timeout=PROMPT)  # the street may close meanwhile
        return making.result().parameters if made and not making.cancelled() else ()

    def change(self, source: Source) -> None:
        """Other pictures from the next key frame on."""
        self._next = source

    async def join(self, taker: Taker) -> None:
        await self.ready()
        self._takers.add(taker)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    def leave(self, taker: Taker) -> None:
        self._takers.discard(taker)
        if not self._takers and self._task is not None:
            self._task.cancel()
            self._task = None

    async def close(self) -> None:
        tasks = [task for task in (self._task, self._making) if task is not None]
        self._task = self._making = None
        self._takers.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._takers:
            source = await self._chosen()
            number, wait = source.begin(_now())
            base = loop.time() + wait - source.due(number)
            while self._takers:
                delay = base + source.due(number) - loop.time()
                if delay > 0:
                    await asyncio.sleep(delay)
                elif delay < -LATE:
                    base -= delay
                picture = source.picture(number, _now())
                if picture.key and self._next is not None:
                    break
                self._tell(source, picture, base)
                number += 1

    async def _chosen(self) -> Source:
        if self._next is not None:
            self._source, self._next, self._held = self._next, None, None
        source = await self.ready()
        if self._packets is None or self._packets.codec != source.codec:
            self._packets = Packets(source.codec, secrets.randbits(32))
        return source

    def _tell(self, source: Source, picture: Picture, base: float) -> None:
        nals = self._nals(source, picture)
        if self.quiet:
            self._silent = True
        elif picture.key:
            self._silent = False
        if self._silent or not nals or self._packets is None:
            return
        packets = self._packets.of(nals, int((base + picture.shown) * RATE))
        self.sent += 1
        for taker in list(self._takers):
            taker.take(packets, picture.key)

    def _nals(self, source: Source, picture: Picture) -> tuple[bytes, ...]:
        """As a frozen encoder has it: the same key frame again and again, and between them no change."""
        if picture.key:
            self._holding = self.frozen
            self._held = (self._held or picture) if self.frozen else None
        if not self._holding or self._held is None:
            return picture.nals
        return self._held.nals if picture.key else source.held(picture)


def _now() -> int:
    return int(time.time() * 1000)
