"""From a report to what is filed: nothing is lost for being incomplete."""

import json
from typing import Any

import pytest

from city.cases.filing import Report, case_prefix, file_report
from city.rules import Rules
from city.time.days import LocalDays
from tests.city.small_city import AREAS, LOCATOR, MATTERS, NOW, PLACES, at


def data(**told: Any) -> dict[str, Any]:
    lat, lon = PLACES["1-2"]
    report = Report(**{"entry": "1-0", "report": "r1", "time": NOW, "received": NOW, "item": "hole"}
                    | {"lat": lat, "lon": lon} | told)  # fmt: skip
    return file_report(report, AREAS, LOCATOR, MATTERS, NOW)


def test_a_whole_report_lies_in_its_leaf_and_is_plain_json() -> None:
    filed = data(text="deep", inspector="ann", photos=("a.jpg",))
    assert (filed["area"], filed["to_locate"], filed["to_sort"], filed["cut"]) == ("1-2", False, False, False)
    assert json.loads(json.dumps(filed)) == filed


@pytest.mark.parametrize(
    ("told", "area", "to_locate", "claimed"),
    [
        ({"lat": None, "lon": None}, "0", True, None),
        ({"lat": None, "lon": None, "area": "2-1"}, "2-1", False, None),
        ({"lat": None, "lon": None, "area": "0"}, "0", True, None),
        ({"lat": None, "lon": None, "area": "nowhere"}, "0", True, {"area": "nowhere"}),
        ({"lat": float("nan")}, "0", True, None),
        ({"lat": 39.0, "lon": -77.0}, "0", True, {"lat": 39.0, "lon": -77.0, "area": None}),
        ({"lat": 39.0, "lon": -77.0, "area": "2"}, "2", True, {"lat": 39.0, "lon": -77.0, "area": "2"}),
        ({"area": "2-1"}, "1-2", False, None),
    ],
)
def test_without_a_usable_place_it_waits_to_be_located(
    told: dict[str, Any], area: str, to_locate: bool, claimed: Any
) -> None:
    filed = data(**told)
    assert (filed["area"], filed["to_locate"], filed["claimed"]) == (area, to_locate, claimed)
    assert (filed["lat"] is None) == (area != "1-2")


def test_an_unknown_item_is_filed_to_be_sorted() -> None:
    assert (data(item="dragon")["item"], data(item="dragon")["to_sort"]) == ("dragon", True)


def test_long_text_is_cut_and_marked() -> None:
    filed = data(text="字" * 4001)
    assert (len(filed["text"]), filed["cut"]) == (4000, True)
    assert data(text="字" * 4000)["cut"] is False


@pytest.mark.parametrize(
    ("item", "told", "expected"),
    [
        ("fire", None, "urgent"),
        ("fire", "normal", "urgent"),
        ("hole", "urgent", "urgent"),
        ("hole", None, "normal"),
        ("hole", "very", "normal"),
    ],
)
def test_a_sender_may_raise_an_item_s_urgency_but_not_lower_it(
    item: str, told: str | None, expected: str
) -> None:
    assert data(item=item, urgency=told)["urgency"] == expected


def test_only_advised_is_an_outcome_known_here() -> None:
    assert data(outcome="advised")["outcome"] == "advised"
    assert data(outcome="closed")["outcome"] is None


def test_a_report_without_a_time_counts_from_its_arrival() -> None:
    filed = data(time=None)
    assert (filed["reported"], filed["counted"]) == (NOW, NOW)


@pytest.mark.parametrize(
    ("area", "prefix"), [("1-2", "1-20260311"), ("2", "2-20260311"), ("0", "0-20260311")]
)
def test_case_numbers_begin_with_the_town_and_the_local_day(area: str, prefix: str) -> None:
    just_past_midnight = at("2026-03-11 00:05")
    assert case_prefix(area, AREAS, just_past_midnight, LocalDays(Rules().zone)) == prefix
