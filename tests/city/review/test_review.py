"""What a review counts: each number is the length of its list, and its splits add up to the whole."""

from __future__ import annotations

import random
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from city.cases.case import STATES
from city.review.columns import NAMES, NEVER, FactColumns
from city.review.grades import GradeError, grade, read_rule, read_rules
from city.review.measures import NUMBERS, Span
from city.review.review import ReviewRow, behind, review
from city.review.spans import Days, SpanError, midnight, read_days, span_of, usual_days
from city.time.days import DAY, HOUR, LocalDays
from tests.city.small_city import at

ZONE = LocalDays(ZoneInfo("Asia/Shanghai"))
MONDAY = at("2026-03-09 00:00")
SPAN = Span(MONDAY, MONDAY + DAY, MONDAY + DAY)
WORDS = {
    1: "0/1/1-1",
    2: "0/1/1-2",
    3: "0/2/2-1",
    4: "0/2",
    10: "hole",
    20: "c",
    30: "d",
    31: "e",
    40: "app",
    0: "",
}
PLAIN: dict[str, Any] = {"place": 1, "item": 10, "category": 20, "department": 30, "channel": 40, "person": 0}
PLAIN |= {"revision": 1, "state": "new", "urgent": 0, "sos": 0, "returned": 0, "reopened": 0}


def facts(*cases: dict[str, Any]) -> FactColumns:
    rows = [{**PLAIN, "received": case.get("filed", 0), **case} for case in cases]
    told = {name: [row.get(name, NEVER) for row in rows] for name in NAMES}
    told["state"] = [STATES.index(state) for state in told["state"]]
    columns = {name: np.array(column, np.int64) for name, column in told.items()}
    return FactColumns(tuple(f"c-{number}" for number in range(len(rows))), columns, WORDS)


def whole(found: FactColumns, area: str = "0", span: Span = SPAN) -> ReviewRow:
    return review(found, area, span, "", ZONE)[0]


CLOSED = {"filed": MONDAY + HOUR, "state": "closed", "first_response": MONDAY + HOUR + 60_000}
CLOSED |= {"closed": MONDAY + 5 * HOUR, "ended": MONDAY + 5 * HOUR, "due": MONDAY + 4 * HOUR}
NEXT = MONDAY + DAY
OF_CLOSED = {"reported", "filed", "answered", "due", "closed", "worked"}


@pytest.mark.parametrize(
    ("case", "numbers"),
    [
        (CLOSED, OF_CLOSED),
        ({**CLOSED, "due": MONDAY + 6 * HOUR}, OF_CLOSED | {"on_time"}),
        ({**CLOSED, "filed": MONDAY - 5 * DAY}, {"due", "closed", "worked"}),
        ({**CLOSED, "closed": NEXT, "ended": NEXT}, OF_CLOSED - {"closed"} | {"overdue"}),
        ({"filed": MONDAY - DAY, "due": MONDAY + 30 * HOUR}, {"worked"}),
        ({"filed": MONDAY + HOUR, "state": "advised", "ended": MONDAY + HOUR}, {"reported", "advised"}),
        ({"filed": MONDAY + HOUR, "state": "merged", "ended": MONDAY + HOUR}, {"reported"}),
        ({"filed": MONDAY + DAY}, set()),
        ({"filed": MONDAY - DAY, "dispatched": MONDAY, "returned": 1}, {"dispatched", "worked", "returned"}),
    ],
)
def test_a_case_counts_for_the_numbers_it_belongs_to(case: dict[str, Any], numbers: set[str]) -> None:
    assert {number for number, count in whole(facts(case)).counts.items() if count} == numbers


def many(seed: int) -> FactColumns:
    chance = random.Random(seed)

    def one() -> dict[str, Any]:
        filed = MONDAY + chance.randrange(-3 * DAY, 2 * DAY)
        moments = sorted(chance.randrange(3 * DAY) for _ in range(4))
        case = {
            "filed": filed,
            "place": chance.choice([1, 2, 3, 4]),
            "department": chance.choice([30, 31, 0]),
        }
        case["state"] = state = chance.choice(STATES)
        names = ("first_response", "dispatched", "fed_back", "due")
        case |= {name: filed + at for name, at in zip(names, moments, strict=True) if chance.random() < 0.7}
        if state in ("closed", "advised", "void", "merged"):
            case["ended"] = filed + chance.randrange(3 * DAY)
        return case | ({"closed": case["ended"]} if state == "closed" else {})

    return facts(*(one() for _ in range(60)))


@pytest.mark.parametrize("seed", range(20))
def test_what_an_area_is_split_by_adds_up_to_it_and_each_number_has_its_list(seed: int) -> None:
    found = many(seed)
    for split in ("areas", "hours"):
        total, *rows = review(found, "0", SPAN, split, ZONE)
        for number in NUMBERS:
            assert sum(row.counts[number] for row in rows) == total.counts[number]
            for row in rows:
                cases = behind(found, "0", SPAN, split, row.id, number, ZONE)
                assert len(set(cases)) == len(cases) == row.counts[number]
    town = review(found, "0", SPAN, "areas", ZONE)
    below = {row.id: row.counts for row in town[1:]}
    assert whole(found, "2").counts == below["2"] and "d" not in below


def test_a_town_has_its_villages_and_what_lies_in_none_of_them() -> None:
    found = facts({"filed": MONDAY, "place": 3}, {"filed": MONDAY, "place": 4})
    assert [row.id for row in review(found, "2", SPAN, "areas", ZONE)] == ["", "2", "2-1"]


def test_an_hour_is_the_citys_own_of_its_weekday() -> None:
    rows = review(facts({"filed": MONDAY + 13 * HOUR}), "0", SPAN, "hours", ZONE)
    assert [row.id for row in rows] == ["", "0-13"]


def test_the_median_of_the_first_answer_is_of_those_that_were_answered() -> None:
    waits = (10_000, 20_000, 90_000)
    cases = [{"filed": MONDAY, "first_response": MONDAY + wait} for wait in waits]
    assert whole(facts(*cases, {"filed": MONDAY})).first_response_s == 20.0
    assert whole(facts({"filed": MONDAY})).first_response_s is None


def test_rates_have_nothing_to_say_where_there_is_nothing_to_divide_by() -> None:
    assert set(whole(facts()).rates.values()) == {None}
    assert whole(facts(CLOSED)).rates["on_time_rate"] == 0.0


def test_days_are_compared_with_as_many_before_and_with_the_same_weekdays() -> None:
    day, month = read_days("2026-03-09", "2026-03-09"), read_days("2026-03-01", "2026-03-31")
    assert day.before == Days(date(2026, 3, 8), date(2026, 3, 8))
    assert day.same_weekdays == Days(date(2026, 3, 2), date(2026, 3, 2))
    assert month.before.first == date(2026, 1, 29) and month.before.last == date(2026, 2, 28)
    assert month.same_weekdays.first.weekday() == month.first.weekday()
    assert month.same_weekdays.last < month.first
    assert span_of(day, ZONE, MONDAY + HOUR) == Span(MONDAY, MONDAY + DAY, MONDAY + HOUR)


def test_usual_days_end_today_and_the_last_month_is_whole() -> None:
    found = usual_days(date(2026, 3, 11))  # a Wednesday
    told = {name: (days.first.isoformat(), days.last.isoformat()) for name, days in found.items()}
    assert told == {
        "today": ("2026-03-11", "2026-03-11"),
        "yesterday": ("2026-03-10", "2026-03-10"),
        "this_week": ("2026-03-09", "2026-03-11"),
        "last_7_days": ("2026-03-05", "2026-03-11"),
        "this_month": ("2026-03-01", "2026-03-11"),
        "last_month": ("2026-02-01", "2026-02-28"),
    }


def test_a_day_on_which_clocks_change_has_as_many_hours_as_it_has() -> None:
    berlin = LocalDays(ZoneInfo("Europe/Berlin"))
    autumn = midnight(berlin, date(2026, 10, 26)) - midnight(berlin, date(2026, 10, 25))
    assert autumn == 25 * HOUR


@pytest.mark.parametrize(
    ("first", "last"),
    [("", "2026-03-09"), ("2026-03-10", "2026-03-09"), ("2020-01-01", "2026-01-01")],
)
def test_days_that_are_none_are_refused_in_a_sentence(first: str, last: str) -> None:
    with pytest.raises(SpanError, match=r"wanted|must be like"):
        read_days(first, last)


RULE = {"weights": {"on_time_rate": 35, "closing": 25, "not_return_rate": 40}, "bounds": [90, 75, 60, 40]}


def test_a_grade_is_the_sum_of_its_parts() -> None:
    row = ReviewRow("1", {"due": 10}, {"on_time_rate": 0.8, "closing": 1.0, "return_rate": 0.25}, None)
    given = grade(row, read_rule(RULE))
    assert given is not None and given.grade == "B" and given.points == pytest.approx(83)
    assert given.parts == pytest.approx({"on_time_rate": 28, "closing": 25, "not_return_rate": 30})
    nothing = ReviewRow("1", {"due": 0}, {"on_time_rate": None, "closing": None, "return_rate": 0.0}, None)
    assert grade(nothing, read_rule(RULE)) is None


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"weights": {"on_time_rate": 35}}, "add up to 100"),
        ({"weights": {"speed": 100}}, "weights must be of"),
        ({"weights": {"closing": -1}}, "above 0"),
        ({"weights": 3}, "must be a table of rates"),
        ({"bounds": [1, 2, 3, 4]}, "falling"),
        ({"bounds": ["d", "c", "b", "a"]}, "falling"),
        ({"least": 0}, "from 1"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_a_sentence(changed: dict[str, object], wanted: str) -> None:
    with pytest.raises(GradeError, match=wanted):
        read_rule(RULE | changed)


def test_a_file_of_rules_names_areas_and_departments_and_nothing_else() -> None:
    rules = read_rules({"areas": RULE | {"least": 5}, "departments": RULE})
    assert (rules["areas"].least, rules["departments"].least) == (5, 1)
    few = ReviewRow("1", {"due": 4}, {"on_time_rate": 1.0, "closing": 1.0, "return_rate": 0.0}, None)
    assert grade(few, rules["areas"]) is None and grade(few, rules["departments"]) is not None
    with pytest.raises(GradeError, match="got people"):
        read_rules({"areas": RULE, "departments": RULE, "people": RULE})
    with pytest.raises(GradeError, match="departments: a grade must be a table"):
        read_rules({"areas": RULE})
