"""What a gateway does to its own streams is seen on every wall, and costs the others nothing."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from redis import Redis

from dashboard.truth.gateways import GatewayWatch
from layouts.words import words
from streams.messages.contract import position_fields
from streams.record.gateways import FAULTS, TOLD_MS, note_fault
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.patience import until

_sequence = itertools.count(1)


@pytest.fixture
def engine(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Any:
    """Its loops stand still: the test turns them."""
    claim_world(redis, keys, "demo")
    told = {"URL": redis_server.url, "PREFIX": keys.prefix, "GATEWAYS": "north, south", "GATEWAY_FIXES": "5"}
    app = make_app(**{f"GRIDWALL_REDIS_{name}": value for name, value in told.items()})
    engine = app.extensions["gridwall"]
    engine.clock_watch.compare()
    engine.open()
    return engine


def send(redis: Redis, stream: str, count: int, at: int, *, sos: bool = False) -> None:
    """All of one second."""
    for i in range(count):
        fields = position_fields(f"{stream[-5:]}-{i}", 22.05, 113.05, at, sos=sos)
        redis.xadd(stream, fields, id=f"{at}-{next(_sequence)}")  # type: ignore[arg-type]


def test_positions_of_each_gateways_stream_are_read(engine: Any, redis: Redis) -> None:
    keys = engine.connections.keys
    for stream in (keys.positions, *map(keys.gateway_positions, keys.gateways)):
        send(redis, stream, 2, engine.clock())

    def read() -> bool:
        engine._follow_positions()
        return bool(engine.counts.fixes == 6)

    until(read, "all three streams are read")


def test_who_floods_is_cut_said_and_alone(engine: Any, redis: Redis) -> None:
    keys, now = engine.connections.keys, engine.clock()
    flood, quiet = keys.gateway_positions("north"), keys.gateway_positions("south")
    send(redis, flood, 8, now)
    send(redis, quiet, 3, now)
    for stream in (flood, quiet):
        engine.folding.fold(engine.filling, stream, redis.xrange(stream), now)
    assert (engine.counts.fixes, dict(engine.counts.flooded)) == (8, {"north": 3})
    watch(engine).judge()
    assert told(engine) == {"gateway_flood": "north"}


def test_a_call_for_help_is_heard_in_any_flood(engine: Any, redis: Redis) -> None:
    stream, now = engine.connections.keys.gateway_positions("north"), engine.clock()
    send(redis, stream, 6, now)
    send(redis, stream, 8, now, sos=True)
    engine.folding.fold(engine.filling, stream, redis.xrange(stream), engine.clock())
    assert len(engine.filling.live.unfiled_sos(engine.clock())) == 8


def test_each_fault_has_words_and_is_over_ten_minutes_later(engine: Any, redis: Redis) -> None:
    now = engine.clock()
    for fault in FAULTS:
        note_fault(redis, engine.connections.keys, "south", fault, now)
    watch(engine).judge()
    assert told(engine) == {f"gateway_{fault}": "south" for fault in FAULTS}
    assert all(
        "{names}" in words(lang)[f"trouble_gateway_{fault}"] for lang in ("zh", "en") for fault in FAULTS
    )
    watch(engine, TOLD_MS).judge()
    assert told(engine) == {}


def watch(engine: Any, later: int = 0) -> GatewayWatch:
    return GatewayWatch(engine.connections, engine.troubles, engine.counts, lambda: engine.clock() + later)


def told(engine: Any) -> dict[str, str]:
    held = engine.troubles.held()
    return {each.code: each.told["names"] for each in held if each.code.startswith("gateway_")}
