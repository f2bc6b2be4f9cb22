"""Local days and hours where clocks change and where they do not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules import Rules, RulesError, duty_hours
from city.time.days import HOUR, Duty, LocalDays
from tests.city.small_city import at

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")


@given(st.sampled_from(ZONES), st.lists(st.integers(0, 4_000_000_000_000), min_size=1, max_size=5))
def test_local_time_is_what_the_standard_library_says(zone: str, times: list[int]) -> None:
    days = LocalDays(ZoneInfo(zone))
    expected = [
        int(datetime.fromtimestamp(time // 1000, ZoneInfo(zone)).replace(tzinfo=ZoneInfo("UTC")).timestamp())
        for time in times
    ]
    assert (days.locals(np.array(times, np.int64)) // 1000).tolist() == expected
    assert [days.local(time) // 1000 for time in times] == expected


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_may_have_23_or_25_hours(day: str, hours: int) -> None:
    days = LocalDays(ZoneInfo("Europe/Berlin"))
    start = at(f"{day} 00:00", "Europe/Berlin")
    assert days.day(start + hours * HOUR - 1) == days.day(start)
    assert days.day(start + hours * HOUR) == days.day(start) + 1


def test_a_time_no_calendar_holds_is_still_some_day() -> None:
    days = LocalDays(ZoneInfo("Asia/Shanghai"))
    assert days.day(10**15) > days.day(4 * 10**12)
    assert days.stamp(-5, "%Y") == "1970"


def test_duty_begins_at_its_first_minute_and_ends_before_its_last() -> None:
    days = LocalDays(ZoneInfo("Asia/Shanghai"))
    duty = Duty(duty_hours("08:00-12:00, 14:00-17:30"), days)
    moments = ["07:59", "08:00", "11:59", "12:00", "14:00", "17:29", "17:30"]
    times = [at(f"2026-03-10 {moment}") for moment in moments]
    expected = [False, True, True, False, True, True, False]
    assert [duty.on(time) for time in times] == expected
    assert duty.each(np.array(times, np.int64)).tolist() == expected


def test_a_shift_past_midnight_is_two_ranges() -> None:
    assert duty_hours("22:00-06:00") == ((0, 360), (1320, 1440))
    assert Duty(duty_hours("00:00-24:00"), LocalDays(ZoneInfo("UTC"))).always


@pytest.mark.parametrize("text", ["8-12", "08:00-08:00", "08:00-25:00", "08:61-12:00"])
def test_hours_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(RulesError, match="duty must be ranges"):
        duty_hours(text)


@pytest.mark.parametrize("wrong", [{"timezone": "Moon/Base"}, {"on_duty_minutes": 0}, {"duty": ((10, 5),)}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RulesError, match="must be"):
        Rules(**wrong)  # type: ignore[arg-type]
