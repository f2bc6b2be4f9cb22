"""A fold goes over to another edition of the areas: what it had stays true, told by the areas there are."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from city.areas.areas import Areas, read_areas
from city.editions.goings import chained, goings
from city.live import LiveCity
from city.people.roster import Person, Roster
from city.snapshot import SnapshotError, remember, revive
from tests.city.held import hold
from tests.city.small_city import (
    AREAS,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    counter,
    filed,
    fix,
    roster,
    small_city,
)
from tests.dashboard.small_files import feature

Box = tuple[float, float, float, float]


def edition(without: tuple[str, ...], *new: tuple[str, str, Box]) -> Areas:
    """The small city without some grids and with others, after the small city as it was."""
    known = [
        feature(area.code, area.parent, area.level, area.polygon.bounds)
        for area in AREAS.order
        if area.code not in without
    ]
    more = [feature(code, parent, "grid", box) for code, parent, box in new]
    document = {"type": "FeatureCollection", "levels": ["city", "town", "grid"], "features": known + more}
    areas = read_areas(json.loads(json.dumps(document)), "next")
    areas.succeed(chained([goings(AREAS, areas, NOW)], areas))
    return areas


MERGED = edition(("1-1", "1-2"), ("1-9", "1", (113.0, 22.0, 113.2, 22.2)))
# the west of 1-1 and of 1-2 swap towns with 2-1: what was in town 1 lies in town 2 now
SWAPPED = edition(("2-1",), ("1-3", "1", (113.0, 22.0, 113.0 + 0.02, 22.1)))


def over(city: LiveCity, areas: Areas, now: int = NOW) -> LiveCity:
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(remember(city)))
    again = small_city(roster(ann="1-1" if "1-1" in areas else "2-2"), areas=areas)
    revive(again, stored)
    again.tick(now)
    return again


def test_open_cases_are_shown_where_they_lie_today_and_people_go_on() -> None:
    city = small_city()
    city.fold_events(
        [filed("west"), filed("east", "1-2"), filed("placeless", "1-1", lat=None, lon=None)], NOW
    )
    for ago in (40, 0):
        time = NOW - ago * SECOND
        city.fold_fixes(fix("ann", "1-1", time), time)
        city.fold_fixes(fix("dan", "2-2", time), time)
        city.tick(time)
    now = over(city, MERGED)
    assert [now.areas.order[leaf].code for leaf in now.people.leaf if leaf > 0] == ["1-9", "2-2"]
    assert {case.id: case.area for case in now.cases} == dict.fromkeys(("west", "east", "placeless"), "1-9")
    assert counter(now, "open", "1-9") == counter(now, "open", "1") == 3
    assert counter(now, "on_duty", "1-9") == 1


def test_what_the_record_says_ends_in_the_same_city_as_what_was_carried_over() -> None:
    events = [filed(f"c-{at}", area, edition=AREAS.edition) for at, area in enumerate(("1-1", "1-2", "2-1"))]
    city, read = small_city(), small_city(roster(ann="1-1"), areas=MERGED)
    city.fold_events(events, NOW)
    city.tick(NOW)
    read.fold_events(events, NOW)
    read.tick(NOW)
    carried = over(city, MERGED)
    assert {case.id: case.area for case in carried.cases} == {case.id: case.area for case in read.cases}
    assert (carried.counters == read.counters).all()


def test_a_case_of_an_area_that_was_shared_out_and_without_a_place_lies_in_what_is_above_it() -> None:
    shared = edition(
        ("1-1",), ("1-7", "1", (113.0, 22.0, 113.1, 22.1)), ("1-8", "1", (113.0, 22.1, 113.1, 22.2))
    )
    city = small_city()
    city.fold_events([filed("placeless", "1-1", lat=None, lon=None)], NOW)
    assert {case.area for case in over(city, shared).cases} == {"1"}


def old(areas: Areas = AREAS) -> LiveCity:
    """With cases of yesterday and of a week ago, which the record knows from nine days ago on."""
    city = small_city(areas=areas)
    hold(city, "first", time=NOW - 9 * DAY, state="closed", ended_at=NOW - 9 * DAY, due=None)
    for id, area, ago in (
        ("y1", "1-1", DAY),
        ("y2", "2-1", DAY),
        ("w1", "2-1", 7 * DAY),
        ("w2", "1-2", 7 * DAY),
    ):
        ended = NOW - ago + MINUTE
        hold(city, id, area, NOW - ago - HOUR, state="closed", ended_at=ended, due=None)
    hold(city, "open", "2-1", NOW - 2 * HOUR, due=None)
    return city


def earlier(city: LiveCity, ago: str) -> dict[str, dict[str, int]]:
    """By code, of the areas that both editions have."""
    codes = [code for code in ("0", "1", "2", "1-2", "2-2") if code in city.areas]
    return {code: city.earlier.of(city.areas.position[code])[ago] for code in codes}


@pytest.mark.parametrize("ago", ["day", "week"])
@pytest.mark.parametrize("left", [False, True], ids=["in memory", "left it"])
def test_numbers_of_the_days_before_stay_those_of_their_edition(ago: str, left: bool) -> None:
    city = old()
    if left:  # a tick lets go of what ended before yesterday
        city.tick(NOW)
    again = over(city, SWAPPED)
    city.tick(NOW)
    assert earlier(again, ago) == earlier(city, ago)
    assert earlier(again, ago)["2"]["reported"] == 1  # its grid is no more


def test_an_area_that_was_not_there_has_no_number_for_the_days_before() -> None:
    again = over(old(), SWAPPED)
    assert "reported" not in again.earlier.of(again.areas.position["1-3"])["day"]
    assert again.earlier.of(again.areas.position["1-2"])["day"]["reported"] == 0


def test_they_stay_over_several_editions_and_restarts() -> None:
    city = old()
    city.tick(NOW)
    again = over(over(over(city, SWAPPED), SWAPPED), MERGED)
    told = {code: each for code, each in earlier(city, "week").items() if code in ("0", "1", "2", "2-2")}
    assert {code: earlier(again, "week")[code] for code in told} == told


def test_what_was_filed_since_counts_by_the_edition_it_was_filed_under() -> None:
    again = over(old(), SWAPPED)
    again.fold_events(
        [filed("new", "1-3", NOW + SECOND, edition=SWAPPED.edition, lat=22.05, lon=113.01)], NOW
    )
    again.tick(NOW + DAY + MINUTE)
    tomorrow = again.earlier.of(again.areas.position["1-3"])["day"]
    assert tomorrow["reported"] == 1
    assert again.earlier.of(again.areas.position["0"])["day"]["reported"] == 2  # with `open`


def test_visits_and_half_hours_go_with_their_area() -> None:
    city = old()
    for second in (-1, 0):
        city.fold_fixes(fix("ann", "1-1", NOW + second * SECOND), NOW + second * SECOND)
        city.tick(NOW + second * SECOND)
    again = over(city, SWAPPED)
    assert counter(again, "grids_covered", "1-1") == 1
    again.tick(NOW + DAY)
    assert again.earlier.of(again.areas.position["1"])["day"]["on_duty"] == 1


def test_what_nobody_needs_any_more_is_let_go() -> None:
    again = over(old(), SWAPPED)
    assert len(again.earlier.formers) == 1
    hold(again, "later", time=NOW + 12 * DAY, state="new", due=None)
    hold(again, "open", "2-2", NOW - 2 * HOUR, state="closed", ended_at=NOW, due=None)
    again.tick(NOW + 12 * DAY)
    assert again.earlier.formers == []


def test_another_city_s_snapshot_is_refused() -> None:
    stored: dict[str, Any] = remember(small_city())
    other = read_areas(
        {
            "type": "FeatureCollection",
            "levels": ["city"],
            "features": [feature("9", None, "city", (113.0, 22.0, 113.4, 22.2))],
        },
        "other",
    )
    with pytest.raises(SnapshotError, match="another city"):
        revive(small_city(Roster([Person("ann", "Ann", "9")]), areas=other), stored)
