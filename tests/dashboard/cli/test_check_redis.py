"""What `gridwall check` says of a Redis that does not take our writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from redis import Redis

from dashboard.cli import main
from streams.record.keys import Keys
from streams.server.connect import connect
from tests.dashboard.small_files import write_small_city
from tests.dashboard.truth import test_writing as faults
from tests.streams.servers import Server

KEYS = Keys()
AOF = ("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "redis", *AOF) as server:
        yield server


@pytest.fixture
def admin(server: Server) -> Iterator[Redis]:
    with connect(server.url) as client:
        client.config_set("maxmemory", "100mb")
        yield client


def check(server: Server, folder: Path, **more: str) -> list[str]:
    environ = write_small_city(folder) | {"GRIDWALL_REDIS_URL": server.url} | more
    return CliRunner().invoke(main, ["check"], env=environ).output.splitlines()


def test_a_good_server_is_written_to_and_nothing_is_left(
    server: Server, admin: Redis, tmp_path: Path
) -> None:
    lines = check(server, tmp_path)
    assert "ok  a write was tried and taken" in lines
    assert "ok  our user may do all that the wall needs" in lines
    assert lines[-1].startswith("Fit to run")
    assert admin.dbsize() == 0


def odd_seats(admin: Redis) -> None:
    admin.set(KEYS.seats, "odd")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.full, "Redis holds 1 MB of the 0 MB of maxmemory"),
        (faults.full, "a write was tried and refused: Redis at {url} is out of memory"),
        (faults.demote, "this Redis is a replica of 127.0.0.1:1"),
        (faults.demote, "a write was tried and refused: Redis at {url} is a read-only replica"),
        (faults.want_replicas, "takes no writes, because too few replicas are linked"),
        (faults.forbid_scripts, "our user may not EVALSHA"),
        (faults.forbid_appends, "our user may not XADD {{gridwall}}:reports"),
        (odd_seats, "the key {{gridwall}}:seats must be a hash, got a string"),
    ],
)
def test_what_is_wrong_is_named(
    server: Server, admin: Redis, tmp_path: Path, fault: Callable[[Redis], None], words: str
) -> None:
    fault(admin)
    lines = check(server, tmp_path)
    assert any(line.startswith("BAD ") and words.format(url=server.url) in line for line in lines), lines


def test_a_replica_that_is_wanted_and_not_there_is_bad(server: Server, admin: Redis, tmp_path: Path) -> None:
    lines = check(server, tmp_path, GRIDWALL_REDIS_REPLICAS="1")
    assert "BAD redis.replicas asks for 1 replicas, got 0: nothing can be confirmed" in lines
    assert any(
        "a write was tried and taken, but what is written must be on 1 replicas" in line for line in lines
    )
