"""A gateway that erases its own positions is noticed; what we trim ourselves is not taken for it."""

import itertools

from redis import Redis

from streams.clerk.erasures import Erasures
from streams.clerk.retention import Retention
from streams.clerk.trimming import EVERY, MINUTE, Trimming
from streams.record.gateways import read_gateways
from streams.record.keys import Keys
from tests.streams.desk import Clock

_sequence = itertools.count(1)
KEPT = 15 * MINUTE


def now(redis: Redis) -> int:
    return int(redis.time()[0]) * 1000  # type: ignore[index]


def beat(redis: Redis, stream: str, ago: int, **trim: int) -> None:
    redis.xadd(
        stream, {"heartbeat": "gw"}, id=f"{now(redis) - ago}-{next(_sequence)}", approximate=False, **trim
    )  # type: ignore[arg-type]


def test_only_who_erases_is_named(redis: Redis, keys: Keys) -> None:
    keys = Keys(keys.prefix, gateways=("north", "south"))
    streams = [keys.gateway_positions(name) for name in keys.gateways]
    erasures = Erasures(keys)
    for stream in streams:
        beat(redis, stream, 2 * MINUTE)
    assert erasures.look(redis, now(redis), KEPT) == []
    beat(redis, streams[0], MINUTE, maxlen=0)
    beat(redis, streams[1], MINUTE)
    assert erasures.look(redis, now(redis), KEPT) == ["north"]
    assert erasures.look(redis, now(redis), KEPT) == []


def test_what_is_old_enough_was_cut_by_us(redis: Redis, keys: Keys) -> None:
    keys = Keys(keys.prefix, gateways=("north",))
    erasures, stream = Erasures(keys), keys.gateway_positions("north")
    beat(redis, stream, KEPT + MINUTE)
    beat(redis, stream, MINUTE)
    erasures.look(redis, now(redis), KEPT)
    redis.xtrim(stream, minid=str(now(redis) - KEPT), approximate=False)
    assert erasures.look(redis, now(redis), KEPT) == []


def test_it_is_told_with_the_gateways_states(redis: Redis, keys: Keys) -> None:
    keys = Keys(keys.prefix, gateways=("north",))
    clock = Clock()
    trimming = Trimming(redis, redis, keys, Retention(), clock)
    for trim in ({}, {"maxlen": 0}):
        clock.seconds += EVERY
        beat(redis, keys.gateway_positions("north"), 0, **trim)
        trimming.turn()
    [state] = read_gateways(redis, keys)
    assert state.recent(now(redis)) == ["erased"]
