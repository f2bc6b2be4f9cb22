"""Two web processes on one Redis: the clerk is killed while filing, and both tell the same."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import Web
from tests.dashboard.test_running import send_fix
from tests.patience import PATIENCE, until

KEYS = Keys()
REPORTS = 3000


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[Redis]:
    with EmbeddedRedis(tmp_path / "redis") as server, server.client() as client:
        claim_world(client, KEYS, "demo")
        client.set("url", server.url)
        yield client


@pytest.fixture
def walls(tmp_path: Path, feed: Redis) -> Iterator[list[Web]]:
    url = feed.get("url")
    assert isinstance(url, bytes)
    walls = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        walls.append(Web(tmp_path / name, url.decode()))
    try:
        for wall in walls:
            wall.start()
        yield walls
    finally:
        for wall in walls:
            wall.end()


def numbers(wall: Web) -> dict[str, Any]:
    told = wall.get("/api/areas/0/live")[1]
    return {"counters": told["counters"], "children": told["children"], "direct": told["direct"]}


def is_clerk(wall: Web) -> bool:
    return b"gridwall_clerk 1.0" in wall.get("/metrics")[1]


def test_a_clerk_killed_while_filing_is_followed_and_nothing_is_filed_twice(
    walls: list[Web], feed: Redis
) -> None:
    until(lambda: sum(map(is_clerk, walls)) == 1, "one clerk")
    clerk = next(wall for wall in walls if is_clerk(wall))
    other = walls[1 - walls.index(clerk)]
    for number in range(REPORTS):
        now = time.time_ns() // 1_000_000
        feed.xadd(KEYS.reports, report_fields(report=f"r-{number}", time=now, item="hole", area="1-1"))
        if number == REPORTS // 2:
            send_fix(feed, "ann", "1-1", sos=True)
    until(lambda: feed.xlen(KEYS.cases) > 0, "filing has begun")
    clerk.end(signal.SIGKILL)
    until(lambda: is_clerk(other), "the other has taken over")
    clerk.start()
    for wall in walls:
        until(
            lambda wall=wall: numbers(wall)["counters"]["reported"] == REPORTS + 1,
            "all are counted",
            2 * PATIENCE,
        )
    keys = [fields[b"key"] for _, fields in feed.xrange(KEYS.cases)]
    assert len(keys) == len(set(keys)) == REPORTS + 1
    until(lambda: numbers(walls[0]) == numbers(walls[1]), "both tell the same")
    assert all("Traceback" not in wall.log() for wall in walls)
