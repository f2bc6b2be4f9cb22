"""The intake process inside a test, over the small city, and phones that speak to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from redis import Redis

from streams.access.api_keys import POSITIONS, POSITIONS_RATE, ApiKeys
from streams.access.devices import Devices
from streams.intake.homes import Homes
from streams.intake.mqtt.broker import Broker
from streams.intake.service import Place, Service
from streams.messages.positions import Positions, decode_positions
from streams.record.keys import Keys
from streams.server.connect import connect_async
from tests.city.small_city import AREAS, roster
from tests.patience import PATIENCE

PHONES = {"48241179": "ann", "tracker-1": "ann", "359881234567890": "dan", "gone": "nobody"}


class Office:
    """A record with devices and a key, and what came into its stream."""

    def __init__(self, redis: Redis, keys: Keys, url: str) -> None:
        self.redis, self.keys, self.url = redis, keys, url
        Devices(redis, keys).put(PHONES, 1)
        self.key = self.made("phones")

    def made(self, name: str, *areas: str, actions: Sequence[str] = (POSITIONS,), rate: int = 0) -> str:
        """The text of a new key; of the whole city without `areas`."""
        told = {"actions": actions, "rate": rate or POSITIONS_RATE}
        return ApiKeys(self.redis, self.keys).make(name, areas or ["0"], 1, **told)  # type: ignore[arg-type]

    def reports(self) -> list[dict[str, str]]:
        return self._told(self.keys.reports)

    def entries(self) -> list[dict[str, str]]:
        """All but signs of life."""
        return [fields for fields in self._told(self.keys.positions) if "heartbeat" not in fields]

    def _told(self, stream: str) -> list[dict[str, str]]:
        found: Any = self.redis.xrange(stream)
        return [{n.decode(): v.decode() for n, v in fields.items()} for _, fields in found]

    def read(self) -> Positions:
        """As the wall reads it."""
        found: Any = self.redis.xrange(self.keys.positions)
        return decode_positions(found)

    def lines(self) -> list[str]:
        """What people are told of refusals."""
        return [fields["refused"] for fields in self.entries() if "refused" in fields]

    def fixes(self) -> list[dict[str, str]]:
        return [fields for fields in self.entries() if "inspector" in fields]


class Phone:
    def __init__(self, session: aiohttp.ClientSession, service: Service) -> None:
        self.session, self.service = session, service
        self.home = f"http://127.0.0.1:{service.port}"

    async def ask(self, path: str, *, method: str = "POST", **told: Any) -> tuple[int, str]:
        async with self.session.request(method, f"{self.home}{path}", **told) as answer:
            return answer.status, await answer.text()

    async def metric(self, line: str) -> bool:
        return line in (await self.ask("/doors/metrics", method="GET"))[1]


@asynccontextmanager
async def serving(
    url: str, keys: Keys, gateway: str = "", broker: Broker | None = None
) -> AsyncIterator[Phone]:
    record, positions = connect_async(url, timeout=PATIENCE), connect_async(url, timeout=PATIENCE)
    service = Service(record, positions, keys, Homes(AREAS, roster()), Place(gateway=gateway, broker=broker))
    async with service, aiohttp.ClientSession() as session:
        yield Phone(session, service)


def at_the_door(
    office: Office,
    trial: Callable[[Phone], Awaitable[None]],
    gateway: str = "",
    broker: Broker | None = None,
) -> None:
    """Runs the trial beside an intake process; when it is over, all of it stands in the stream."""

    async def run() -> None:
        async with serving(office.url, office.keys, gateway, broker) as phone:
            await trial(phone)

    asyncio.run(run())


async def until(wanted: Callable[[], Awaitable[bool]], what: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await wanted():
            await asyncio.sleep(0.02)
    assert what
