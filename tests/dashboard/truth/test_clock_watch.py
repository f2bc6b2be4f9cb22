"""What is said of clocks that are apart and of streams whose ids are no times."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from dashboard.app import create_app
from dashboard.live.engine import Engine
from dashboard.settings.settings import read_settings
from layouts.words import words
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.small_files import write_small_city

MINUTE, HOUR = 60_000, 3_600_000


@pytest.fixture
def engine(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Engine:
    """Its loops stand still."""
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    app = create_app(read_settings(None, write_small_city(tmp_path) | told))
    engine: Engine = app.extensions["gridwall"]
    return engine


def off(engine: Engine, ms: float) -> None:
    """Put our own wall clock on."""
    wall = engine.clock._wall
    engine.clock._wall = lambda: wall() + ms
    engine.clock_watch.compare()


def held(engine: Engine) -> dict[str, tuple[str, bool]]:
    return {each.code: (each.text, each.red(engine.clock())) for each in engine.troubles.held()}


def test_clocks_that_agree_are_no_trouble(engine: Engine) -> None:
    engine.clock_watch.compare()
    assert held(engine) == {}
    assert engine.clock.near


@pytest.mark.parametrize(
    ("ms", "code", "words", "red"),
    [
        (1400, "clock_ahead", "this server's clock is 1.4 s ahead of Redis's", False),
        (-5000, "clock_behind", "this server's clock is 5.0 s behind Redis's", False),
        (5 * MINUTE, "clock_ahead", "this server's clock is 5 min ahead of Redis's", True),
        (-8 * HOUR, "clock_behind", "this server's clock is 8 h behind Redis's", True),
    ],
)
def test_a_clock_of_ours_is_told_with_its_way(
    engine: Engine, ms: int, code: str, words: str, red: bool
) -> None:
    off(engine, ms)
    assert held(engine) == {code: (words, red)}
    assert engine.clock.near is (abs(ms) < 2000)
    off(engine, -ms)
    assert held(engine) == {}


def test_a_redis_that_jumps_is_told_as_the_one_that_is_wrong(engine: Engine) -> None:
    engine.clock_watch.compare()
    record = engine.clock.record
    steady = record._steady
    record._steady = lambda: steady() - 8 * HOUR  # as if Redis's clock were put on, and ours not
    engine.clock_watch.compare()
    assert held(engine) == {
        "redis_clock_ahead": ("Redis's clock jumped: it is 8 h ahead of this server's", True)
    }
    record._steady = steady
    engine.clock_watch.compare()
    assert held(engine) == {}


def test_streams_that_run_ahead_are_told_by_name(engine: Engine, redis: Redis, keys: Keys) -> None:
    engine.clock_watch.compare()
    now = engine.clock()
    redis.xadd(keys.positions, {"heartbeat": "gw"}, id=f"{now * 1000}-0")
    redis.xadd(keys.reports, {"report": "r"}, id=f"{now + 8 * HOUR}-0")
    engine.clock_watch.compare()
    told = held(engine)
    assert told["stream_no_times"] == ("positions' ids are microseconds (gridwall mend)", False)
    assert told["stream_ahead"] == ("reports is 8 h ahead of Redis's clock (gridwall mend)", False)
    redis.delete(keys.positions, keys.reports)
    engine.clock_watch.compare()
    assert held(engine) == {}


def test_a_stream_whose_ids_tell_no_time_is_no_trouble(engine: Engine, redis: Redis, keys: Keys) -> None:
    engine.clock_watch.compare()
    redis.xadd(keys.dispatches, {"dispatch": "d"}, id=f"{engine.clock() + 8 * HOUR}-0")
    engine.clock_watch.compare()
    assert held(engine) == {}
    assert list(engine.clock_watch.told()) == ["dispatches"]


def test_a_gateway_with_ids_ahead_can_still_fall_silent(engine: Engine, redis: Redis, keys: Keys) -> None:
    engine.clock_watch.compare()
    entry: Any = redis.xadd(keys.positions, {"heartbeat": "gw"}, id=f"{engine.clock() * 1000}-0")
    heard = engine.clock.arrival(engine.clock.positions).of(entry)
    engine.chain.beat_at = engine.chain.entry_at = heard
    assert engine.chain.truth(heard + 12_000).gateway_age == 120
    assert engine.chain.truth(heard + 40_000).gateway_age == 400


def test_programs_are_told_how_far_and_which(engine: Engine, redis: Redis, keys: Keys) -> None:
    off(engine, 20 * MINUTE)
    redis.xadd(keys.positions, {"heartbeat": "gw"}, id=f"{engine.clock() + HOUR}-0")
    engine.clock_watch.compare()
    assert engine.clock.told()["record"] == pytest.approx(1200, abs=2)
    assert engine.clock_watch.told()["positions"] == pytest.approx(3600, abs=5)


def test_a_page_has_words_for_each_of_them() -> None:
    source = (Path(__file__).parents[3] / "dashboard" / "truth" / "clock_watch.py").read_text("utf-8")
    codes = set(re.findall(r'"((?:redis_|positions_)?(?:clock|stream|age)_\w+)"', source))
    assert len(codes) == 9
    for lang in ("zh", "en"):
        known = words(lang)
        assert [code for code in codes if f"trouble_{code}" not in known] == []
