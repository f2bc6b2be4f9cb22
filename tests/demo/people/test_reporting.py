"""How many reports, when, of what kind."""

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from city.time.days import LocalDays
from demo.people.reporting import Matter, Reporter, Reporting, midnight, weekday_share

ZONE = ZoneInfo("Asia/Shanghai")
NOON = midnight(1_790_000_000_000, ZONE) + 12 * 3_600_000
HOUR = 3_600_000
SOMEBODY = Reporter("D1", 23.0, 113.9, "441900106001")
MATTERS = [Matter(f"{n:02}", f"事项{n}", n % 4 == 0) for n in range(83)]


def reporting(an_hour: float = 120.0) -> Reporting:
    return Reporting(MATTERS, ZONE, an_hour, "run", NOON, np.random.default_rng(1))


def drafts(count: int, made: int) -> list[dict[str, Any]]:
    source = reporting()
    return [source.draft(SOMEBODY, made, NOON) for _ in range(count)]


def test_seven_of_ten_are_put_right_on_the_spot_today() -> None:
    share = Counter(d.get("outcome") for d in drafts(4_000, NOON - 1))["advised"] / 4_000
    assert 0.67 < share < 0.73


def test_what_was_reported_more_than_an_hour_ago_is_mostly_settled() -> None:
    for made in (NOON - HOUR - 1, NOON - 24 * HOUR):
        share = Counter(d.get("outcome") for d in drafts(4_000, made))["advised"] / 4_000
        assert 0.95 < share < 0.99


def test_a_few_have_no_place_a_village_only_or_an_unknown_item() -> None:
    made = drafts(4_000, NOON)
    nowhere = [d for d in made if "lat" not in d and "area" not in d]
    assert 10 < len(nowhere) < 90
    assert all(d["address"] and d["channel"] == "hotline" for d in nowhere)
    assert 60 < sum(d.get("area") == SOMEBODY.parent for d in made) < 200
    assert 5 < sum(d["item"] not in {m.code for m in MATTERS} for d in made) < 50


def test_hardly_anything_is_urgent_so_that_urgent_means_something() -> None:
    urgent = {matter.code for matter in MATTERS if matter.urgent}
    assert 5 < sum(d["item"] in urgent for d in drafts(4_000, NOON)) < 50


def test_every_report_has_an_id_of_its_own() -> None:
    made = drafts(1_000, NOON)
    assert len({d["report"] for d in made}) == 1_000


def test_a_day_brings_as_many_as_was_asked_for_and_most_in_the_morning() -> None:
    source, begin = reporting(), midnight(NOON, ZONE)
    hours = Counter((made - begin) // HOUR for made in source.times(begin, begin + 24 * HOUR))
    wanted = 24 * 120 * weekday_share(LocalDays(ZONE).day(begin))
    assert wanted * 0.93 < sum(hours.values()) < wanted * 1.07
    assert hours[9] > 3 * hours[3]
    assert hours[9] > hours[12]


def test_they_come_evenly_enough_for_a_lively_wall() -> None:
    source = reporting(180.0)
    ticks = [source.due(NOON + tick * 100) for tick in range(1, 6 * 600)]
    gaps = np.diff(np.flatnonzero(ticks)) / 10
    assert max(ticks) <= 1
    assert gaps.max() < 60


def test_none_come_when_none_are_wanted() -> None:
    source = reporting(0.0)
    assert source.times(NOON - HOUR, NOON) == []
    assert sum(source.due(NOON + hour * HOUR) for hour in range(24)) == 0
