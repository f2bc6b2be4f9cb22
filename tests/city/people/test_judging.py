"""Rough fixes, jumps, and one id in two places: what is kept, what is marked, and who is moved by it."""

import random
from typing import Any

import numpy as np
import pytest

from city.live import LiveCity
from city.people.fixes import MARKS, STATES
from city.queries.listing import rows_behind
from tests.city.small_city import HOUR, MINUTE, NOW, PLACES, SECOND, counter, fix, fixes, small_city

Metres = tuple[float, float]  # north and east of the middle of grid 1-1


def told(*steps: tuple[int, float, float], who: str = "ann", **more: float) -> list[Any]:
    """One batch a step of (seconds after NOW, metres north, metres east)."""
    lat, lon = PLACES["1-1"]
    return [
        fixes((who, NOW + s * SECOND, lat + north / 111_319.5, lon + east / 103_200), **more)
        for s, north, east in steps
    ]


def folded(batches: list[Any], city: LiveCity | None = None, now: int | None = None) -> LiveCity:
    city = city or small_city()
    for batch in batches:
        city.fold_fixes(batch, int(batch.received.max()))
    city.tick(now or max(int(batch.time.max()) for batch in batches))
    return city


def seen(city: LiveCity, who: str = "ann") -> tuple[str, set[str], int, int]:
    """State, marks, and metres north and east of where they began."""
    people, row = city.people, city.people.row[who]
    marks = {name for name, bit in MARKS.items() if people.marks[row] & bit}
    north = (int(people.lat[row]) / 1e6 - PLACES["1-1"][0]) * 111_319.5
    east = (int(people.lon[row]) / 1e6 - PLACES["1-1"][1]) * 103_200
    return STATES[people.state[row]], marks, round(north), round(east)


def area(city: LiveCity, who: str = "ann") -> str:
    return city.areas.order[city.people.leaf[city.people.row[who]]].code


def test_a_fix_that_may_be_12_km_off_moves_nobody_covers_nothing_and_is_a_sign_of_life() -> None:
    city = folded(told((0, 0, 0), accuracy=5) + told((60, 0, 10_300), accuracy=12_000))
    assert (seen(city), area(city)) == (("idle", {"rough"}, 0, 0), "1-1")
    assert counter(city, "grids_covered") == 1
    city.tick(NOW + 60 * SECOND + 10 * MINUTE)
    assert counter(city, "on_duty") == 1


def test_somebody_only_ever_seen_roughly_is_on_duty_in_the_city_and_in_no_grid() -> None:
    city = folded(told((0, 0, 0), (30, 400, 0), accuracy=200.5))
    assert seen(city)[:2] == ("idle", {"rough"})
    assert (area(city), counter(city, "on_duty"), counter(city, "grids_covered")) == ("0", 1, 0)
    city.fold_fixes(fix("ann", "1-1", NOW + MINUTE, accuracy=200.0), NOW + MINUTE)
    assert (area(city), seen(city)[1]) == ("1-1", set())


def test_a_good_position_is_given_up_for_a_rough_one_when_it_is_older_than_duty_lasts() -> None:
    rough = [told((60 * minute, 0, 2000), accuracy=900)[0] for minute in range(1, 12)]
    city = folded(told((0, 0, 0), accuracy=5) + rough[:10])
    assert (seen(city)[3], area(city)) == (0, "1-1")
    folded(rough[10:], city)
    assert (seen(city), area(city)) == (("idle", {"rough"}, 0, 2000), "0")


def test_whoever_walked_in_and_is_only_seen_roughly_since_stops_patrolling() -> None:
    walk = told(*((30 * n, 40 * n, 0) for n in range(5)), accuracy=5)
    assert seen(folded(walk))[0] == "patrolling"
    inside = [told((120 + 60 * n, 0, 0), accuracy=800)[0] for n in range(1, 8)]
    assert seen(folded(walk + inside[:3]))[0] == "patrolling"
    assert seen(folded(walk + inside))[0] == "idle"


@pytest.mark.parametrize(
    ("accuracy", "metres", "expected"),
    [(50, 100, "idle"), (50, 129, "idle"), (50, 131, "patrolling"), (5, 39, "idle"), (5, 41, "patrolling")],
)
def test_a_walk_counts_beyond_what_both_positions_may_be_wrong_by(
    accuracy: float, metres: float, expected: str
) -> None:
    assert seen(folded(told((0, 0, 0), (120, metres, 0), accuracy=accuracy)))[0] == expected


@pytest.mark.parametrize("walks", [False, True], ids=["on a desk", "at a stroll"])
def test_a_phone_that_wanders_by_its_50_m_patrols_only_in_the_hand_of_who_walks(walks: bool) -> None:
    """Two of three positions are within the accuracy, as phones mean it."""
    chance = random.Random(7)
    city, walked = small_city(), 0
    for second in range(0, 3600, 10):
        north = chance.gauss(walks * 1.0 * second, 50 / 1.51)
        state = seen(folded(told((second, north, chance.gauss(0, 50 / 1.51)), accuracy=50), city))[0]
        walked += state == "patrolling"
    assert walked > 300 if walks else walked < 5


def test_a_jump_is_kept_marked_moves_nobody_and_covers_nothing() -> None:
    walk = told(*((10 * n, 11 * n, 0) for n in range(4)), accuracy=5)  # 33 m: no patrol yet
    jump = told((40, 0, 10_300), accuracy=5)
    city = folded(walk + jump)
    assert (seen(city), area(city)) == (("idle", {"jumped"}, 33, 0), "1-1")
    assert city.people.time[city.people.row["ann"]] == NOW + 40 * SECOND
    assert counter(city, "grids_covered") == 1
    after = folded(told((50, 80, 0), (60, 95, 0), accuracy=5), city)
    assert seen(after) == ("patrolling", set(), 95, 0)
    assert counter(after, "visiting", "1-2") == 0


@pytest.mark.parametrize(("metres", "marks"), [(10 * 60, set()), (10 * 60 + 80, {"jumped"})])
def test_a_jump_is_what_sixty_metres_a_second_cannot_reach(metres: float, marks: set[str]) -> None:
    city = folded(told((0, 0, 0), (10, metres, 0), accuracy=5))
    assert seen(city)[1:3] == (marks, 0 if marks else metres)


def test_a_jump_that_lasts_is_believed_once_most_fixes_agree() -> None:
    here = told(*((10 * n, 0, 0) for n in range(30)), accuracy=5)
    there = told(*((300 + 10 * n, 0, 30_000) for n in range(20)), accuracy=5)
    city = folded(here + there[:6])
    assert seen(city)[1:] == ({"jumped"}, 0, 0)
    folded(there[6:], city)
    assert seen(city) == ("idle", set(), 0, 30_000)


@pytest.mark.parametrize("every", [2, 5, 7])
def test_one_id_in_two_places_is_two_devices_and_patrols_in_neither(every: int) -> None:
    """48 km apart, one after the other; each of them walks."""
    steps = [(every * n, 1.2 * every * n, 48_000 * (n % 2)) for n in range(60)]
    city, places = small_city(), set()
    for batch in told(*steps, accuracy=5):
        folded([batch], city)
        places.add(seen(city)[3] > 24_000)
    assert seen(city)[:2] in [("idle", {"two_devices"}), ("idle", {"two_devices", "jumped"})]
    assert len(places) == 1
    assert list(city.two_devices) == ["ann"]
    assert rows_behind(city, "on_duty", "0", 9)[0].marks[-1] == "two_devices"
    folded(told((every * 60 + 900, 0, 0), accuracy=5), city)
    assert (seen(city)[1], city.two_devices) == (set(), [])


def test_two_single_mistakes_at_different_places_are_no_second_device() -> None:
    wrong = {7: 20_000, 19: -9_000}
    city = folded(told(*((10 * n, 0, wrong.get(n, 0)) for n in range(24)), accuracy=5))
    assert seen(city)[1:] == (set(), 0, 0)


def test_what_is_shown_of_contradicting_fixes_does_not_depend_on_their_order() -> None:
    chance = random.Random(3)
    for _ in range(60):
        steps = [
            (chance.randrange(0, 900), chance.choice([0, 20, 300]), chance.choice([0, 0, 5_000, 48_000]))
            for _ in range(chance.randrange(2, 30))
        ]
        batches = [told(step, accuracy=chance.choice([5, 60, 3_000]))[0] for step in steps]
        shuffled = chance.sample(batches, len(batches))
        one, other = folded(batches, now=NOW + HOUR), folded(shuffled + shuffled[:3], now=NOW + HOUR)
        rows = [[city.people.row["ann"]] for city in (one, other)]
        for name in ("time", "placed", "lat", "lon", "accuracy", "leaf", "marks", "moved", "state"):
            assert np.array_equal(getattr(one.people, name)[rows[0]], getattr(other.people, name)[rows[1]])


def test_where_time_runs_faster_nobody_is_too_fast() -> None:
    city = small_city()
    city.any_speed()
    folded(told((0, 0, 0), (1, 0, 10_300), accuracy=5), city)
    assert (seen(city)[1], area(city)) == (set(), "1-2")
