"""`gridwall check` holds the newest positions against people's areas: another datum of either shows."""

from __future__ import annotations

import numpy as np
import pytest
from redis import Redis

from city.areas.areas import read_areas
from city.datum.evidence import from_wgs84
from city.people.roster import read_roster
from dashboard.cli.check_datum import position_findings
from dashboard.settings.settings import Settings, read_settings
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.datum.test_evidence import grids

AREAS = read_areas(grids("wgs84"), "c")
CELLS = [(x, y) for x in range(10) for y in range(10)]
ROSTER = read_roster(
    [{"inspector": f"p{x}{y}", "name": "陈", "area": f"11{x}{y}"} for x, y in CELLS], AREAS, "r"
)


@pytest.fixture
def settings(redis_server: EmbeddedRedis, keys: Keys) -> Settings:
    return read_settings(None, {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix})


@pytest.mark.parametrize(
    ("datum", "level", "said"),
    [
        (
            "wgs84",
            "ok",
            "areas and positions are in one datum: of 100 positions 100 % (as they are) lie in the area",
        ),
        (
            "gcj02",
            "warn",
            "positions must be in WGS-84, got GCJ-02: of 100 positions 100 % (with positions in GCJ-02)",
        ),
    ],
)
def test_the_newest_positions_tell_whether_all_is_in_one_datum(
    settings: Settings, redis: Redis, keys: Keys, datum: str, level: str, said: str
) -> None:
    spots = (
        np.array([113.7, 23.0]) + (np.array(CELLS) + np.random.default_rng(1).uniform(0, 1, (100, 2))) / 100
    )
    for (x, y), (lon, lat) in zip(CELLS, from_wgs84(spots, datum).tolist(), strict=True):
        redis.xadd(
            keys.positions, {"inspector": f"p{x}{y}", "lat": lat, "lon": lon, "time": 1_790_000_000_000}
        )
    redis.xadd(keys.positions, {"heartbeat": "g"})
    (verdict,) = position_findings(settings, AREAS, ROSTER)
    assert verdict.level == level and said in verdict.sentence


def test_where_nobody_was_seen_nothing_is_said(settings: Settings) -> None:
    assert list(position_findings(settings, AREAS, ROSTER)) == []
