"""Looks at the cameras nobody watches, one after the other all the time: are they there, do they move.

A camera that was not there is only knocked at, by many at once; pictures are taken from few at once. Whatever
the unwatched ones do, it holds up no camera that is watched.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import random
import time
from contextlib import AsyncExitStack, aclosing

from cameras.media.condition import Condition, failed
from cameras.media.counts import Counts
from cameras.media.units import SourceError, Unit
from cameras.pull.tcp_probe import Knocker
from cameras.watch.feeds import Feeds
from streams.server.ending import end

PULLS_AT_ONCE, KNOCKS_AT_ONCE = 8, 64
MUTE_AT_ONCE = 4  # of the pulls, for those that did not answer the last time: they take long
FIRST_PICTURE_S = 10.0
RELAYED_S = 15.0  # a gateway's stream that is being watched is judged by probes alone
SOONEST_S = 10.0  # a camera that was well and failed is looked at again sooner, and ever less so
NOBODY = frozenset({"not_probed", "unreachable", "timeout"})

log = logging.getLogger(__name__)


class Probes:
    """`every`: s between two looks at a camera. `on_duty`: no other process probes."""

    def __init__(
        self, feeds: Feeds, counts: Counts, every: float, chance: random.Random | None = None
    ) -> None:
        self.feeds, self.counts, self.every = feeds, counts, every
        self.on_duty = True
        self._chance = chance or random.Random()
        self._knocker = Knocker()
        self._knocks = asyncio.Semaphore(KNOCKS_AT_ONCE)
        self._pulls = asyncio.Semaphore(PULLS_AT_ONCE)
        self._mute = asyncio.Semaphore(MUTE_AT_ONCE)
        self._due: list[tuple[float, int, Condition]] = []
        self._turn = 0
        self._turns: dict[str, int] = {}  # camera → its next entry in `_due`; older ones are void
        self._looking: set[asyncio.Task[None]] = set()
        self._fails: dict[str, int] = {}
        self._wake = asyncio.Event()

    async def run(self) -> None:
        for condition in self.feeds.conditions.values():
            self._plan(condition, 0.0)
        try:
            while True:
                await self._pause()
                while self._due and self._due[0][0] <= time.monotonic():
                    _, turn, condition = heapq.heappop(self._due)
                    if self._turns.get(condition.camera.id) == turn:
                        del self._turns[condition.camera.id]
                        self._start(condition)
        finally:
            await self._close()

    def begin(self) -> None:
        """Now it is ours to look: at all of them, in turn."""
        self.on_duty = True
        for condition in self.feeds.conditions.values():
            self.hurry(condition)

    def hurry(self, condition: Condition) -> None:
        """Somebody wants to see it now, unless it is just being looked at."""
        if condition.camera.id in self._turns:
            self._plan(condition, 0.0)

    def _plan(self, condition: Condition, wait: float) -> None:
        """In place of its turn before, if it had one."""
        self._turn += 1
        self._turns[condition.camera.id] = self._turn
        heapq.heappush(self._due, (time.monotonic() + wait, self._turn, condition))
        self._wake.set()

    async def _pause(self) -> None:
        """Until the next camera's turn, or until there is a new one."""
        self._wake.clear()
        wait = self._due[0][0] - time.monotonic() if self._due else None
        try:
            async with asyncio.timeout(wait):  # wait_for may lose a cancellation before Python 3.12
                await self._wake.wait()
        except TimeoutError:
            return

    def _start(self, condition: Condition) -> None:
        task = asyncio.create_task(self._visit(condition))
        self._looking.add(task)
        task.add_done_callback(lambda done: self._over(condition, done))

    def _over(self, condition: Condition, task: asyncio.Task[None]) -> None:
        """The edge where an error that nobody expected is told; the camera's next turn comes."""
        self._looking.discard(task)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            self.counts.faults += 1
            log.error("camera %s: a fault in looking at it", condition.camera.id, exc_info=error)
            condition.probed("lost", "garbage", time.time() * 1000)
        self._plan(condition, self._wait(condition))

    def _wait(self, condition: Condition) -> float:
        """Spread, so that cameras that began together do not stay together."""
        every = self.every
        if self.feeds.kind(condition).relay and condition.watchers:
            every = min(every, RELAYED_S)
        fails = self._fails.get(condition.camera.id, 0)
        if fails and condition.picture is not None and condition.told.state == "lost":
            every = min(every, SOONEST_S * 2 ** min(fails - 1, 8))
        return every * self._chance.uniform(0.8, 1.0)

    async def _visit(self, condition: Condition) -> None:
        if self.feeds.is_pulled(condition) or not self.on_duty:
            return
        before = condition.told.detail
        detail = await self._answered(condition) if before in NOBODY else ""
        if not detail:
            async with AsyncExitStack() as room:
                if before == "timeout":
                    await room.enter_async_context(self._mute)
                await room.enter_async_context(self._pulls)
                if self.feeds.is_pulled(condition):
                    return
                detail = await self._look(condition)
        self._judged(condition, detail)

    def _judged(self, condition: Condition, detail: str) -> None:
        fails = self._fails.get(condition.camera.id, 0)
        self._fails[condition.camera.id] = fails + 1 if detail not in ("", "frozen") else 0
        state = "standby" if not detail else "frozen" if detail == "frozen" else failed(detail)
        condition.probed(state, detail, time.time() * 1000)

    async def _answered(self, condition: Condition) -> str:
        async with self._knocks:
            self.counts.knocks += 1
            return await self._knocker.knock(condition.stream(False).address)

    async def _look(self, condition: Condition) -> str:
        """A detail; "" when the camera is well."""
        self.counts.probes += 1
        kind, stream = self.feeds.kind(condition), condition.stream(False)
        sends = False
        try:
            if kind.probe is not None:
                await kind.probe(stream.address)
                return ""
            assert kind.pull is not None
            async with asyncio.timeout(FIRST_PICTURE_S), aclosing(kind.pull(stream.address)) as units:
                unit = await anext(units)
                while unit.blank:
                    sends, unit = True, await anext(units)
            return await self._seen(condition, unit)
        except TimeoutError:  # whoever sends pictures is there, however rare its key frames
            return "timeout" if not sends else "frozen" if condition.told.state == "frozen" else ""
        except StopAsyncIteration:
            return "ended"
        except SourceError as error:
            return error.detail

    async def _seen(self, condition: Condition, unit: Unit) -> str:
        if unit.media is None or not unit.key:
            return "garbage"
        seen = await self.feeds.pictures.look(unit.media, unit.data)
        if seen is None:
            return condition.told.detail if condition.told.state == "frozen" else ""
        condition.keep(seen.jpeg, unit.at)
        return "frozen" if condition.stream(False).sample(seen.luma, unit.at) else ""

    async def _close(self) -> None:
        await end(self._looking)
        self._knocker.close()
