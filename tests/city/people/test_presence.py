"""Who is on duty, patrols, rests, is gone, visits, and is shown."""

import pytest

from city.live import LiveCity
from city.people.fixes import STATES
from tests.city.small_city import DAY, HOUR, MINUTE, NOW, PLACES, SECOND, at, counter, fix, fixes, small_city


def state(city: LiveCity, who: str) -> str:
    return STATES[city.people.state[city.people.row[who]]]


def shown(city: LiveCity, who: str, code: str = "0") -> bool:
    return city.people.row[who] in city.area_people(city.areas.position[code])


def test_someone_never_seen_is_offline_in_the_count_and_not_on_the_map() -> None:
    city = small_city()
    city.tick(NOW)
    assert state(city, "ann") == "unseen"
    assert (counter(city, "people"), counter(city, "offline"), counter(city, "on_duty")) == (5, 5, 0)
    assert not len(city.area_people(0))


def test_a_fix_of_at_most_ten_minutes_is_on_duty() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1"), NOW)
    city.tick(NOW + 10 * MINUTE)
    assert state(city, "ann") == "idle"
    city.tick(NOW + 10 * MINUTE + 1)
    assert state(city, "ann") == "offline"
    assert shown(city, "ann")


@pytest.mark.parametrize(("metres", "expected"), [(29, "idle"), (31, "patrolling")])
def test_more_than_thirty_metres_in_five_minutes_is_a_patrol(metres: float, expected: str) -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1", NOW - 4 * MINUTE), NOW)
    city.fold_fixes(fix("ann", "1-1", NOW, north=metres), NOW)
    city.tick(NOW)
    assert state(city, "ann") == expected


def test_a_walk_longer_ago_than_five_minutes_is_no_patrol() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1", NOW - 5 * MINUTE - SECOND), NOW)
    city.fold_fixes(fix("ann", "1-1", NOW, north=500), NOW)
    city.tick(NOW)
    assert state(city, "ann") == "idle"


def test_a_late_fix_moves_nobody_back_but_tells_of_the_walk_and_covers_its_grid() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1"), NOW)
    city.fold_fixes(fix("ann", "1-2", NOW - 4 * MINUTE), NOW)
    city.tick(NOW)
    row = city.people.row["ann"]
    assert (city.people.time[row], city.people.lat[row]) == (NOW, 22_050_000)
    assert state(city, "ann") == "patrolling"
    assert counter(city, "grids_covered", "1") == 2


def test_handling_wins_over_walking_and_counts_as_on_duty() -> None:
    city = small_city()
    city.handling.add("ann")
    city.fold_fixes(fix("ann", "1-1"), NOW)
    city.tick(NOW)
    assert state(city, "ann") == "handling"
    assert (counter(city, "handling"), counter(city, "on_duty"), counter(city, "idle")) == (1, 1, 0)


def test_people_count_at_home_and_visit_where_they_are() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "2-2"), NOW)
    city.fold_fixes(fix("bob", "1-1"), NOW)
    city.tick(NOW)
    assert [counter(city, "on_duty", code) for code in ("0", "1", "1-1", "2", "2-2")] == [2, 2, 1, 0, 0]
    assert [counter(city, "visiting", code) for code in ("0", "1", "1-1", "2", "2-2")] == [0, 0, 1, 1, 1]


def test_a_fix_outside_the_city_is_kept_on_duty_and_counted_outside() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "outside"), NOW)
    city.tick(NOW)
    assert city.people.leaf[city.people.row["ann"]] == -1
    assert [counter(city, name, "1-1") for name in ("outside", "on_duty", "grids_covered")] == [1, 1, 0]
    assert shown(city, "ann", "1")
    assert not shown(city, "ann", "2")


def test_someone_not_on_the_roster_is_counted_where_they_are_and_never_on_duty() -> None:
    city = small_city()
    city.fold_fixes(fix("stranger", "2-1"), NOW)
    city.fold_fixes(fix("other", "outside"), NOW)
    city.tick(NOW)
    assert [counter(city, "unlisted", code) for code in ("0", "1", "2", "2-1")] == [2, 0, 1, 1]
    assert counter(city, "on_duty") == counter(city, "grids_covered") == 0
    city.tick(NOW + 11 * MINUTE)
    assert counter(city, "unlisted") == 0
    assert not shown(city, "stranger")


def test_off_duty_a_fix_is_neither_kept_nor_shown_nor_counted() -> None:
    evening = at("2026-03-10 17:30")
    city = small_city(duty=((480, 1050),))
    city.fold_fixes(fix("ann", "1-1", evening), evening)
    city.fold_fixes(fix("stranger", "1-1", evening), evening)
    city.tick(evening)
    assert state(city, "ann") == "unseen"
    assert "stranger" not in city.people.row
    assert counter(city, "grids_covered") == 0
    assert (counter(city, "offline"), counter(city, "off_shift")) == (0, 5)


def test_off_duty_those_who_handle_or_call_for_help_stay_seen() -> None:
    evening = at("2026-03-10 20:00")
    city = small_city(duty=((480, 1050),))
    city.handling.add("bob")
    city.fold_fixes(fix("ann", "1-1", evening, sos=True), evening)
    city.fold_fixes(fix("bob", "1-2", evening), evening)
    city.tick(evening)
    assert (state(city, "ann"), state(city, "bob")) == ("idle", "handling")
    assert counter(city, "grids_covered") == 0


def test_after_the_shift_the_last_position_leaves_the_map_and_comes_back_in_the_morning() -> None:
    city = small_city(duty=((480, 1050),))
    last = at("2026-03-10 17:29")
    city.fold_fixes(fix("ann", "1-2", last), last)
    city.tick(last + 5 * MINUTE)
    assert state(city, "ann") == "idle"
    city.departures = []
    city.tick(last + 11 * MINUTE)
    assert state(city, "ann") == "off_shift"
    assert not shown(city, "ann")
    left = {city.areas.order[place].code for _, _, place in city.departures}
    assert left == {"1-2", "1-1"}
    city.tick(at("2026-03-11 08:00"))
    assert state(city, "ann") == "offline"


def test_whoever_changes_grids_leaves_a_departure_with_the_version_of_the_move() -> None:
    city = small_city()
    row = city.people.row["ann"]
    city.fold_fixes(fix("ann", "1-1"), NOW)
    assert city.departures == []
    city.fold_fixes(fix("ann", "2-1", NOW + HOUR), NOW + HOUR)
    assert city.departures == [(city.version, row, city.areas.position["1-1"])]
    assert city.people.version[row] == city.version


def test_the_city_s_version_stands_still_when_nothing_visible_changes() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1"), NOW)
    city.tick(NOW)
    version = city.version
    city.fold_fixes(fix("ann", "1-1"), NOW)
    city.tick(NOW + SECOND)
    assert city.version == version


def test_ten_fixes_from_the_future_in_a_row_are_a_wrong_clock_until_a_good_one_comes() -> None:
    city = small_city()
    city.fold_ahead({"ann": 9, "bob": 4})
    assert city.clock_wrong == {}
    city.fold_ahead({"ann": 1})
    assert city.clock_wrong == {"ann": 10}
    city.fold_fixes(fix("ann", "1-1"), NOW)
    assert city.clock_wrong == {}


def test_the_newest_of_a_person_s_fixes_in_one_batch_wins_and_ties_go_by_value() -> None:
    lat, lon = PLACES["1-1"]
    rows = [("ann", NOW, lat, lon), ("ann", NOW, lat + 0.0001, lon), ("ann", NOW - SECOND, lat + 0.0002, lon)]
    for order in (rows, rows[::-1]):
        city = small_city()
        city.fold_fixes(fixes(*order), NOW)
        city.fold_fixes(fixes(*order), NOW)
        assert city.people.lat[city.people.row["ann"]] == 22_050_100


def test_a_clock_that_jumps_back_and_forward_leaves_no_trace() -> None:
    city, steady = small_city(), small_city()
    for each in (city, steady):
        each.fold_fixes(fix("ann", "1-1"), NOW)
        each.fold_fixes(fix("dan", "2-1", NOW - 9 * MINUTE), NOW)
    for jump in (-DAY, 3 * DAY, -2 * MINUTE):
        city.tick(NOW + jump)
    city.tick(NOW + 2 * MINUTE)
    steady.tick(NOW + 2 * MINUTE)
    assert (city.counters == steady.counters).all()
    assert state(city, "dan") == "offline"
