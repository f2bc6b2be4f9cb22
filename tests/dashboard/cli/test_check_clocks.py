"""What `gridwall check` says of a clock that is wrong, and of streams whose ids are no times."""

import time

import pytest
from redis import Redis

from dashboard.cli.check_clocks import clock_findings
from dashboard.truth.clocks import Clocks, wall_ms
from streams.record.keys import Keys
from streams.server.fitness import Verdict
from streams.server.redis_clock import RedisClock

BOTH = {"record", "positions"}


def found(redis: Redis, keys: Keys, off: float = 0) -> list[Verdict]:
    clock = RedisClock(redis)
    return list(clock_findings(redis, keys, BOTH, Clocks(clock, clock, lambda: wall_ms() + off)))


def test_clocks_that_agree_are_well(redis: Redis, keys: Keys) -> None:
    (verdict,) = found(redis, keys)
    assert verdict.level == "ok"


@pytest.mark.parametrize(
    ("off", "level", "words"),
    [
        (1500, "warn", "1.5 s ahead of Redis's"),
        (-300_000, "bad", "5 min behind Redis's"),
        (28_800_000, "bad", "8 h ahead of Redis's"),
    ],
)
def test_a_clock_that_is_wrong_is_said_with_its_way(
    redis: Redis, keys: Keys, off: float, level: str, words: str
) -> None:
    (verdict,) = found(redis, keys, off)
    assert verdict.level == level
    assert words in verdict.sentence


def test_streams_without_times_are_named(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.positions, {"heartbeat": "gw"}, id=f"{time.time_ns() // 1000}-0")
    redis.xadd(keys.wall, {"a": "b"}, id=f"{int(time.time() * 1000) + 28_800_000}-0")
    sentences = [verdict.sentence for verdict in found(redis, keys)[1:]]
    why = ", so what comes counts by when it is read: see gridwall mend"
    assert sentences == [f"wall is 8 h ahead of Redis's clock{why}", f"positions' ids are microseconds{why}"]
