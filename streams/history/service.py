"""The history process: its parts in the order they begin, and, the other way round, end. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from streams.access.history_rights import check_routes
from streams.history.asking import ASK_BYTES, Answer, Asking
from streams.history.events.keeping import EventKeeping
from streams.history.metrics import add_routes
from streams.http.connection import clad
from streams.http.idle_limit import Doorstep
from streams.http.listening import listen, until_asked
from streams.server.ending import end

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where questions are taken, and health and metrics are told."""

    host: str = "127.0.0.1"
    port: int = 0


class Part(AbstractAsyncContextManager["Part"], Protocol):
    """What works beside the events: begun, run until it is cancelled, and ended."""

    trouble: str | None  # why it does nothing just now

    async def run(self) -> None: ...


class Service:
    """`async with`: runs inside. `port` is the one it listens on."""

    def __init__(
        self,
        events: EventKeeping,
        parts: Sequence[Part],
        questions: Mapping[str, Answer],
        key: bytes,
        place: Place,
    ) -> None:
        self.events, self.place, self.port = events, place, 0
        self.ended = asyncio.Event()
        self._parts, self._asking = parts, Asking(questions, key)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Service:
        """Raises OSError when the port is taken, UndeclaredRouteError for a route in no table."""
        stack = self._stack
        try:
            stack.callback(self._asking.close)
            works: list[Part | EventKeeping] = [self.events, *self._parts]
            for work in works:
                await stack.enter_async_context(work)
                task = asyncio.create_task(work.run())
                task.add_done_callback(self._over)
                stack.push_async_callback(end, [task])
            self.port = await self._listen(stack)
        except BaseException:
            await stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def application(self) -> web.Application:
        """Raises UndeclaredRouteError."""
        app = web.Application(client_max_size=ASK_BYTES)
        app.on_response_prepare.append(clad)
        add_routes(app, self.events, self._parts)
        self._asking.add_routes(app)
        check_routes(resource.canonical for resource in app.router.resources())
        return app

    async def _listen(self, stack: AsyncExitStack) -> int:
        doorstep = Doorstep()
        app = self.application()
        app.middlewares.append(doorstep.middleware)
        return await listen(stack, app, doorstep, self.place.host, self.place.port)

    def _over(self, task: asyncio.Task[None]) -> None:
        """A part that ends by a fault ends the process, which is started anew: half of it would mislead."""
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a part of the history process broke", exc_info=error)
            self.ended.set()


async def run(service: Service) -> bool:
    """Until SIGTERM or SIGINT; False when something broke."""
    async with service:
        log.info("history: questions, health and metrics at %s port %d", service.place.host, service.port)
        return await until_asked(service.ended)
