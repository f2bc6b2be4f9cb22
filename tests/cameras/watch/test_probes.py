"""Cameras that nobody watches: looked at one after the other, told about, and in nobody's way."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack

import numpy as np
import pytest
from redis import Redis

from cameras.media.condition import Condition, StreamState
from cameras.pull.tcp_probe import Knocker
from cameras.watch import probes
from streams.cameras.cameras import read_states
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, camera, serving, until
from tests.cameras.street import Street
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        yield street


@pytest.fixture
def silent() -> Iterator[str]:
    """Takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(600)
        yield f"rtsp://127.0.0.1:{listening.getsockname()[1]}/a"


def test_an_unwatched_camera_is_standby_with_a_last_picture_and_the_connection_ends(
    street: Street, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def trial() -> None:
        async with serving([camera("a", street.address("a"))], redis_server.url, keys) as service:
            condition = service.feeds.conditions["a"]
            await until(lambda: condition.told.state == "standby", "standby")
            assert condition.picture is not None
            assert condition.picture.jpeg.startswith(b"\xff\xd8")
            await until(lambda: street.viewers("a") == 0, "the end of the probe")
            await until(lambda: read_states(redis, keys), "a state in Redis")
            assert read_states(redis, keys)[0].state == "standby"

    asyncio.run(trial())


@pytest.mark.parametrize(
    ("address", "state", "detail"),
    [
        ("rtsp://127.0.0.1:1/a", "lost", "unreachable"),
        ("rtsp://viewer:wrong@HOST/a/main", "refused", "wrong_password"),
        ("rtsp://viewer:street@HOST/nothing", "refused", "no_stream"),
    ],
)
def test_a_camera_that_gives_no_picture_says_why(
    street: Street, redis_server: EmbeddedRedis, keys: Keys, address: str, state: str, detail: str
) -> None:
    host = street.address("a").partition("@")[2].partition("/")[0]

    async def trial() -> None:
        told = camera("x", address.replace("HOST", host))
        async with serving([told], redis_server.url, keys) as service:
            condition = service.feeds.conditions["x"]
            await until(lambda: condition.told.detail != "not_probed", "a look")
            assert (condition.told.state, condition.told.detail) == (state, detail)

    asyncio.run(trial())


def test_a_watched_camera_is_not_probed_and_is_standby_afterwards(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        told = [camera("a", street.address("a"))]
        async with serving(told, redis_server.url, keys, probe_s=0.5, linger=0.2) as service:
            condition = service.feeds.conditions["a"]
            async with Page(service, ["a"]) as page:
                await page.show((1, "a"))
                await page.state(1, "live")
                before = service.counts.probes
                await asyncio.sleep(1.5)
                assert service.counts.probes == before
                assert condition.told.state == "live"
            await until(lambda: condition.told.state == "standby", "standby")

    asyncio.run(trial())


def test_five_hundred_dead_cameras_hold_up_no_live_one_and_never_open_more_than_their_share(
    street: Street, redis_server: EmbeddedRedis, keys: Keys, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "FIRST_PICTURE_S", 3.0)

    async def trial() -> None:
        dead = [camera(f"gone{n}", f"rtsp://127.0.0.1:1/{n}") for n in range(400)]
        mute = [camera(f"mute{n}", silent) for n in range(112)]
        told = [*dead, *mute, camera("z", street.address("a"))]
        async with serving(told, redis_server.url, keys, probe_s=5) as service, Page(service, ["z"]) as page:
            await page.show((1, "z"))
            await page.state(1, "live")
            conditions = [service.feeds.conditions[one.id] for one in dead]
            at_once: set[int] = set()

            def looked_at() -> bool:
                at_once.add(probes.PULLS_AT_ONCE - service.probes._pulls._value)
                return max(at_once) > 0 and all(c.told.detail == "unreachable" for c in conditions)

            await until(looked_at, "all looked at")
            assert max(at_once) <= 8
            await page.pictures(1, len(page.shots[1]) + 10)

    asyncio.run(trial())


def test_a_name_that_is_not_known_is_unreachable() -> None:
    async def trial() -> None:
        knocker = Knocker()
        assert await knocker.knock("rtsp://no-such-camera.invalid/a") in ("unreachable", "timeout")
        knocker.close()

    asyncio.run(trial())


def test_of_two_processes_one_probes_and_the_other_takes_over_when_it_ends(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        told = [camera("a", street.address("a"))]
        async with AsyncExitStack() as first_one:
            first = await first_one.enter_async_context(serving(told, redis_server.url, keys))
            await until(lambda: first.counts.probes > 0, "a probe")
            async with serving(told, redis_server.url, keys) as other:
                await asyncio.sleep(2)
                assert (first.duty.ours, other.duty.ours) == (True, False)
                assert other.counts.probes == 0
                await first_one.aclose()
                await until(lambda: other.duty.ours, "the other to take over")
                await until(lambda: other.counts.probes > 0, "a probe by the other")

    asyncio.run(trial())


def grey(value: int) -> np.ndarray:
    return np.full((18, 32), value, np.uint8)


def test_the_same_picture_at_three_looks_is_frozen_and_another_is_not() -> None:
    stream = StreamState(camera("a", "rtsp://h/a"), True)
    assert [stream.sample(grey(9), at) for at in (0, 60_000, 120_000)] == [False, False, True]
    assert not stream.sample(grey(10), 180_000)


def test_a_camera_that_may_stand_still_is_never_frozen() -> None:
    stream = StreamState(camera("a", "rtsp://h/a", still=True), True)
    assert not any(stream.sample(grey(9), at) for at in (0, 60_000, 120_000))


def test_a_camera_keeps_its_state_until_somebody_who_watches_saw_something() -> None:
    heard: list[tuple[str, str]] = []
    condition = Condition(camera("a", "rtsp://h/a"), lambda c: heard.append((c.told.state, c.told.detail)))
    condition.probed("standby", "", 1000)
    condition.found(True, "live", "", 2000)
    condition.found(True, "live", "", 3000)
    condition.probed("lost", "unreachable", 4000)
    condition.left(True, 5000)
    condition.found(True, "lost", "ended", 6000)
    condition.left(True, 7000)
    assert heard == [("standby", ""), ("live", ""), ("standby", ""), ("lost", "ended")]
    assert condition.told.since == 6000


def test_the_better_of_two_streams_is_how_the_camera_is() -> None:
    condition = Condition(camera("a", "rtsp://h/a", sub="rtsp://h/b"), lambda _: None)
    condition.found(False, "live", "", 1000)
    condition.found(True, "refused", "codec H.263", 2000)
    assert condition.told.state == "live"
    condition.left(False, 3000)
    assert condition.told.state == "refused"


def test_a_gateways_camera_is_looked_at_as_soon_as_somebody_opens_it(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        told = [camera("g", "http://127.0.0.1:1/whep", kind="whep")]
        async with (
            serving(told, redis_server.url, keys, probe_s=10 * PATIENCE) as service,
            Page(service, ["g"]) as page,
        ):
            condition = service.feeds.conditions["g"]
            await until(lambda: condition.told.state == "lost", "a look")
            before = service.counts.knocks
            await page.show((1, "g"))
            await until(lambda: service.counts.knocks > before, "another look")
            assert page.media(1) == [{"kind": "whep"}]
            await page.state(1, "lost")

    asyncio.run(trial())
