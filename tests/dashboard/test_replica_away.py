"""With a replica wanted and none there, work goes on: written is written, and said not to be sure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web
from tests.patience import until
from tests.streams.servers import Server

KEYS = Keys()


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "primary", "--repl-diskless-sync-delay", "0") as server:
        yield server


@pytest.fixture
def redis(primary: Server) -> Iterator[Redis]:
    with connect(primary.url) as client:
        claim_world(client, KEYS, "live")
        yield client


@pytest.fixture
def web(primary: Server, redis: Redis, tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path, primary.url, GRIDWALL_REDIS_REPLICAS="1")
    web.start()
    yield web
    web.end()


def codes(web: Web) -> list[str]:
    return [trouble["code"] for trouble in web.get("/readyz")[1]["troubles"]]


def test_work_goes_on_and_is_said_to_be_on_the_primary_alone(
    web: Web, primary: Server, redis: Redis, tmp_path: Path
) -> None:
    now = time.time_ns() // 1_000_000
    for number in range(300):
        told = report_fields(report=f"r-{number}", time=now, item="hole", area="1-1")
        redis.xadd(KEYS.reports, told)  # type: ignore[arg-type]
    console = Console(web, seat(web))
    console.until(lambda: len(console.rows) == 300, "300 cases")
    until(lambda: codes(web) == ["record_unconfirmed"], "it is told")
    case = next(iter(console.rows))
    answer = console.command("claim", case)
    assert (answer["ok"], answer.get("unconfirmed")) == (True, True)
    with Server(tmp_path / "replica", "--replicaof", "127.0.0.1", str(primary.port)) as replica:
        until(lambda: codes(web) == [], "it is over with the replica")
        console.shows(case, revision=2)
        assert "unconfirmed" not in console.command("note", case, data={"text": "seen"})
        with connect(replica.url) as copy:
            assert copy.xlen(KEYS.cases) == 302
    console.close()
