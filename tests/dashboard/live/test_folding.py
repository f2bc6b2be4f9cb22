"""A fold is all or nothing: what breaks one is read anew, and an entry that breaks each one is left out."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from dashboard.live import folding
from dashboard.live.folding import FoldError
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.patience import until

POISON = "c-2"


@pytest.fixture
def engine(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Any:
    """Its loops stand still: the test turns them."""
    claim_world(redis, keys, "demo")
    told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix, "RETENTION_SNAPSHOT_SECONDS": "1"}
    app = make_app(**{f"GRIDWALL_{name}": value for name, value in told.items()})
    engine = app.extensions["gridwall"]
    engine.backoff.grow = lambda: 0.0
    engine.clock_watch.compare()
    engine.open()
    return engine


def file(redis: Redis, keys: Keys, *cases: str) -> None:
    for case in cases:
        data = {"item": "hole", "area": "1-1", "reported": 1_700_000_000_000, "received": 1_700_000_000_000}
        append_event(redis, keys, CaseEvent("", case, 1, "filed", 1_700_000_000_000, "clerk", case, data), 0)


def read_all(engine: Any) -> int:
    """Turns the loops until all is read; how often the fold broke."""
    broken = 0

    def caught_up() -> bool:
        nonlocal broken
        for loop in (engine._follow_record, engine._follow_positions):
            try:
                loop()
            except FoldError:
                broken += 1
        return bool(engine.chain.ready)

    until(caught_up, "all is read")
    return broken


def held(engine: Any) -> list[str]:
    return sorted(case.id for case in engine.live.cases)


def test_one_fault_while_folding_costs_no_case(engine: Any, redis: Redis, keys: Keys) -> None:
    read_all(engine)
    file(redis, keys, "c-1")
    before, real = engine.live, engine.pump.cases_changed
    faults = iter([RuntimeError("a bug, once")])

    def changed(cases: Any) -> None:
        if fault := next(faults, None):
            raise fault
        real(cases)

    engine.pump.cases_changed = changed
    assert read_all(engine) == 1
    assert held(engine) == ["c-1"] and engine.live is not before
    assert engine.folding.suspects.poisonous == {} and not engine.sources.rejects


def test_an_entry_that_breaks_every_fold_is_refused_and_the_others_are_there(
    engine: Any, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = folding.decode_events

    def decode(entries: Any, *told: Any) -> Any:
        if any(fields[b"case"] == POISON.encode() for _, fields in entries):
            raise RuntimeError("a bug, always")
        return real(entries, *told)

    monkeypatch.setattr(folding, "decode_events", decode)
    file(redis, keys, "c-1", POISON, "c-3")
    assert read_all(engine) == 2  # the batch, then the entry alone
    assert held(engine) == ["c-1", "c-3"]
    refused = [one for one in engine.sources.rejects if "breaks the fold" in one.reason]
    assert {one.raw.split()[0] for one in refused} == {f"case={POISON}"}


def test_no_snapshot_is_taken_between_a_fault_and_the_reading_anew(
    engine: Any, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(engine)
    file(redis, keys, "c-1")
    faults = iter([RuntimeError("a bug, once")])
    monkeypatch.setattr(engine.desks, "cases_changed", lambda _: (_ for _ in ()).throw(next(faults)))
    with pytest.raises(FoldError):
        until(engine._follow_record, "it breaks")
    engine.clerk_turns.work()
    assert not engine.is_clerk and not redis.exists(keys.snapshot)
    read_all(engine)
    engine.clerk_turns.work()
    assert engine.is_clerk and held(engine) == ["c-1"]
