"""What `gridwall check` says of a server: versions with known faults, its role, memory, rights."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.rights import missing
from streams.server.connect import connect
from streams.server.fitness import check, memory, roles
from streams.server.versions import faults, version_verdicts
from tests.streams.servers import Server

KEYS = Keys()


@pytest.mark.parametrize(
    ("name", "version", "upgrades"),
    [
        ("Redis", (6, 2, 14), ["6.2.20"]),
        ("Redis", (6, 2, 20), []),
        ("Redis", (7, 0, 15), ["7.2.11"]),
        ("Redis", (7, 4, 5), ["7.4.6", "7.4.9"]),
        ("Redis", (8, 2, 2), ["8.2.6"]),
        ("Redis", (8, 8, 0), []),
        ("Valkey", (7, 2, 5), ["7.2.11", "8.1.7"]),
        ("Valkey", (8, 1, 4), ["8.1.7"]),
        ("Valkey", (9, 0, 4), []),
    ],
)
def test_a_server_with_a_known_fault_is_told_where_it_is_mended(
    name: str, version: tuple[int, ...], upgrades: list[str]
) -> None:
    assert [".".join(map(str, first)) for _, first in faults(name, version)] == upgrades


def test_valkey_is_judged_by_its_own_version() -> None:
    told = {"redis_version": "7.2.4", "server_name": "valkey", "valkey_version": "8.1.9"}
    assert list(version_verdicts(told, "here")) == [("ok", "Valkey 8.1.9 at here answers")]
    [(level, sentence)] = version_verdicts({"redis_version": "6.0.9"}, "here")
    assert (level, sentence) == ("bad", "Redis at here must be 6.2 or newer, got 6.0.9")


def test_a_replica_and_a_primary_with_too_few_replicas_are_bad(redis: Redis) -> None:
    replica = {"role": "slave", "master_host": "10.0.0.1", "master_port": 6379}
    assert [v.level for v in roles(replica, 0)] == ["bad"]
    assert [v.level for v in roles(redis.info("replication"), 1)] == ["bad"]
    assert [v.level for v in roles(redis.info("replication"), 0)] == ["ok"]


@pytest.mark.parametrize(
    ("most", "used", "level"), [(0, 5, "warn"), (100, 5, "ok"), (100, 80, "warn"), (100, 100, "bad")]
)
def test_memory_is_told_before_it_is_full(most: int, used: int, level: str) -> None:
    assert [v.level for v in memory({"maxmemory": most, "used_memory": used}, {})] == [level]


def test_a_lacking_right_is_named_and_asking_changes_nothing(tmp_path: Path) -> None:
    with Server(tmp_path / "redis") as server, connect(server.url) as redis:
        redis.hset(KEYS.seats, "a", "b")
        redis.xadd(KEYS.positions, {"a": "b"})
        before = redis.dbsize()
        assert missing(redis, KEYS, record=True, positions=True) == []
        assert (redis.dbsize(), redis.xlen(KEYS.positions)) == (before, 1)
        redis.execute_command("ACL", "SETUSER", "default", "-xtrim", "-evalsha")
        lacking = missing(redis, KEYS, record=True, positions=True)
        assert {told.split(" ")[0] for told in lacking} == {"XTRIM", "EVALSHA"}
        redis.execute_command("ACL", "SETUSER", "default", "+@all", "resetkeys", "~{gridwall}:cases*")
        assert "HSET {gridwall}:seats" in missing(redis, KEYS, record=True, positions=True)


def test_a_demoted_server_is_told_by_check(tmp_path: Path) -> None:
    with Server(tmp_path / "redis") as server, connect(server.url) as redis:
        redis.replicaof("127.0.0.1", 1)
        assert any("is a replica of 127.0.0.1:1" in v.sentence for v in check(redis, server.url))
