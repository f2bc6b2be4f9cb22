"""People keep to their streets and their pace, pause, and are noisy only as a receiver is."""

import numpy as np
import pytest
import shapely

from demo.people.streets import METRES, lay_streets
from demo.people.walks import LONGEST, Walkers

GRIDS = [shapely.box(113.90 + n * 0.01, 23.0, 113.91 + n * 0.01, 23.01) for n in range(3)]
START = 1_790_000_000_000
COUNT = 300


def walkers(seed: int) -> Walkers:
    area = np.arange(COUNT) % 3
    modes = ["foot", "foot", "foot", "bike"] * (COUNT // 4)
    return Walkers(lay_streets(GRIDS), area, modes, START, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_whoever_is_not_on_a_trip_is_inside_the_own_area(seed: int) -> None:
    crowd, rows = walkers(seed), np.arange(COUNT)
    away = 0
    for step in range(1, 200):
        crowd.advance(rows, START + step * 10_000)
        lat, lon = crowd.place(rows)
        home = crowd.home(rows)
        away += int((~home).sum())
        for area in range(3):
            mine = home & (rows % 3 == area)
            assert shapely.contains_xy(GRIDS[area], lon[mine], lat[mine]).all()
    assert 0 < away < 0.1 * COUNT * 199


def test_nobody_moves_faster_than_their_pace() -> None:
    crowd, rows = walkers(1), np.arange(COUNT)
    before = crowd.place(rows)
    for step in range(1, 100):
        crowd.advance(rows, START + step * 5_000)
        after = crowd.place(rows)
        north = (after[0] - before[0]) * METRES
        east = (after[1] - before[1]) * METRES * np.cos(np.radians(23))
        assert (np.hypot(north, east) <= crowd.pace * 5 * 1.01 + 0.1).all()
        before = after
    assert 1.0 <= crowd.pace.min() < 1.6 < 3.0 < crowd.pace.max() <= 5.0


def test_some_stand_long_enough_to_be_idle_and_do_not_move_meanwhile() -> None:
    crowd, rows = walkers(2), np.arange(COUNT)
    resting = np.flatnonzero(crowd.rest_until > START + 300_000)
    assert 0.03 * COUNT < len(resting) < 0.3 * COUNT
    before = crowd.place(resting)
    crowd.advance(rows, START + 299_000)
    assert np.array_equal(before, crowd.place(resting))


def test_a_receivers_noise_is_metres_and_a_standing_phone_tells_no_heading() -> None:
    crowd, rows = walkers(3), np.arange(COUNT)
    seen, (lat, lon) = crowd.look(rows, START), crowd.place(rows)
    off = np.hypot((seen.lat - lat) * METRES, (seen.lon - lon) * METRES * np.cos(np.radians(23)))
    assert 0.5 < np.median(off) < 10
    standing = crowd.rest_until > START
    assert (seen.speed[standing] == 0).all()
    assert np.isnan(seen.heading[standing]).all()
    assert not np.isnan(seen.heading[~standing & (crowd.length > 1)]).any()


def test_a_step_after_hours_away_covers_minutes() -> None:
    crowd, rows = walkers(4), np.arange(COUNT)
    before = crowd.place(rows)
    crowd.advance(rows, START + 8 * 3_600_000)
    after = crowd.place(rows)
    moved = np.hypot(after[0] - before[0], after[1] - before[1]) * METRES
    assert (moved <= crowd.pace * LONGEST * 1.1).all()
