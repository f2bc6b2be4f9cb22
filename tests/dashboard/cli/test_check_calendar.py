"""The working calendar as a file: read, kept with the demo city, and judged by `gridwall check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from city.time.workdays import Calendar
from dashboard.cli.check_calendar import calendar_findings
from dashboard.cli.demo_city import demo_calendar
from dashboard.settings.city_files import CityPaths, read_city_calendar
from dashboard.settings.installed_city import city_calendar
from dashboard.settings.settings import Settings, read_settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)


def settings(folder: Path, text: str) -> Settings:
    file = folder / "calendar.toml"
    file.write_text(text, "utf-8")
    return read_settings(None, {"GRIDWALL_CITY_CALENDAR": str(file)})


def said(settings: Settings) -> list[tuple[str, str]]:
    return [(verdict.level, verdict.sentence) for verdict in calendar_findings(settings, TODAY)]


def test_without_a_calendar_only_weekends_are_free() -> None:
    assert said(Settings()) == [("ok", "no calendar: deadlines know weekends, but no public holidays")]
    assert city_calendar(Settings()) == Calendar(SHANGHAI)


def test_a_sound_calendar_is_told_with_its_days(tmp_path: Path) -> None:
    told = settings(tmp_path, 'holidays = ["2026-10-01"]\nmake_up = ["2026-10-10"]')
    assert said(told) == [("ok", "the calendar calendar.toml has 1 holidays and 1 make-up days")]
    assert city_calendar(told).holidays == {date(2026, 10, 1)}


@pytest.mark.parametrize(
    ("text", "known"), [('holidays = ["2026-01-01"]', "its last one was 2026-01-01"), ("", "it has none")]
)
def test_a_calendar_that_has_run_out_is_worth_a_thought(tmp_path: Path, text: str, known: str) -> None:
    wanted = f"the calendar knows no holiday ahead: {known}; deadlines may come too early"
    assert said(settings(tmp_path, text))[1] == ("warn", wanted)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("holidays = ", "calendar.toml: must be TOML, got Invalid value"),
        ('holidays = ["soon"]', "calendar.toml holidays: a day such as 2026-10-01 wanted, got 'soon'"),
    ],
)
def test_a_bad_calendar_is_one_line_with_its_name(tmp_path: Path, text: str, sentence: str) -> None:
    ((level, told),) = said(settings(tmp_path, text))
    assert level == "bad"
    assert sentence in told


def test_the_demo_city_has_the_holidays_that_were_announced(demo_files: CityPaths) -> None:
    calendar = read_city_calendar(demo_calendar(demo_files), SHANGHAI)
    this_year = [day for day in calendar.holidays if day.year == 2026]
    assert len(this_year) == 33
    assert len(calendar.make_up) == 6
    assert calendar.works(date(2026, 10, 10))
    assert not any(calendar.works(day) for day in calendar.holidays)
    assert not any(day.year == 2027 for day in calendar.make_up)
