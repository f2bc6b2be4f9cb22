"""Where people sign in, pictures last as long as the session that asked for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from aiohttp.test_utils import TestServer
from redis import Redis

from cameras.serve.session_watch import SessionWatch
from city.access.grants import Grant
from streams.access.accounts import Accounts
from streams.access.session_reader import SessionReader
from streams.access.sessions import HOUR, Session, SessionLog
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Acting, Page, camera, serving, until
from tests.cameras.pull.test_relays import OFFER
from tests.cameras.pull.test_relays import Gate as Gateway
from tests.cameras.street import Street

SOON = 45  # s: a pass lasts a minute, and no screen goes for that
DEAD = [camera("a", "rtsp://127.0.0.1:1/a")]
CHEN: Acting = ("s-chen", "officer", "1")
NOW = round(time.time() * 1000)


class Office:
    """Chen is in, as an officer of town 1, and might be head of town 2."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.accounts, self.log = Accounts(redis, keys), SessionLog(redis, keys)
        self.accounts.add("chen", "Chen", NOW, "host", (Grant("officer", "1"), Grant("head", "2")))
        self.log.open(Session("s-chen", "chen", "officer:1", NOW, NOW + HOUR, NOW))
        self.day = date(2026, 9, 30)

        def now() -> int:
            return round(time.time() * 1000)

        self.watch = SessionWatch(SessionReader(redis, keys, now), now, lambda: self.day)

    def granted(self, **days: date) -> None:
        self.accounts.grant("chen", Grant("officer", "1", None, **days), NOW, "host")


@pytest.fixture
def office(redis: Redis, keys: Keys) -> Office:
    return Office(redis, keys)


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        yield street


def revoked(office: Office) -> None:
    office.log.revoke(["s-chen"], "host", NOW)


def test_a_picture_that_runs_is_cut_when_its_session_is_revoked(
    street: Street, redis_server: EmbeddedRedis, keys: Keys, office: Office
) -> None:
    async def trial() -> None:
        cameras = [camera("a", street.address("a"))]
        async with (
            serving(cameras, redis_server.url, keys, sessions=office.watch) as service,
            Page(service) as page,
        ):
            await page.prove("a", acting=CHEN)
            await page.show((1, "a"))
            await page.pictures(1, 10)
            revoked(office)
            assert await page.end(SOON) == 4401  # its pass would have lasted a minute
            await until(lambda: not service.door.screens, "no screen is left")

    asyncio.run(trial())


def test_what_a_gateway_plays_is_ended_there_when_its_session_is_revoked(
    redis_server: EmbeddedRedis, keys: Keys, office: Office
) -> None:
    async def trial() -> None:
        gateway = Gateway()
        async with TestServer(gateway.app()) as server:
            address = f"http://viewer:secret@127.0.0.1:{server.port}/cam/whep"
            cameras = [camera("a", address, kind="whep")]
            async with (
                serving(cameras, redis_server.url, keys, sessions=office.watch) as service,
                Page(service) as page,
            ):
                await page.prove("a", acting=CHEN)
                await page.show((1, "a"))
                await page.say({"offer": {"panel": 1, "sdp": OFFER}})
                await until(lambda: any("answer" in told for told in page.heard), "it plays")
                revoked(office)
                assert await page.end(SOON) == 4401
                await until(lambda: "DELETE" in {method for method, _ in gateway.asked}, "its end")

    asyncio.run(trial())


@pytest.mark.parametrize(
    "happens",
    [
        lambda office: office.accounts.disable("chen", True, NOW, "host"),
        lambda office: office.accounts.withdraw("chen", "officer:1", NOW, "host"),
        lambda office: office.log.act_under("s-chen", "head:2", NOW),
        lambda office: office.granted(last=office.day - timedelta(1)),
        lambda office: setattr(office, "day", office.day) or office.granted(first=office.day + timedelta(1)),
    ],
    ids=["disabled", "withdrawn", "acting as another", "its last day is over", "not begun"],
)
def test_whoever_is_no_longer_who_they_were_sees_no_more(
    redis_server: EmbeddedRedis, keys: Keys, office: Office, happens: Callable[[Office], object]
) -> None:
    async def trial() -> None:
        async with (
            serving(DEAD, redis_server.url, keys, sessions=office.watch) as service,
            Page(service) as page,
        ):
            await page.prove("a", acting=CHEN)
            await until(lambda: service.door.screens, "a screen")
            happens(office)
            assert await page.end(SOON) == 4401

    asyncio.run(trial())


@pytest.mark.parametrize(
    "acting",
    [("", "", ""), ("s-nobody", "officer", "1"), ("s-chen", "head", "2"), ("s-chen", "officer", "0")],
    ids=["nobody's", "a session that is none", "another role", "another area"],
)
def test_a_pass_without_a_session_that_acts_so_opens_nothing(
    redis_server: EmbeddedRedis, keys: Keys, office: Office, acting: Acting
) -> None:
    async def trial() -> None:
        async with (
            serving(DEAD, redis_server.url, keys, sessions=office.watch) as service,
            Page(service) as page,
        ):
            await page.prove("a", acting=acting)
            assert await page.end(SOON) == 4401

    asyncio.run(trial())


def test_while_redis_is_away_known_screens_go_on_and_come_back(own_redis: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        office = Office(own_redis.client(), keys)
        async with (
            serving(DEAD, own_redis.url, keys, sessions=office.watch) as service,
            Page(service) as page,
        ):
            await page.prove("a", acting=CHEN)
            await until(lambda: service.door.screens, "a screen")
            own_redis.kill()
            await until(lambda: service.desk.trouble, "Redis is away")
            async with Page(service) as again:
                await again.prove("a", acting=CHEN)
                await until(lambda: len(service.door.screens) == 2, "it is known")
            assert page.closed is None

    asyncio.run(trial())
