"""The camera process: its parts in the order they begin, and, the other way round, end. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from cameras.media.condition import Condition
from cameras.media.counts import Counts
from cameras.media.pictures import Pictures
from cameras.pull import kinds
from cameras.pull.relays import Relays
from cameras.serve.endpoint import Door
from cameras.serve.metrics import add_routes
from cameras.serve.middleware import without_body
from cameras.serve.requests import READERS
from cameras.serve.screen import House
from cameras.serve.session_watch import SessionWatch
from cameras.serve.token_gate import Gate
from cameras.watch.feed import Pace
from cameras.watch.feeds import Feeds
from cameras.watch.probes import Probes
from city.cameras.cameras import Camera, edition, public
from streams.access.camera_rights import check_declared
from streams.cameras.camera_duty import CameraDuty
from streams.cameras.cameras import CameraDesk
from streams.http.connection import clad
from streams.http.idle_limit import SILENT_S, Doorstep
from streams.server.ending import end

LEAVE_S = 2.0  # to tell Redis that we go
WATCH_S = 2.0  # between two looks at who is on duty and at Redis's trouble

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int
    probe_s: float
    pace: Pace


class Service:
    """`async with`: runs inside. `port` is the one it listens on."""

    def __init__(
        self,
        cameras: Sequence[Camera],
        desk: CameraDesk,
        duty: CameraDuty,
        place: Place,
        key: Callable[[], bytes | None],
        sessions: SessionWatch | None = None,
    ) -> None:
        """`key()` is what passes are signed with; None while the web process has not made it. `sessions`
        where people sign in."""
        self.cameras, self.desk, self.duty, self.place = cameras, desk, duty, place
        self.counts = Counts()
        self.pictures = Pictures(self.counts)
        self.feeds = Feeds(cameras, kinds.load(), self.pictures, place.pace, self._tell)
        self.relays = Relays()
        self.sessions = sessions
        self.gate = Gate(key, desk.now, sessions)
        self.door = Door(House(self.feeds, self.relays, self.gate, self.counts))
        self.probes = Probes(self.feeds, self.counts, place.probe_s)
        self.feeds.hurry = self.probes.hurry
        self.port = 0
        self.routes: tuple[str, ...] = ()  # all that the application answers
        self.ended = asyncio.Event()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Service:
        """Raises OSError when the port is taken, UndeclaredError for a route or message in no table."""
        stack = self._stack
        try:
            stack.callback(self.pictures.close)
            self.desk.publish(public(self.cameras), edition(self.cameras))
            stack.push_async_callback(self._leave_redis)
            stack.push_async_callback(self.relays.close)
            stack.push_async_callback(self.feeds.close)
            await self._listen(stack)
            self.probes.on_duty = await self.duty.renew()
            for work in (self.desk.run(), self.gate.fetch(), self.probes.run(), self._watch()):
                self._begin(stack, work)
            if self.sessions is not None:
                self._begin(stack, self.sessions.follow(self.door.look))
        except BaseException:
            await stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _listen(self, stack: AsyncExitStack) -> None:
        doorstep = Doorstep()
        app = web.Application(middlewares=[doorstep.middleware, without_body])
        app.on_response_prepare.append(clad)
        app.router.add_get("/cameras/socket", self.door.enter)
        add_routes(app, self.feeds, self.door, lambda: self.desk.trouble)
        self.routes = tuple(resource.canonical for resource in app.router.resources())
        check_declared(self.routes, READERS)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=3.0, keepalive_timeout=SILENT_S)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        stack.push_async_callback(self.door.close)
        server, loop = runner.server, asyncio.get_running_loop()
        assert server is not None
        listening = await loop.create_server(lambda: doorstep.greet(server), self.place.host, self.place.port)
        stack.callback(listening.close)
        self.port = listening.sockets[0].getsockname()[1]

    def _begin(self, stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._over)

        stack.push_async_callback(end, [task])

    def _over(self, task: asyncio.Task[None]) -> None:
        """A part that ends by a fault ends the process, which is started anew: half of it would mislead."""
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a part of the camera process broke", exc_info=error)
            self.ended.set()

    def _tell(self, condition: Condition) -> None:
        if self.duty.ours:
            told = condition.told
            self.desk.tell(condition.camera.id, told.state, told.detail, told.since)

    async def _watch(self) -> None:
        """Of several processes one probes and tells; it says so when Redis goes and comes."""
        said: str | None = None
        while True:
            before = self.duty.ours
            self.probes.on_duty = await self.duty.renew()
            if self.duty.ours and not before:
                self.probes.begin()
                for condition in self.feeds.conditions.values():
                    if condition.told.since:
                        self._tell(condition)
            if self.desk.trouble != said:
                said = self.desk.trouble
                log.warning("%s; pictures go on", said) if said else log.info("Redis answers again")
            await asyncio.sleep(WATCH_S)

    async def _leave_redis(self) -> None:
        """A Redis that hangs holds up no end: what was ours runs out by itself."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_S):
                await self.duty.release()
                await self.desk.close()


async def run(service: Service) -> bool:
    """Until SIGTERM or SIGINT; False when something broke."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    async with service:
        log.info("%d cameras, screens at %s port %d", len(service.cameras), service.place.host, service.port)
        waits = [asyncio.create_task(event.wait()) for event in (asked, service.ended)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
    return asked.is_set()
