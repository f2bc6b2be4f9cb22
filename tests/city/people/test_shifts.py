"""Who is on call when, what a plan is refused for, and which hours nobody covers."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from city.people.call_gaps import gap_notes
from city.people.shift_rows import City, ShiftsError, check_shifts, read_day, read_hours, read_shifts
from city.people.shifts import ShiftPlan, Turn
from tests.city.small_city import AREAS, MATTERS, at, roster

CITY = City(AREAS, roster(), MATTERS)
ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = "2026-03-09"
ROW = {"day": "daily", "from": "20:00", "to": "08:00", "area": "1", "name": "老王", "phone": "100"}


def plan(*rows: dict[str, Any], zone: ZoneInfo = ZONE) -> ShiftPlan:
    return read_shifts(rows, CITY, "shifts.csv", zone)


def names(plan: ShiftPlan, time: str, *areas: str, department: str | None = None) -> list[str]:
    return [one.turn.name for one in plan.on_call(areas or ("0", "1", "1-1"), department, at(time))]


def test_a_night_reaches_into_the_morning_and_no_further() -> None:
    night = plan(ROW | {"day": MONDAY})
    (found,) = night.on_call(["0", "1"], None, at("2026-03-10 02:00"))
    assert (found.turn.name, found.turn.phone, found.until) == ("老王", "100", at("2026-03-10 08:00"))
    for time in ("2026-03-09 19:59", "2026-03-10 08:00", "2026-03-10 20:00", "2026-03-09 02:00"):
        assert names(night, time) == []


def test_the_nearest_area_comes_first_and_the_departments_own_before_all() -> None:
    rows = [
        ROW | {"name": "city", "area": "0"},
        ROW | {"name": "town"},
        ROW | {"name": "of d", "department": "部门"},
        ROW | {"name": "other town", "area": "2"},
    ]
    assert names(plan(*rows), "2026-03-10 02:00", department="d") == ["of d", "town", "city"]
    assert names(plan(*rows), "2026-03-10 02:00") == ["town", "city"]
    assert names(plan(*rows), "2026-03-10 02:00", "1-1") == []


def test_two_rows_of_one_person_are_one_until_the_later_end() -> None:
    two = plan(ROW, ROW | {"from": "22:00", "to": "10:00"})
    (found,) = two.on_call(["1"], None, at("2026-03-10 02:00"))
    assert found.until == at("2026-03-10 10:00")


def test_a_mark_tells_nobody_and_another_plan_has_another_one() -> None:
    marks = [plan(ROW | {"name": name}).on_call(["1"], None, at("2026-03-10 02:00"))[0].mark for name in "ab"]
    assert marks[0] != marks[1] and all(mark.startswith("on-call:") and mark.endswith("-2") for mark in marks)


def test_of_an_inspector_the_roster_says_what_the_row_does_not() -> None:
    told = plan({"type": "班次", "day": "周一至周五", "from": "8:00", "to": "16:00", "inspector": "ann"})
    assert told.turns[0].area == "1-1" and told.turns[0].name == "Ann"
    assert told.planned("ann", at("2026-03-13 09:00")) == at("2026-03-13 16:00")
    assert told.planned("ann", at("2026-03-14 09:00")) is None and told.planned("bob", at(MONDAY)) is None
    assert names(told, "2026-03-13 09:00") == [], "who is planned is not on call"


def test_what_clocks_show_counts_where_they_are_put_forward() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    (found,) = plan(ROW | {"day": "2026-03-28"}, zone=berlin).on_call(
        ["1"], None, at("2026-03-29 01:00", "Europe/Berlin")
    )
    assert found.until == at("2026-03-29 08:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("周一", {0}),
        ("星期日", {6}),
        ("Mon", {0}),
        ("Fri-Mon", {4, 5, 6, 0}),
        ("周六、周日", {5, 6}),
        ("mon, Wednesday", {0, 2}),
        ("Mon – Fri", {0, 1, 2, 3, 4}),
        ("每天", set(range(7))),
    ],
)
def test_weekdays_are_read_as_people_write_them(told: str, days: set[int]) -> None:
    assert read_day(told) == (None, days)


@pytest.mark.parametrize("told", ["2026-12-05", "2026/12/5", "2026年12月5日", "2026-12-05 00:00:00"])
def test_a_date_is_read_as_spreadsheets_write_it(told: str) -> None:
    assert read_day(told) == ((date(2026, 12, 5) - date(1970, 1, 1)).days, frozenset())


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        ("8:00", "17:30", (480, 1050)),
        ("20:00:00", "08:00:00", (1200, 1920)),
        ("00:00", "24:00", (0, 1440)),
        ("08:00", "次日09:00", (480, 1980)),
        ("20:00", "次日8:00", (1200, 1920)),
        ("08:00", "08:00", (480, 1920)),
    ],
)
def test_hours_may_run_over_midnight(begin: str, end: str, minutes: tuple[int, int]) -> None:
    assert read_hours(begin, end) == minutes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"area": "9"}, "area must be a code of the city's areas, got '9'"),
        ({"area": ""}, "area must be a code of the city's areas, got ''"),
        ({"name": ""}, "inspector or name is missing"),
        ({"inspector": "zoe"}, "inspector must be one of the roster, got 'zoe'"),
        ({"type": "班次"}, "inspector is missing: a shift is of somebody on the roster"),
        ({"type": "休"}, "type must be on_call (备勤) or shift (班次), got '休'"),
        (
            {"department": "x"},
            "department must be a code or name of the matters' departments, got 'x'",
        ),
        (
            {"day": "soon"},
            "day must be a date as 2026-12-05, weekdays as Mon-Fri or 周一至周五, or daily, got 'soon'",
        ),
        ({"day": "2026-02-30"}, "day must be one that is, got '2026-02-30'"),
        ({"from": "24:00"}, "from must be before 24:00, got '24:00'"),
        ({"to": "8:60"}, "to must be a time as 08:00, got '8:60'"),
        ({"to": ""}, "to must be a time as 08:00, got ''"),
    ],
)
def test_a_plan_is_refused_in_one_sentence_with_its_line(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(ShiftsError) as refused:
        plan(ROW, {}, ROW | change)
    assert str(refused.value) == f"shifts.csv line 4: {sentence}"


def test_checking_tells_every_bad_row_and_lets_overlaps_be() -> None:
    found = list(check_shifts([ROW, ROW, ROW | {"area": "x"}, ROW | {"phone": "1.39E+10"}], CITY, "s"))
    assert [isinstance(one, Turn) for one in found] == [True, True, False, False]


def test_hours_without_anybody_are_told_once_where_they_come_every_day() -> None:
    rows = [
        ROW | {"day": "2026-12-04", "from": "08:00", "to": "次日02:00"},
        ROW | {"day": "2026-12-05", "from": "06:00", "to": "24:00"},
        ROW | {"area": "2", "from": "18:00", "to": "08:00"},
        ROW | {"area": "2", "from": "08:00", "to": "18:00", "department": "d"},
    ]
    assert list(gap_notes(plan(*rows).turns, date(2026, 12, 4), 2)) == [
        "nobody is on call for 1 on 2026-12-04 00:00–08:00",
        "nobody is on call for 1 on 2026-12-05 02:00–06:00",
        "nobody is on call for 2 on any day 08:00–18:00",
    ]


def test_a_list_that_ends_leaves_one_gap_over_the_days_after_it() -> None:
    (note,) = gap_notes(plan(ROW | {"day": "2026-12-04", "from": "00:00"}).turns, date(2026, 12, 4), 3)
    assert note == "nobody is on call for 1 on 2026-12-04 08:00 – 2026-12-06 24:00"
