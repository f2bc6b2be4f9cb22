"""The clerk's turn comes when something asks for it, and else once a second."""

from __future__ import annotations

from typing import Any

import gevent
import pytest
from redis import Redis

from streams.clerk import lease
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.patience import PATIENCE, until
from tests.streams.desk import filed, send


@pytest.fixture
def engine(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Any:
    """The clerk, with all there is read; its loops stand still."""
    claim_world(redis, keys, "demo")
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    engine = make_app(**told).extensions["gridwall"]
    engine.clock_watch.compare()
    engine.open()
    until(lambda: (engine._follow_record(), engine._follow_positions(), engine.chain.ready)[2], "all is read")
    until(lambda: (engine.clerk_turns.work(), engine.is_clerk)[1], "it is clerk")
    return engine


def test_nothing_to_do_is_nothing_asked_of_redis_until_the_lease_is_due(engine: Any) -> None:
    engine.sources.work(engine.live, engine.clock())
    assert lease.EVERY / 2 < engine.sources.clerk_rest(engine.clock()) <= lease.EVERY


def test_a_report_ends_the_wait_for_the_next_turn(engine: Any, redis: Redis, keys: Keys) -> None:
    turns, rest = engine.clerk_turns, engine.sources.clerk_rest
    turns.listen()  # it may say that there were none before
    engine.sources.clerk_rest = lambda now: 10 * PATIENCE
    turn = gevent.spawn(turns.work)
    gevent.sleep(0)
    send(redis, keys, "r-1")
    turns.listen()
    assert turn.join(PATIENCE) is None and turn.successful()
    engine.sources.clerk_rest = rest
    turns.work()
    assert filed(redis, keys) == ["r-1"]


def test_what_failed_is_tried_again_soon(engine: Any, redis: Redis, keys: Keys) -> None:
    redis.delete(keys.reports)
    redis.set(keys.reports, "no stream")
    engine.clerk_turns.rouse()
    engine.clerk_turns.work()
    assert "reports" in engine.sources.clerk_faults()
    assert engine.sources.clerk_rest(engine.clock()) == 0.0
