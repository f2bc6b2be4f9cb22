"""What is trimmed when clocks or ids are wrong: never what is old by one clock alone, and never nothing."""

import time

from redis import Redis

from streams.clerk.retention import Retention
from streams.clerk.trimming import DAY, EVERY, Trimming, trim_record
from streams.record.keys import Keys
from tests.streams.desk import Clock

HOUR = 3_600_000


def now() -> int:
    return int(time.time() * 1000)


def heartbeats(redis: Redis, keys: Keys, count: int, first: str = "*") -> None:
    with redis.pipeline() as pipe:
        for i in range(count):
            pipe.xadd(keys.positions, {"heartbeat": "gw"}, id="*" if i else first)
        pipe.execute()


def test_a_clock_years_ahead_cuts_nothing_of_the_record(redis: Redis, keys: Keys) -> None:
    old = now() - 100 * DAY  # by Redis's clock, and not yet by ours
    for stream in (keys.dispatches, keys.cameras, keys.wall):
        redis.xadd(stream, {"at": "x" * 5000}, id=f"{old}-0")
        for _ in range(150):
            redis.xadd(stream, {"at": "x"})
    trim_record(redis, keys, Retention(), ours=old + HOUR)
    assert redis.xlen(keys.dispatches) == redis.xlen(keys.cameras) == redis.xlen(keys.wall) == 151
    trim_record(redis, keys, Retention())
    assert redis.xlen(keys.dispatches) < 151


def test_positions_are_not_cut_by_a_redis_that_jumped_ahead(redis: Redis, keys: Keys) -> None:
    heartbeats(redis, keys, 300, f"{now() - HOUR}-0")
    before = now() - HOUR - 60_000  # the server's time goes on from before the jump
    Trimming(redis, redis, keys, Retention(), Clock(), clock=lambda: before).turn()
    assert redis.xlen(keys.positions) == 300


def test_a_stream_of_microseconds_keeps_what_came_in_fifteen_minutes(redis: Redis, keys: Keys) -> None:
    clock = Clock()
    trimming = Trimming(redis, redis, keys, Retention(positions_minutes=15), clock)
    heartbeats(redis, keys, 300, f"{now() * 1000}-0")
    trimming.turn()
    clock.seconds += 14 * 60
    heartbeats(redis, keys, 300)  # Redis counts on from the last id
    trimming.turn()
    assert redis.xlen(keys.positions) == 600
    clock.seconds += 60 + EVERY
    trimming.turn()
    assert 300 <= redis.xlen(keys.positions) < 500  # Redis cuts whole nodes of a hundred
    clock.seconds += 15 * 60
    trimming.turn()
    assert redis.xlen(keys.positions) < 200
