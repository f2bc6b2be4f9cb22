"""Possible duplicates: the same item, near, soon after, both open."""

from typing import Any

import pytest

from city.cases.duplicates import possible
from tests.city.held import hold
from tests.city.small_city import MINUTE, NOW, PLACES, small_city

LAT = PLACES["1-1"][0]
METRE = 1 / 111_195.0


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"lat": LAT + 49 * METRE}, True),
        ({"lat": LAT + 51 * METRE}, False),
        ({"time": NOW - 119 * MINUTE}, True),
        ({"time": NOW - 120 * MINUTE}, False),
        ({"time": NOW + 119 * MINUTE}, True),
        ({"item": "fire"}, False),
        ({"state": "closed"}, False),
        ({"state": "merged", "merged_into": "x"}, False),
        ({"state": "handling"}, True),
        ({"lat": None, "lon": None}, False),
        ({"to_sort": True}, False),
        ({"sos": True}, False),
    ],
)
def test_another_case_may_tell_of_the_same(told: dict[str, Any], found: bool) -> None:
    live = small_city()
    hold(live, "other", **told)
    case = hold(live, "c")
    assert bool(possible(case, live.case_columns, live.cases, live.rules)) is found


def test_the_nearest_comes_first_with_its_metres_and_ms() -> None:
    live = small_city()
    hold(live, "b", lat=LAT + 40 * METRE)
    hold(live, "a", time=NOW - MINUTE, lat=LAT - 20 * METRE)
    found = possible(hold(live, "c"), live.case_columns, live.cases, live.rules)
    assert [(other.id, round(metres), ms) for other, metres, ms in found] == [("a", 20, MINUTE), ("b", 40, 0)]


def test_a_finished_case_or_a_call_for_help_has_none() -> None:
    live = small_city()
    hold(live, "other")
    assert possible(hold(live, "c", state="closed"), live.case_columns, live.cases, live.rules) == []
    assert possible(hold(live, "s", sos=True), live.case_columns, live.cases, live.rules) == []
