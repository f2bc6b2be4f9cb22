"""The intake process: its parts in the order they begin, and, the other way round, end. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from redis.asyncio import Redis as AsyncRedis

from streams.access.intake_rights import check_routes
from streams.http.connection import clad
from streams.http.idle_limit import Doorstep
from streams.http.listening import listen, until_asked
from streams.intake import doors
from streams.intake.asking import BODY_BYTES, handler_of
from streams.intake.counts import DoorCounts
from streams.intake.homes import Homes
from streams.intake.known import Known
from streams.intake.metrics import DoorMetrics
from streams.intake.mqtt.broker import Broker
from streams.intake.mqtt.desk import MqttDesk
from streams.intake.mqtt.link import MqttLink
from streams.intake.reception import Reception
from streams.intake.sensor_desk import SensorDesk
from streams.intake.warning_desk import DOOR as OFFICES
from streams.intake.warning_desk import WarningDesk
from streams.intake.writer import PositionWriter
from streams.record.keys import Keys
from streams.server.ending import end

LEAVE_S = 2.0  # to write what waits
WATCH_S = 2.0  # between two looks at Redis's trouble
NAME = "intake"  # by which it lives where it is no gateway of its own
MOST_SILENT = 4096  # connections of phones that ask nothing just now

UTC = ZoneInfo("UTC")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """`gateway`: as which one is written; without, into the stream that all share. `urls`: of the record and
    the positions, for sentences about them. `zone`: of times in warnings that name none. `broker`: whose
    messages are taken too, if any's."""

    host: str = "127.0.0.1"
    port: int = 0
    gateway: str = ""
    urls: tuple[str, str] = ("", "")
    zone: ZoneInfo = UTC
    broker: Broker | None = None


class Service:
    """`async with`: runs inside. `port` is the one it listens on."""

    def __init__(
        self,
        record: AsyncRedis,
        positions: AsyncRedis,
        keys: Keys,
        homes: Homes,
        place: Place,
    ) -> None:
        self.place, self.port = place, 0
        gateway, (at_record, at_positions) = place.gateway, place.urls
        stream = keys.gateway_positions(gateway) if gateway else keys.positions
        self.metrics, self.counts = DoorMetrics(), DoorCounts()
        self.known = Known(record, keys, at_record)
        self.writer = PositionWriter(positions, stream, gateway or NAME, at_positions, self.metrics.timed)
        self.homes, self.reception = homes, Reception(self.known, self.writer, homes, self.counts)
        reports = keys.gateway_reports(gateway) if gateway else keys.reports
        self.link = self._link(place.broker, reports) if place.broker else None
        self.routes: tuple[str, ...] = ()  # all that the application answers
        self.ended = asyncio.Event()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Service:
        """Raises OSError when the port is taken, UndeclaredRouteError for a route in no table."""
        stack = self._stack
        try:
            for redis in (self.known.redis, self.writer.redis):
                stack.push_async_callback(redis.aclose)
            await self.known.look()
            beat = self.writer.beat(lambda: self.link is None or self.link.up)
            for work in (self.known.run(), self.writer.run(), beat, self._watch(), self.homes.follow()):
                self._begin(stack, work)
            stack.push_async_callback(self._leave)
            if self.link is not None:
                self._begin(stack, self.link.run())
            await self._listen(stack)
        except BaseException:
            await stack.aclose()
            raise
        return self

    def _link(self, broker: Broker, reports: str) -> MqttLink:
        desk = MqttDesk(self.reception, broker, SensorDesk(self.reception, broker.sensors, reports))
        return MqttLink(broker, desk.take, desk.objection, desk.passed)

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def application(self) -> web.Application:
        """Raises UndeclaredRouteError."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.on_response_prepare.append(clad)
        desks = {OFFICES: WarningDesk(self.reception, self.place.zone, self.homes.city)}
        for door in doors.load().values():
            handler = handler_of(door, self.reception, desks.get(door.name))
            for method in door.methods:
                app.router.add_route(method, door.path, handler)
        self.metrics.add_routes(app, self.counts, self.known, self.writer, self.link)
        self.routes = tuple(resource.canonical for resource in app.router.resources())
        check_routes(self.routes)
        return app

    async def _listen(self, stack: AsyncExitStack) -> None:
        doorstep = Doorstep(MOST_SILENT)
        app = self.application()
        app.middlewares.append(doorstep.middleware)
        self.port = await listen(stack, app, doorstep, self.place.host, self.place.port)

    def _begin(self, stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._over)

        stack.push_async_callback(end, [task])

    def _over(self, task: asyncio.Task[None]) -> None:
        """A part that ends by a fault ends the process, which is started anew: half of it would mislead."""
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a part of the intake process broke", exc_info=error)
            self.ended.set()

    async def _watch(self) -> None:
        """Says so when Redis goes and comes."""
        said: str | None = None
        while True:
            await asyncio.sleep(WATCH_S)
            now = self.writer.trouble or self.known.trouble
            if now != said:
                said = now
                log.warning("%s; phones are told to keep what they have", said) if said else log.info(
                    "Redis takes what we write again"
                )

    async def _leave(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_S):
                while len(self.writer):
                    await asyncio.sleep(0.01)


async def run(service: Service) -> bool:
    """Until SIGTERM or SIGINT; False when something broke."""
    async with service:
        log.info(
            "doors at %s port %d, as gateway %s", service.place.host, service.port, service.writer.gateway
        )
        return await until_asked(service.ended)
