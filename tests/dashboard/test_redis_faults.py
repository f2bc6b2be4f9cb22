"""A Redis that is emptied, full, silent or of the wrong kind: afterwards everything is told once."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from streams.clerk.resends import report_key
from streams.messages.contract import decode_positions, report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import LiveScreen, Web
from tests.dashboard.test_running import send_fix
from tests.patience import until

KEYS = Keys()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def feed(redis: EmbeddedRedis) -> Iterator[Redis]:
    with redis.client() as client:
        claim_world(client, KEYS, "live")
        yield client


@pytest.fixture
def web(redis: EmbeddedRedis, feed: Redis, tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path, redis.url, GRIDWALL_RETENTION_SNAPSHOT_SECONDS="1")
    web.start()
    yield web
    web.end()


def report(feed: Redis, name: str) -> None:
    now = time.time_ns() // 1_000_000
    feed.xadd(KEYS.reports, report_fields(report=name, time=now, item="hole", area="1-1"))


def live(web: Web) -> dict[str, Any]:
    counters: dict[str, Any] = web.get("/api/areas/0/live")[1]["counters"]
    return counters


def trouble(web: Web) -> str:
    return str(web.get("/readyz")[1]["truth"]["trouble"])


def everything_told_once(web: Web, feed: Redis) -> None:
    """Every report has one case, every case is counted, and each person stands at their newest fix."""
    sent = {fields[b"report"] for _, fields in feed.xrange(KEYS.reports)}
    until(lambda: live(web)["reported"] == len(sent), f"{len(sent)} reports counted")
    filed = [f[b"key"] for _, f in feed.xrange(KEYS.cases) if f[b"type"] == b"filed"]
    assert sorted(filed) == sorted(report_key(None, name.decode()).encode() for name in sent)
    batch = decode_positions(feed.xrange(KEYS.positions), "positions").batch
    newest: dict[str, int] = {}
    for inspector, at in zip(batch.inspector, batch.time.tolist(), strict=True):
        newest[inspector] = max(at, newest.get(inspector, 0))
    screen = LiveScreen(web)
    screen.ask("join", {"area": "0"})

    def shown() -> bool:
        screen.listen(0.05)
        return {who: person[2] for who, person in screen.page.shown()["named"].items()} == newest

    until(shown, "each person at their newest fix")
    screen.close()


@contextlib.contextmanager
def sending(feed: Redis) -> Iterator[None]:
    """Fixes and reports all the while, each report sent until Redis takes it, and again now and then."""
    stop = threading.Event()

    def send() -> None:
        number = 0
        while not stop.is_set():
            with contextlib.suppress(RedisError, OSError):
                send_fix(feed, f"p-{number % 7}", "1-1")
                report(feed, f"r-{number}")
                if number % 3 == 0:
                    report(feed, f"r-{number}")
                number += 1
            time.sleep(0.01)

    thread = threading.Thread(target=send)
    thread.start()
    yield
    stop.set()
    thread.join()


def killed(redis: EmbeddedRedis, feed: Redis) -> None:
    redis.kill()
    time.sleep(0.5)
    redis.restart()


def silent(redis: EmbeddedRedis, feed: Redis) -> None:
    with redis.client() as other, contextlib.suppress(RedisError):
        other.execute_command("DEBUG", "SLEEP", "7")


def full(redis: EmbeddedRedis, feed: Redis) -> None:
    feed.config_set("maxmemory", "1")
    time.sleep(1)
    feed.config_set("maxmemory", "0")


def read_only(redis: EmbeddedRedis, feed: Redis) -> None:
    feed.replicaof("127.0.0.1", 1)
    time.sleep(1)
    feed.replicaof("NO", "ONE")


def emptied(redis: EmbeddedRedis, feed: Redis) -> None:
    feed.flushall()


def wrong_type(redis: EmbeddedRedis, feed: Redis) -> None:
    """Each in one step: what was accepted in between would be lost by the test, not by the wall."""
    keys = (KEYS.reports, KEYS.cases, KEYS.positions, KEYS.lease, KEYS.world_notes)
    kept = [key for key in keys if key != KEYS.lease and feed.exists(key)]
    with feed.pipeline(transaction=True) as swap:
        for key in kept:
            swap.rename(key, key + "x")
        for key in keys:
            swap.delete(key)
            swap.set(key, "no stream") if key != KEYS.lease else swap.lpush(key, "no text")
        swap.execute()
    time.sleep(1)
    with feed.pipeline(transaction=True) as swap:
        for key in keys:
            swap.rename(key + "x", key) if key in kept else swap.delete(key)
        swap.execute()


@pytest.mark.parametrize("fault", [killed, silent, full, read_only, emptied, wrong_type])
def test_after_an_absence_everything_is_told_once(
    web: Web, redis: EmbeddedRedis, feed: Redis, fault: Callable[[EmbeddedRedis, Redis], None]
) -> None:
    for number in range(20):
        report(feed, f"before-{number}")
    until(lambda: live(web)["reported"] == 20, "the first reports")
    with sending(feed):
        time.sleep(0.5)
        fault(redis, feed)
        time.sleep(0.5)
    everything_told_once(web, feed)
    until(lambda: web.get("/readyz")[0] == 200, "the wall is ready again")
    assert "Traceback" not in web.log() and "a fault in" not in web.log()
