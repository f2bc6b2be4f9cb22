"""Another type of value under every key but those a report needs: a wall starts, files and shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.messages.contract import position_fields, report_fields
from streams.record.key_types import odd_keys, types_of
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.city.small_city import PLACES
from tests.dashboard.running import LiveScreen, Web
from tests.patience import until
from tests.streams.servers import Server

KEYS = Keys()
NEEDED = {KEYS.reports, KEYS.cases, KEYS.revisions, KEYS.lease, KEYS.fence, KEYS.epoch, KEYS.world}
OTHERS = sorted(types_of(KEYS).keys() - NEEDED)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with Server(tmp_path / "redis") as server, connect(server.url) as client:
        claim_world(client, KEYS, "live")
        yield client


@pytest.fixture
def web(redis: Redis, tmp_path: Path) -> Iterator[Web]:
    port = redis.get_connection_kwargs()["port"]
    web = Web(tmp_path, f"redis://127.0.0.1:{port}", GRIDWALL_RETENTION_SNAPSHOT_SECONDS="1")
    yield web
    web.end()


def spoil(redis: Redis) -> None:
    for key in OTHERS:
        redis.delete(key)
        redis.zadd(key, {"odd": 1})


def works(web: Web, redis: Redis, name: str) -> None:
    """A report and a call for help become cases that are shown; every key is named."""
    now, (lat, lon) = time.time_ns() // 1_000_000, PLACES["1-1"]
    redis.xadd(KEYS.reports, report_fields(report=name, time=now, item="hole", area="1-1"))  # type: ignore[arg-type]
    redis.xadd(KEYS.positions, position_fields(inspector=name, time=now, lat=lat, lon=lon, sos=True))
    screen = LiveScreen(web)
    screen.ask("join", {"area": "0"})
    screen.until(
        lambda: (
            {(c["sos"], c["unfiled"]) for c in screen.page.cases.values()} == {(True, False), (False, False)}
        ),
        "both on the wall",
    )
    screen.close()

    def text() -> str:
        return " ".join(each["text"] for each in web.get("/readyz")[1]["troubles"])

    until(lambda: all(key in text() for key in OTHERS), "every key named")
    assert "Traceback" not in web.log() and "a fault in" not in web.log()


def test_a_running_wall_goes_on(web: Web, redis: Redis) -> None:
    web.start()
    until(lambda: redis.exists(KEYS.lease), "somebody is the clerk")
    spoil(redis)
    works(web, redis, "r-1")


def test_a_wall_starts(web: Web, redis: Redis) -> None:
    spoil(redis)
    web.start()
    works(web, redis, "r-2")
    assert len(odd_keys(redis, KEYS, dict.fromkeys(OTHERS, "none"))) == len(OTHERS)  # nothing was put right
