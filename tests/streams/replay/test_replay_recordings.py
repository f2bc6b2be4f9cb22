"""Real recordings play whole, and their known defects come out in the count."""

from pathlib import Path

import pytest
from redis import Redis

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.matters import Matters
from city.people.roster import Roster
from streams.record.keys import Keys
from streams.replay.columns import Told
from streams.replay.move import LARGEST, apply, fit
from streams.replay.recording import read_recording
from streams.replay.replay import MAX, Play, replay
from streams.replay.sender import Sender
from streams.replay.tally import ReplayJudge, ReplayTally

US = Told(time_format="%m/%d/%Y %I:%M:%S %p", zone="America/New_York")
City = tuple[Areas, Roster, Matters]


def played(
    redis: Redis, keys: Keys, city: City, kind: str, file: Path, told: Told, move: bool
) -> ReplayTally:
    rows = read_recording(kind, file, told)
    if move:
        apply(fit(rows, city[0].root.polygon, 1.0 if kind == "positions" else LARGEST), rows)
    judge = ReplayJudge(kind, city[0], Locator(city[0]), city[2])
    replay(rows, Sender(redis, keys, "replay"), keys, judge, Play(speed=MAX))
    return judge.tally


def test_a_day_of_buses_plays_whole(redis: Redis, keys: Keys, demo_city: City, trial_data: Path) -> None:
    file = trial_data / "positions_austin_2017-03-21.csv"
    tally = played(redis, keys, demo_city, "positions", file, Told(), move=False)
    assert redis.xlen(keys.positions) == tally.played == 45_386
    assert tally.refused == {"lat and lon must be a place": 3}
    assert tally.outside == 45_383


def test_moved_buses_land_in_the_city(redis: Redis, keys: Keys, demo_city: City, trial_data: Path) -> None:
    file = trial_data / "positions_austin_2017-03-21.csv"
    tally = played(redis, keys, demo_city, "positions", file, Told(), move=True)
    assert tally.outside < 0.01 * tally.played
    assert sum(tally.refused.values()) == 3


def test_people_with_semicolons_play_whole(
    redis: Redis, keys: Keys, demo_city: City, trial_data: Path
) -> None:
    file = trial_data / "positions_geolife_small.csv"
    tally = played(redis, keys, demo_city, "positions", file, Told(), move=True)
    assert (tally.played, sum(tally.refused.values())) == (5_908, 0)
    assert tally.outside < 0.01 * tally.played


@pytest.mark.parametrize(
    ("name", "count", "nowhere"),
    [("reports_baltimore311.csv", 8_000, 461 + 705), ("reports_nyc311.csv", 100, 18)],
)
def test_civic_reports_play_whole_and_none_is_refused(
    redis: Redis, keys: Keys, demo_city: City, trial_data: Path, name: str, count: int, nowhere: int
) -> None:
    tally = played(redis, keys, demo_city, "reports", trial_data / name, US, move=True)
    assert redis.xlen(keys.reports) == tally.played == count
    assert not tally.refused
    assert nowhere <= tally.to_locate < nowhere + 0.01 * count, "no place, or a placeholder"
    assert tally.to_sort == count
