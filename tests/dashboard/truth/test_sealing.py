"""A sealed record in a running wall: what somebody wrote by hand is left out and said, another key too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from dashboard.access.viewer import Viewer
from dashboard.truth.sealing import SealWatch
from streams.messages.contract import event_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.patience import until

Engines = Callable[..., Any]
DATA = {"item": "hole", "area": "1-1", "reported": 1_700_000_000_000, "received": 1_700_000_000_000}
EVENT = CaseEvent("", "c-1", 1, "filed", 1_700_000_000_000, "clerk", "report//r-1", DATA)
FORGED = CaseEvent("", "c-2", 1, "filed", 1_700_000_000_000, "clerk", "report//r-2", DATA)


@pytest.fixture
def engines(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path
) -> Engines:
    """Their loops stand still: the test turns them."""
    claim_world(redis, keys, "demo")

    def make(**more: str) -> Any:
        told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix} | more
        engine = make_app(**{f"GRIDWALL_{name}": value for name, value in told.items()}).extensions[
            "gridwall"
        ]
        engine.clock_watch.compare()
        return engine

    return make


def read(engine: Any) -> list[str]:
    """Opens and reads all there is; the cases that are folded."""
    engine.open()

    def caught_up() -> bool:
        engine._follow_record()
        engine._follow_positions()
        return bool(engine.chain.ready)

    until(caught_up, "all is read")
    return sorted(case.id for case in engine.live.cases)


def watch(engine: Any, *, seals_new: bool = False) -> SealWatch:
    return SealWatch(engine.connections, engine.troubles, engine.counts, engine.clock, seals_new=seals_new)


def codes(engine: Any) -> list[str]:
    return [trouble.code for trouble in engine.troubles.held()]


def test_a_hand_written_event_is_left_out_counted_and_said(
    engines: Engines, redis: Redis, keys: Keys
) -> None:
    engine = engines()
    seal = Seal(engine.signing.record_secret)  # as another process has it
    seal.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    redis.xadd(keys.cases, event_fields(FORGED))  # type: ignore[arg-type]
    assert read(engine) == ["c-1"]
    assert engine.counts.rejects["cases"] == 1
    [reject] = engine.sources.rejects
    assert "digest must be the one that Gridwall's processes make, got nothing" in reject.reason
    watch(engine).judge()
    assert codes(engine) == ["record_forged"]


def test_an_event_of_ours_that_is_repeated_changes_nothing(
    engines: Engines, redis: Redis, keys: Keys
) -> None:
    engine = engines()
    seal = engine.connections.seal
    seal.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=seal)
    redis.xadd(keys.cases, redis.xrange(keys.cases)[0][1])  # type: ignore[arg-type,index]
    assert read(engine) == ["c-1"]
    assert engine.live.cases.get("c-1").revision == 1 and engine.counts.forged_at == 0


def test_a_process_with_another_key_shows_all_says_so_and_writes_nothing(
    engines: Engines, redis: Redis, keys: Keys
) -> None:
    other = Seal(lambda: b"the others' key")
    other.set(redis, keys)
    append_event(redis, keys, EVENT, 0, seal=other)
    engine = engines()
    watch(engine).judge()
    assert codes(engine) == ["record_seal"] and engine.troubles.red(engine.clock())
    assert read(engine) == ["c-1"]
    asked = {"command": "k", "revision": 1, "case": "c-1", "do": "claim", "data": {}}
    answer = engine.commands.carry_out(Viewer("seat-1", "officer", "0"), asked)
    assert not answer["ok"] and "sealed with another key" in answer["reason"]["en"]
    assert redis.xlen(keys.cases) == 1


def test_a_record_without_cases_is_sealed_where_people_sign_in(
    engines: Engines, redis: Redis, keys: Keys
) -> None:
    engine = engines()
    watch(engine).judge()
    assert not redis.exists(keys.seal)
    watch(engine, seals_new=True).judge()
    assert engine.connections.seal.look(redis, keys).ours
    engine.sources.open(engine.live, engine.watching)


def test_a_record_with_cases_is_not_sealed_by_itself(engines: Engines, redis: Redis, keys: Keys) -> None:
    engine = engines()
    append_event(redis, keys, EVENT, 0)
    watch(engine, seals_new=True).judge()
    assert not redis.exists(keys.seal) and read(engine) == ["c-1"]
