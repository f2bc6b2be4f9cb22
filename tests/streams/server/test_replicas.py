"""What is written while its replica is away is written, and said to be on the primary alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.clerk.clerk import Clerk
from streams.messages.contract import report_fields
from streams.record.append import Appended, append_event
from streams.record.keys import Keys
from streams.record.probe import prove
from streams.server.connect import connect
from streams.server.replicas import Replicas
from tests.city.small_city import small_city
from tests.patience import PATIENCE, until
from tests.streams.desk import filed
from tests.streams.entries import NOW
from tests.streams.servers import Server

KEYS = Keys()
EVENT = CaseEvent("", "c-1", 1, "filed", 1, "clerk", "cause", {})


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "primary", "--repl-diskless-sync-delay", "0") as server:
        yield server


@pytest.fixture
def redis(primary: Server) -> Iterator[Redis]:
    with connect(primary.url) as client:
        client.ping()
        yield client


def test_without_its_replica_a_command_is_written_and_said_to_be_on_the_primary_alone(redis: Redis) -> None:
    replicas = Replicas(1)
    for _ in range(2):  # a second connection of the pool must not say yes for the first
        answer = append_event(redis, KEYS, EVENT, 0, replicas=replicas)
        assert isinstance(answer, Appended) and not answer.confirmed
    assert redis.xlen(KEYS.cases) == 1
    assert "must be on 1 replicas, got 0" in replicas.sentence


def test_after_a_miss_the_queue_does_not_crawl(redis: Redis) -> None:
    """721 reports behind a replica that is away: all are filed, not 221 and then none."""
    clerk = Clerk(redis, KEYS, small_city(), "one", epoch="e", replicas=Replicas(1))
    with redis.pipeline() as pipe:
        for number in range(721):
            pipe.xadd(KEYS.reports, report_fields(f"r-{number}", NOW, "hole"))  # type: ignore[arg-type]
        pipe.execute()
    begun = time.monotonic()
    while clerk.work(NOW, {}):
        pass
    assert len(filed(redis, KEYS)) == 721
    assert clerk.faults == {}
    assert time.monotonic() - begun < PATIENCE  # each of its rounds waited a second once


def test_with_its_replica_back_the_next_write_confirms_those_before(
    primary: Server, redis: Redis, tmp_path: Path
) -> None:
    replicas = Replicas(1)
    append_event(redis, KEYS, EVENT, 0, replicas=replicas)
    assert replicas.wait_ms < 100
    with Server(tmp_path / "replica", "--replicaof", "127.0.0.1", str(primary.port)) as replica:
        wait_for_link(redis)
        prove(redis, KEYS, NOW, Replicas(1))  # gives the link its time
        answer = append_event(redis, KEYS, EVENT, 0, replicas=Replicas(1))
        assert isinstance(answer, Appended) and answer.again and answer.confirmed
        until(lambda: prove(redis, KEYS, NOW, replicas) or replicas.confirmed, "the short wait is enough")
        with connect(replica.url) as copy:
            assert copy.xlen(KEYS.cases) == 1


def wait_for_link(redis: Redis) -> None:
    until(
        lambda: any("online" in str(value) for value in redis.info("replication").values()),
        "the replica is linked",
    )
