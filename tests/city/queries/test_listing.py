"""The list behind a number holds exactly what the number counts."""

import pytest

from city.counts.counters import COUNTERS
from city.live import LiveCity
from city.people.roster import read_roster
from city.queries.listing import ListedPerson, kinds_behind, rows_behind
from tests.city.small_city import AREAS, DAY, MINUTE, NOW, at, counter, filed, fix, small_city


@pytest.fixture(scope="module")
def city() -> LiveCity:
    """A bit of everything."""
    city = small_city()
    city.handling.add("cai")
    city.fold_fixes(fix("ann", "2-1", NOW - MINUTE), NOW)
    city.fold_fixes(fix("ann", "2-1", NOW, north=50), NOW)
    city.fold_fixes(fix("bob", "outside"), NOW)
    city.fold_fixes(fix("cai", "1-2", NOW - MINUTE), NOW)
    city.fold_fixes(fix("dan", "2", NOW - 11 * MINUTE), NOW)
    city.fold_fixes(fix("stranger", "2-2"), NOW)
    city.fold_fixes(fix("other", "outside"), NOW)
    city.fold_events(
        [
            filed("new", "1-1"),
            filed("old", "1-2", NOW - 2 * DAY),
            filed("advised", "2", outcome="advised"),
            filed("lost", "0", lat=None, lon=None, to_locate=True),
            filed("help", "2-1", sos=True, inspector="ann"),
        ],
        NOW,
    )
    city.tick(NOW)
    return city


@pytest.mark.parametrize("code", [area.code for area in AREAS.order])
@pytest.mark.parametrize("name", COUNTERS)
def test_a_list_is_as_long_as_its_number_is_large(city: LiveCity, name: str, code: str) -> None:
    rows = rows_behind(city, name, code, 1000)
    assert (sum(row.posts for row in rows) if name == "posts" else len(rows)) == counter(city, name, code)
    assert rows_behind(city, name, code, 1) == rows[:1]


def test_off_shift_lists_whom_it_counts_and_says_nothing_of_where_they_are() -> None:
    evening = at("2026-03-10 17:29")
    city = small_city(duty=((480, 1050),))
    city.fold_fixes(fix("ann", "1-2", evening), evening)
    city.tick(evening + 20 * MINUTE)
    rows = rows_behind(city, "off_shift", "1-1", 10)
    assert [(row.id, row.state, row.area) for row in rows] == [("ann", "off_shift", None)]
    assert rows_behind(city, "offline", "0", 10) == []


def test_a_person_is_told_with_name_state_place_and_age(city: LiveCity) -> None:
    [row] = rows_behind(city, "patrolling", "1", 10)
    place = [("区2", None), ("区2-1", None)]
    assert row == ListedPerson("ann", "Ann", None, "patrolling", "1-1", "2-1", "2", place, 0, [], "full")


def test_people_behind_a_number_are_counted_by_kind_where_there_are_several() -> None:
    rows = [
        {"inspector": "ann", "name": "Ann", "area": "1-1", "kind": "机动"},
        {"inspector": "bob", "name": "Bob", "area": "1-2"},
        {"inspector": "dan", "name": "Dan", "area": "2-1", "kind": "兼职"},
    ]
    city = small_city(read_roster(rows, AREAS, "roster"))
    city.tick(NOW)
    assert kinds_behind(city, "people", "0") == {"full": 1, "auxiliary": 1, "mobile": 1}
    assert kinds_behind(city, "people", "1") == {"full": 1, "auxiliary": 0, "mobile": 1}
    assert kinds_behind(city, "people", "0", city.sight("2"))["auxiliary"] == 1
    assert kinds_behind(city, "open", "0") == {} == kinds_behind(small_city(), "people", "0")


def test_a_case_is_told_with_its_item_and_its_place_below_the_area_asked_for(city: LiveCity) -> None:
    [row] = [row for row in rows_behind(city, "open", "0", 10) if row.id == "new"]
    assert (row.item, row.state, row.filed) == ("hole", "new", NOW)
    assert row.place == [("区1", None), ("区1-1", None)]
    assert rows_behind(city, "open", "1-1", 10)[0].place == []


def test_grids_not_visited_for_longest_come_first(city: LiveCity) -> None:
    rows = rows_behind(city, "grids", "0", 10)
    assert [(row.code, row.last) for row in rows] == [
        ("1-1", None),
        ("2-2", None),
        ("1-2", NOW - MINUTE),
        ("2-1", NOW),
    ]
    assert [row.code for row in rows_behind(city, "grids_covered", "0", 10)] == ["2-1", "1-2"]
