"""The working calendar: what its file may say, and what it is refused for."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from city.time.workdays import Calendar, CalendarError, read_calendar
from tests.city.small_city import HOUR, at

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_calendar_that_says_nothing_rests_on_weekends_only() -> None:
    calendar = read_calendar({}, "calendar.toml", ZONE)
    assert calendar == Calendar(ZONE)
    assert calendar.day_ms == 8 * HOUR
    assert [calendar.works(date(2026, 3, day)) for day in (13, 14, 15, 16)] == [True, False, False, True]


def test_a_calendar_knows_holidays_make_up_days_and_other_hours() -> None:
    told = {
        "hours": "09:00-17:00",
        "weekend": ["sunday"],
        "holidays": [date(2026, 10, 1)],
        "make_up": ["2026-10-04"],
    }
    calendar = read_calendar(told, "calendar.toml", ZONE)
    assert [calendar.works(date(2026, 10, day)) for day in (1, 2, 3, 4)] == [False, True, True, True]
    week = calendar.worked(at("2026-10-05 00:00")) - calendar.worked(at("2026-09-28 00:00"))
    assert week == 6 * 8 * HOUR


def test_a_day_on_which_clocks_change_has_the_hours_its_wall_shows() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"), ((0, 1440),), frozenset())
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)):
        start = at(f"{day} 00:00", "Europe/Berlin")
        assert calendar.worked(start + hours * HOUR) - calendar.worked(start) == hours * HOUR


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"holliday": []}, "c.toml: holliday is not known, hours, weekend, holidays, make_up are"),
        ({"hours": 8}, "c.toml: hours must be text such as '08:00-12:00, 14:00-18:00', got 8"),
        ({"hours": "8-12"}, "c.toml: hours must be ranges like 08:00-17:30, got '8-12'"),
        ({"hours": ""}, "c.toml: hours must name at least one range, got ''"),
        ({"hours": "08:00-12:00, 11:00-13:00"}, "c.toml: hours must not overlap"),
        ({"weekend": ["sun"]}, "c.toml: weekend must be a list of monday"),
        ({"weekend": 6}, "tuesday, wednesday, thursday, friday, saturday, sunday, got 6"),
        ({"weekend": [["sunday"]]}, "got ['sunday']"),
        ({"holidays": "2026-10-01"}, "c.toml: holidays must be a list of days such as '2026-10-01'"),
        ({"holidays": ["2026-13-01"]}, "c.toml holidays: a day such as 2026-10-01 wanted, got '2026-13-01'"),
        ({"holidays": [{"a": 1}]}, "c.toml holidays: a day such as 2026-10-01 wanted, got {'a': 1}"),
        ({"make_up": ["2026-10-05"]}, "c.toml make_up: must be weekend days, got 2026-10-05, a monday"),
        ({"holidays": ["2026-10-10"], "make_up": ["2026-10-10"]}, "got 2026-10-10 as both"),
    ],
)
def test_a_calendar_is_refused_in_one_sentence(told: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CalendarError) as refused:
        read_calendar(told, "c.toml", ZONE)
    assert sentence in str(refused.value)


def test_a_week_without_a_day_of_work_is_refused() -> None:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    with pytest.raises(CalendarError, match="weekend must leave a day to work on, got all seven"):
        read_calendar({"weekend": days}, "c.toml", ZONE)
