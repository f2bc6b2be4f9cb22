"""What comes again under a report's key: the same thing told anew, or another."""

from typing import Any

import pytest

from city.cases.filing import Report, file_report
from city.cases.resends import tells_of_another
from tests.city.small_city import AREAS, LOCATOR, MATTERS, NOW, PLACES

LAT, LON = PLACES["1-1"]


def report(**told: Any) -> Report:
    return Report(**{"entry": "1-0", "report": "r", "time": NOW, "received": NOW, "item": "hole"} | told)


def another(first: dict[str, Any], again: dict[str, Any]) -> bool:
    filed = file_report(report(**first), AREAS, LOCATOR, MATTERS, NOW)
    return tells_of_another(report(**again), filed, AREAS, 500)


HERE = {"lat": LAT, "lon": LON}


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        (HERE, HERE, False),
        (HERE, {**HERE, "text": "deeper", "urgency": "urgent"}, False),
        (HERE, {**HERE, "item": "fire"}, True),
        ({**HERE, "item": ""}, {**HERE, "item": "fire"}, True),
        (HERE, {**HERE, "item": ""}, False),
        (HERE, {"lat": LAT + 0.0044, "lon": LON}, False),  # 490 m
        (HERE, {"lat": LAT + 0.0046, "lon": LON}, True),  # 512 m
        (HERE, {"lat": LAT, "lon": LON + 0.0048}, False),  # 495 m at this latitude
        (HERE, {"lat": LAT, "lon": LON + 0.0050}, True),  # 516 m
        (HERE, {}, False),
        ({}, HERE, False),
        (HERE, {"area": "2-1"}, True),
        ({"area": "1"}, {"area": "1-2"}, False),
        ({"area": "1-1"}, {"area": "1-2"}, True),
        ({"area": "1-1"}, {"area": "nowhere"}, False),
        ({"lat": 39.0, "lon": -77.0}, {"lat": 39.0, "lon": -77.0, "text": "?"}, False),
        ({"lat": 39.0, "lon": -77.0}, HERE, True),
    ],
)
def test_another_item_or_a_place_beyond_500_m_is_another_thing(
    first: dict[str, Any], again: dict[str, Any], expected: bool
) -> None:
    assert another(first, again) is expected
