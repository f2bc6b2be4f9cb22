"""A real Redis's clock, by round trips; and which of its streams run ahead of it."""

import time

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.running_ahead import running_ahead, unit
from streams.record.startup import AWAY
from streams.server.embedded import EmbeddedRedis
from streams.server.redis_clock import RedisClock, steady_ms

HOUR = 3_600_000


def test_the_clock_of_a_redis_on_this_machine_is_this_machines(redis: Redis) -> None:
    clock = RedisClock(redis)
    assert clock.now() is None
    clock.measure()
    now = clock.now()
    assert now is not None
    assert abs(now - time.time() * 1000) <= clock.error + 50
    assert clock.settled


def test_a_jump_is_seen_and_stands_when_measured_twice(redis: Redis) -> None:
    shift = 0.0
    clock = RedisClock(redis, lambda: steady_ms() + shift)
    clock.measure()
    shift = -8 * HOUR  # as if Redis's had gone on by as much
    clock.measure()
    assert not clock.settled
    assert clock.jump == pytest.approx(8 * HOUR, abs=1000)
    clock.measure()
    assert clock.settled


def test_a_redis_that_is_away_leaves_all_as_it_was(own_redis: EmbeddedRedis) -> None:
    clock = RedisClock(own_redis.client())
    offset = clock.measure()
    own_redis.kill()
    with pytest.raises(AWAY):
        clock.measure()
    assert clock.offset == offset


def test_only_streams_that_run_ahead_are_named(redis: Redis, keys: Keys) -> None:
    now = int(time.time() * 1000)
    redis.xadd(keys.positions, {"heartbeat": "gw"})
    redis.xadd(keys.reports, {"report": "r"}, id=f"{now + 8 * HOUR}-0")
    redis.set(keys.cases, "not a stream")
    ahead = running_ahead(redis, [keys.positions, keys.reports, keys.cases, keys.wall], now)
    assert list(ahead) == [keys.reports]
    assert ahead[keys.reports] == 8 * HOUR


def test_a_stream_runs_ahead_also_when_it_is_empty(redis: Redis, keys: Keys) -> None:
    now = int(time.time() * 1000)
    redis.xadd(keys.positions, {"heartbeat": "gw"}, id=f"{now * 1000}-0")
    redis.xtrim(keys.positions, maxlen=0, approximate=False)
    ahead = running_ahead(redis, [keys.positions], now)[keys.positions]
    assert unit(ahead, now) == "microseconds"


def test_the_unit_of_an_id_is_told_when_it_is_plain() -> None:
    now = 1_790_000_000_000
    assert unit(now * 1_000_000 - now, now) == "nanoseconds"
    assert unit(8 * HOUR, now) is None
