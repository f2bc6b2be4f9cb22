"""A command counts when as many replicas as wanted hold it, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.append import Appended, Unconfirmed, append_event
from streams.connect import connect
from streams.keys import Keys
from tests.patience import until
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


def test_without_its_replica_a_command_is_written_and_not_confirmed(redis: Redis) -> None:
    for _ in range(2):  # a second connection of the pool must not say yes for the first
        with pytest.raises(Unconfirmed, match="on 1 replicas, got 0"):
            append_event(redis, KEYS, EVENT, 0, replicas=1)
    assert redis.xlen(KEYS.cases) == 1


def test_asked_again_with_its_replica_it_counts_once(primary: Server, redis: Redis, tmp_path: Path) -> None:
    with pytest.raises(Unconfirmed):
        append_event(redis, KEYS, EVENT, 0, replicas=1)
    with Server(tmp_path / "replica", "--replicaof", "127.0.0.1", str(primary.port)) as replica:
        wait_for_link(redis)
        answer = append_event(redis, KEYS, EVENT, 0, replicas=1)
        assert isinstance(answer, Appended) and answer.again
        with connect(replica.url) as copy:
            assert copy.xlen(KEYS.cases) == 1


def wait_for_link(redis: Redis) -> None:
    until(
        lambda: any("online" in str(value) for value in redis.info("replication").values()),
        "the replica is linked",
    )
