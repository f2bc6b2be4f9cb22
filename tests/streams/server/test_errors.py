"""Every way in which Redis refuses a write, met in a real server, has its true cause."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.record.keys import Keys
from streams.record.probe import prove, prove_positions
from streams.server.connect import connect
from streams.server.errors import fault_of, kind_of, trouble
from tests.patience import until
from tests.streams.entries import NOW
from tests.streams.servers import Server

KEYS = Keys()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "redis", "--replica-serve-stale-data", "yes") as server:
        yield server


@pytest.fixture
def admin(server: Server) -> Iterator[Redis]:
    with connect(server.url) as client:
        yield client


def full(admin: Redis) -> None:
    admin.config_set("maxmemory", "1")


def demoted(admin: Redis) -> None:
    admin.replicaof("127.0.0.1", 1)


def alone(admin: Redis) -> None:
    admin.config_set("min-replicas-to-write", "1")


def disk_full(admin: Redis) -> None:
    admin.config_set("dir", "/proc")
    admin.config_set("save", "1 1")
    admin.set("a", 1)
    until(lambda: _saved(admin), "a save that failed")


def _saved(admin: Redis) -> bool:
    with contextlib.suppress(ResponseError):
        admin.bgsave()
    return admin.info("persistence")["rdb_last_bgsave_status"] == "err"


def no_scripts(admin: Redis) -> None:
    admin.execute_command("ACL", "SETUSER", "default", "-evalsha", "-eval")


def no_stream(admin: Redis) -> None:
    """Written from within a script only."""
    admin.execute_command("ACL", "SETUSER", "default", "-xadd")


def no_key(admin: Redis) -> None:
    admin.execute_command("ACL", "SETUSER", "default", "resetkeys", "~other:*")


FAULTS = [
    (full, "full"),
    (demoted, "read_only"),
    (alone, "no_replicas"),
    (disk_full, "disk"),
    (no_scripts, "no_right"),
    (no_stream, "no_right"),
    (no_key, "no_right"),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_what_keeps_us_from_writing_is_told_by_its_cause(
    server: Server, admin: Redis, fault: Callable[[Redis], None], kind: str
) -> None:
    with connect(server.url) as redis:
        prove(redis, KEYS, NOW)
        fault(admin)
        for proof in (prove, prove_positions) if fault is not no_scripts else (prove,):
            with pytest.raises(RedisError) as told:
                proof(redis, KEYS, NOW)
            assert kind_of(told.value) == kind
            assert "b'" not in trouble(told.value, server.url)


def test_a_proof_leaves_nothing_behind(admin: Redis) -> None:
    for _ in range(3):
        prove(admin, KEYS, NOW)
    assert admin.dbsize() == 0


def test_a_script_that_never_ends_is_no_silence(server: Server, admin: Redis) -> None:
    admin.config_set("lua-time-limit", "1")

    def run() -> None:
        with connect(server.url, timeout=60) as other, pytest.raises(ResponseError):
            other.eval("while true do end", 0)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    with connect(server.url) as redis, pytest.raises(RedisError) as told:
        prove(redis, KEYS, NOW)
    assert kind_of(told.value) == "script"
    until(lambda: admin.execute_command("SCRIPT", "KILL"), "the script ends")
    thread.join()


def test_a_pipeline_s_error_shows_no_bytes_of_what_was_sent(admin: Redis) -> None:
    admin.set(KEYS.cases, "odd")
    with admin.pipeline() as pipe, pytest.raises(ResponseError) as told:
        pipe.xadd(KEYS.cases, {"photo": b"\xff\x00"})
        pipe.execute()
    assert "Command #" in str(told.value)
    fault = fault_of(told.value, "redis://host")
    assert (fault.kind, "Command" in fault.sentence, "photo" in fault.sentence) == ("odd_key", False, False)
