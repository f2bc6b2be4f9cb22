"""The camera process as a process: what it answers, how it ends, and that it does not need Redis to go on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import psutil
import pytest

from benchmarks.cameras import CameraProcess
from streams.cameras.cameras import read_states
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, camera, serving, until
from tests.cameras.street import Street
from tests.cameras.test_check import camera_file
from tests.patience import PATIENCE
from tests.patience import until as patiently


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        yield street


@pytest.fixture
def process(
    tmp_path: Path, street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> Iterator[CameraProcess]:
    camera_file(tmp_path, ("a", "A", street.address("a")), ("b", "B", "rtsp://me:s3cret@127.0.0.1:1/b"))
    told = CameraProcess(tmp_path, redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    told.start()
    yield told
    told.end(signal.SIGKILL)


def test_it_tells_that_it_lives_and_what_it_did_without_a_secret(process: CameraProcess) -> None:
    patiently(
        lambda: 'gridwall_cameras{state="standby"} 1.0' in process.get("/cameras/metrics")[1], "a probe"
    )
    status, metrics = process.get("/cameras/metrics")
    assert status == 200
    assert 'gridwall_cameras{state="lost"} 1.0' in metrics
    assert "gridwall_cameras_dropped_total 0.0" in metrics
    assert '"alive": true' in process.get("/cameras/healthz")[1]
    command = " ".join(psutil.Process(process.pid).cmdline())
    assert "s3cret" not in metrics + process.log() + command


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_it_is_told_to(process: CameraProcess, how: signal.Signals) -> None:
    assert process.process is not None
    process.process.send_signal(how)
    assert process.process.wait(PATIENCE) == 0
    assert "Traceback" not in process.log()
    assert "ERROR" not in process.log()


def test_a_proxy_and_a_page_do_not_get_its_numbers(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with serving([], redis_server.url, keys) as service, aiohttp.ClientSession() as session:
            place = f"http://127.0.0.1:{service.port}/cameras/metrics"
            async with session.get(place, headers={"X-Forwarded-For": "10.0.0.9"}) as answer:
                assert answer.status == 403
            async with session.get(place) as answer:
                assert answer.status == 200
                assert "gridwall_cameras_pulled 0.0" in await answer.text()

    asyncio.run(trial())


def test_it_tells_pages_that_it_goes(street: Street, redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        running = serving([camera("a", street.address("a"))], redis_server.url, keys)
        service = await running.__aenter__()
        async with Page(service, ["a"]) as page:
            await page.show((1, "a"))
            await page.state(1, "live")
            await running.__aexit__(None, None, None)
            assert await page.end() == 1001
        await until(lambda: street.viewers("a") == 0, "an end of the pull")

    asyncio.run(trial())


def test_it_starts_without_redis_and_tells_all_when_it_comes(
    street: Street, tmp_path: Path, keys: Keys
) -> None:
    async def trial() -> None:
        told = [camera("a", street.address("a")), camera("b", "rtsp://127.0.0.1:1/b")]
        place = f"unix://{tmp_path}/redis/redis.sock"
        async with serving(told, place, keys) as service:
            await until(lambda: service.desk.trouble, "Redis's absence")
            await until(lambda: service.feeds.conditions["b"].told.state == "lost", "a look all the same")
            with EmbeddedRedis(tmp_path / "redis", keep=False) as redis, redis.client() as client:
                assert redis.url == place
                await until(lambda: not service.desk.trouble, "Redis")
                wanted = {"a": "standby", "b": "lost"}
                await until(
                    lambda: {s.camera: s.state for s in read_states(client, keys)} == wanted, "all states"
                )
                async with Page(service, ["a"]) as page:
                    await page.show((1, "a"))
                    await page.state(1, "live")

    asyncio.run(trial())


def test_a_redis_that_hangs_takes_no_picture_away(street: Street, tmp_path: Path, keys: Keys) -> None:
    async def trial(url: str, hang: Callable[[], None]) -> None:
        async with (
            serving([camera("a", street.address("a"))], url, keys) as service,
            Page(service, ["a"]) as page,
        ):
            await page.show((1, "a"))
            await page.pictures(1)
            hang()
            await page.prove("a")
            async with Page(service, ["a"]) as late:
                await late.show((2, "a"))
                await late.pictures(2, 10)
                await page.pictures(1, len(page.shots[1]) + 5)

    with EmbeddedRedis(tmp_path / "redis", keep=False) as redis, redis.client() as client:
        server = psutil.Process(client.info()["process_id"])
        try:
            asyncio.run(trial(redis.url, server.suspend))
        finally:
            server.resume()
