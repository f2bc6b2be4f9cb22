"""The webhook process: its parts in the order they begin, and, the other way round, end. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import web
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from streams.access.webhook_rights import check_routes
from streams.http.connection import clad
from streams.http.idle_limit import Doorstep
from streams.http.listening import listen, until_asked
from streams.record.keys import Keys
from streams.server.connect import trouble
from streams.server.ending import end
from streams.webhooks.case_fold import CaseFold, WebhookCity
from streams.webhooks.duty import Duty
from streams.webhooks.metrics import add_routes
from streams.webhooks.outbox import DutyLostError, Outbox
from streams.webhooks.sending import Sender
from streams.webhooks.tak.events import Telling
from streams.webhooks.tak.feed import TakFeed
from streams.webhooks.tak.kept import Kept
from streams.webhooks.tak.server import TakServer
from streams.webhooks.term import Term

RENEW_S = 3.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where health and metrics are told; `url` of the record, for sentences about it."""

    host: str = "127.0.0.1"
    port: int = 0
    url: str = ""


class Service:
    """`async with`: runs inside. `port` is the one it listens on; `fold()` begins to read the record."""

    def __init__(
        self,
        record: AsyncRedis,
        keys: Keys,
        city: WebhookCity,
        sender: Sender,
        fold: Callable[[], CaseFold],
        place: Place,
        tak: tuple[TakServer, Telling] | None = None,
    ) -> None:
        self.place, self.port = place, 0
        self.duty = Duty(record, keys)
        self.tries: Counter[tuple[str, str]] = Counter()  # by hook and outcome
        self.tak_sent: Counter[str] = Counter()  # events by kind
        self.term: Term | None = None  # while on duty
        self.trouble: str | None = "Redis was not asked yet"
        self.ended = asyncio.Event()
        self._redis, self._city, self._sender, self._fold = record, city, sender, fold
        self._outbox = Outbox(record, keys, self.duty.name)
        self._tak, self._kept = tak, Kept(record, keys, self.duty.name)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Service:
        """Raises OSError when the port is taken, UndeclaredRouteError for a route in no table."""
        stack = self._stack
        try:
            stack.push_async_callback(self._redis.aclose)
            await stack.enter_async_context(self._sender)
            stack.push_async_callback(self.duty.release)
            for work in (self._keep_duty(), self._serve()):
                task = asyncio.create_task(work)
                task.add_done_callback(self._over)
                stack.push_async_callback(end, [task])
            await self._listen(stack)
        except BaseException:
            await stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _keep_duty(self) -> None:
        while True:
            try:
                await self.duty.renew()
                self._say(None)
            except (RedisError, OSError) as error:
                self._say(trouble(error, self.place.url))
            await asyncio.sleep(RENEW_S)

    async def _serve(self) -> None:
        """Term after term."""
        while True:
            if not self.duty.ours:
                await asyncio.sleep(0.1)
                continue
            fold = self._fold()
            self.term = Term(self._outbox, fold, self._sender.send, self._city, self.duty, self.tries)
            self.term.tak = self._tak_feed(self.term)
            log.info("on duty: reads the record and delivers")
            try:
                if self.term.tak is None:
                    await self._kept.say_nothing()
                await self.term.run()
            except DutyLostError:
                log.warning("another process is on duty, or Redis is away")
            except (RedisError, OSError) as error:
                self._say(trouble(error, self.place.url))
                await asyncio.sleep(RENEW_S)
            finally:
                self.term = None
                fold.close()

    def _tak_feed(self, term: Term) -> TakFeed | None:
        if self._tak is None:
            return None
        server, telling = self._tak
        return TakFeed(server, telling, self._city, self._kept, term.now, self.tak_sent)

    def _say(self, now: str | None) -> None:
        if now != self.trouble and now is not None:
            log.warning("%s; nothing is delivered meanwhile", now)
        self.trouble = now

    def application(self) -> web.Application:
        """Raises UndeclaredRouteError."""
        app = web.Application()
        app.on_response_prepare.append(clad)
        add_routes(app, self)
        check_routes(resource.canonical for resource in app.router.resources())
        return app

    async def _listen(self, stack: AsyncExitStack) -> None:
        doorstep = Doorstep()
        app = self.application()
        app.middlewares.append(doorstep.middleware)
        self.port = await listen(stack, app, doorstep, self.place.host, self.place.port)

    def _over(self, task: asyncio.Task[None]) -> None:
        """A part that ends by a fault ends the process, which is started anew: half of it would mislead."""
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a part of the webhook process broke", exc_info=error)
            self.ended.set()


async def run(service: Service) -> bool:
    """Until SIGTERM or SIGINT; False when something broke."""
    async with service:
        log.info("webhooks: health and metrics at %s port %d", service.place.host, service.port)
        return await until_asked(service.ended)
