"""Redis away, back, and back empty; the server killed and started again: the wall says so and recovers."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import LiveScreen, Web
from tests.dashboard.test_running import send_fix
from tests.patience import until

KEYS = Keys()
Screens = Callable[[], LiveScreen]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def feed(redis: EmbeddedRedis) -> Iterator[Redis]:
    client = redis.client()
    claim_world(client, KEYS, "demo")
    yield client
    client.close()


@pytest.fixture
def web(redis: EmbeddedRedis, tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path, redis.url, GRIDWALL_RETENTION_SNAPSHOT_SECONDS="1")
    yield web
    web.end()


@pytest.fixture
def screens(web: Web) -> Iterator[Screens]:
    opened: list[LiveScreen] = []

    def make() -> LiveScreen:
        opened.append(LiveScreen(web))
        return opened[-1]

    yield make
    for screen in opened:
        screen.close()


def test_a_wall_without_redis_starts_says_so_and_catches_up_by_itself(
    web: Web, redis: EmbeddedRedis, feed: Redis, screens: Screens
) -> None:
    redis.kill()
    web.start(ready=False)
    assert web.get("/wall/0")[0] == 200
    status, told = web.get("/readyz")
    assert (status, told["ready"]) == (503, False)
    assert "cannot be reached" in told["missing"][0]
    screen = screens()
    screen.ask("join", {"area": "0"})
    assert screen.last.truth.redis_age == 65535
    redis.restart()
    send_fix(feed, "ann", "1-1")
    screen.until(lambda: "ann" in screen.page.shown()["named"], "the fix")
    until(lambda: web.get("/readyz")[0] == 200, "the wall is ready")


def test_a_redis_that_goes_away_shows_its_age_and_loses_nothing(
    web: Web, redis: EmbeddedRedis, feed: Redis, screens: Screens
) -> None:
    web.start()
    screen = screens()
    screen.ask("join", {"area": "0"})
    redis.kill()
    screen.until(lambda: screen.last.truth.redis_age > 15, "an age of Redis above 1.5 s")
    redis.restart()
    for number in range(20):
        now = time.time_ns() // 1_000_000
        feed.xadd(KEYS.reports, report_fields(report=f"r-{number % 10}", time=now, item="hole", area="1-1"))
    screen.until(lambda: screen.page.state["counters"]["reported"] == 10, "each report once")


def test_a_redis_that_comes_back_empty_begins_a_new_epoch(
    web: Web, redis: EmbeddedRedis, feed: Redis, screens: Screens
) -> None:
    web.start()
    send_fix(feed, "ann", "1-1")
    screen = screens()
    screen.ask("join", {"area": "0"})
    screen.until(lambda: "ann" in screen.page.shown()["named"], "the fix")
    before = screen.last.epoch
    redis.kill()
    for file in redis.folder.glob("*.aof"):
        file.unlink()
    redis.restart(empty=True)
    claim_world(feed, KEYS, "demo")
    send_fix(feed, "bob", "1-2")
    screen.until(lambda: set(screen.page.shown()["named"]) == {"bob"}, "only what the new Redis holds")
    assert screen.last.epoch != before


def test_a_killed_server_comes_back_with_everything_from_its_snapshot(
    web: Web, redis: EmbeddedRedis, feed: Redis, screens: Screens
) -> None:
    web.start()
    now = time.time_ns() // 1_000_000
    feed.xadd(KEYS.reports, report_fields(report="r-1", time=now, item="hole", area="1-1"))
    sent = send_fix(feed, "ann", "1-1")
    until(lambda: feed.exists(KEYS.snapshot), "a snapshot")
    until(lambda: web.get("/api/areas/0/live")[1]["counters"]["open"] == 1, "the case")
    stored = feed.get(KEYS.snapshot)
    until(lambda: feed.get(KEYS.snapshot) != stored, "a later snapshot")
    web.end(signal.SIGKILL)
    feed.xtrim(KEYS.positions, maxlen=0)
    web.start()
    screen = screens()
    screen.ask("join", {"area": "0"})
    assert screen.page.shown()["named"]["ann"][2] == sent
    assert screen.page.state["counters"]["reported"] == 1
    assert "imports" in web.log() and "ready" in web.log()


def test_a_stopped_server_hands_the_lease_on(web: Web, feed: Redis) -> None:
    web.start()
    until(lambda: feed.exists(KEYS.lease), "a clerk")
    web.end()
    assert not feed.exists(KEYS.lease)
