"""Clocks that run right: against a slow reference, and at the moments where clocks go wrong."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city.matters import LIMIT_KINDS, LimitError
from city.rules import Rules
from city.time.deadlines import Limit, clock, due, due_soon_at, left, length, read_limit, resume, runs_on
from city.time.workdays import Calendar, read_calendar
from tests.city.clock_walk import calendars, same_wall_time, walk, worked
from tests.city.small_city import DAY, HOUR, MINUTE, at

Placed = tuple[Calendar, int]
OCTOBER = read_calendar(
    {"holidays": [f"2026-10-0{day}" for day in range(1, 8)], "make_up": ["2026-09-20", "2026-10-10"]},
    "calendar.toml",
    ZoneInfo("Asia/Shanghai"),
)


@pytest.mark.parametrize("limit", ["", "6 urgent_hours", "2 natural_days", "2 work_days", "8 work_hours"])
def test_what_is_left_is_plain_time_only_of_limits_that_run_day_and_night(limit: str) -> None:
    assert runs_on(limit) == (not limit or limit.endswith(("urgent_hours", "natural_days")))


@given(calendars(), st.integers(1, 8))
@settings(deadline=None, max_examples=30)
def test_work_hours_end_when_a_walk_through_the_minutes_does(placed: Placed, hours: int) -> None:
    calendar, start = placed
    assert due(start, Limit(hours, "work_hours"), calendar) == walk(start, hours * HOUR, calendar, [])


@given(calendars(), st.integers(0, 3 * DAY))
@settings(deadline=None, max_examples=30)
def test_what_is_left_is_what_a_walk_counts_and_below_zero_afterwards(placed: Placed, span: int) -> None:
    calendar, start = placed
    expected = worked(start, start + span, calendar)
    assert left(start, start + span, "work_days", calendar) == expected
    assert left(start + span, start, "work_hours", calendar) == -expected


@given(calendars(), st.lists(st.integers(0, 9 * HOUR), min_size=2, max_size=4))
@settings(deadline=None, max_examples=30)
def test_pauses_are_kept_apart_to_the_millisecond(placed: Placed, spans: list[int]) -> None:
    """Runs and pauses in turn, each while some of the limit is left."""
    calendar, now = placed
    limit, pauses = Limit(5, "work_hours"), []
    start, end = now, due(now, limit, calendar)
    for run, rest in zip(spans[::2], spans[1::2], strict=False):
        now += run
        if now >= end:
            break
        remaining = left(now, end, limit.kind, calendar)
        pauses.append((now, now + rest))
        now += rest
        end = resume(now, remaining, limit.kind, calendar)
    assert end == walk(start, length(limit, calendar), calendar, pauses)


@given(calendars(), st.integers(1, 3))
@settings(deadline=None, max_examples=30)
def test_a_natural_day_ends_at_the_same_time_on_the_wall(placed: Placed, days: int) -> None:
    calendar, start = placed
    assert due(start, Limit(days, "natural_days"), calendar) == same_wall_time(start, days, calendar.zone)


@given(calendars(), st.sampled_from(LIMIT_KINDS), st.integers(1, 400), st.integers(0, 40 * DAY))
@settings(deadline=None)
def test_a_pause_of_no_length_changes_nothing(placed: Placed, kind: str, amount: int, later: int) -> None:
    calendar, start = placed
    end = due(start, Limit(amount, kind), calendar)
    again = resume(start + later, left(start + later, end, kind, calendar), kind, calendar)
    assert left(start, again, kind, calendar) == left(start, end, kind, calendar)
    assert again == end or kind == "natural_days"  # which may end in an hour that is told twice


@given(calendars(), st.sampled_from(LIMIT_KINDS), st.integers(-3 * DAY, 3 * DAY), st.integers(0, 3 * DAY))
@settings(deadline=None)
def test_a_clock_never_gains_time(placed: Placed, kind: str, ahead: int, later: int) -> None:
    calendar, now = placed
    before, after = (left(moment, now + ahead, kind, calendar) for moment in (now, now + later))
    assert after <= before
    assert before >= 0 or ahead < 0


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-03-10 10:00", "2 work_days", "2026-03-12 10:00"),
        ("2026-03-13 17:59:59", "1 work_hours", "2026-03-16 08:59:59"),  # Friday evening to Monday
        ("2026-03-10 12:30", "4 work_hours", "2026-03-10 18:00"),  # within the noon break
        ("2026-03-10 18:00", "1 work_days", "2026-03-11 18:00"),
        ("2026-09-30 16:00", "1 work_days", "2026-10-08 16:00"),  # over the national holidays
        ("2026-10-09 16:00", "1 work_days", "2026-10-10 16:00"),  # into a Saturday that is worked
        ("2026-09-30 23:59:59", "1 urgent_hours", "2026-10-01 00:59:59"),
        ("2026-09-30 16:00", "2 natural_days", "2026-10-02 16:00"),
    ],
)
def test_limits_over_nights_breaks_holidays_and_make_up_days(start: str, limit: str, end: str) -> None:
    assert due(at(start), read_limit(limit), OCTOBER) == at(end)


def test_a_limit_longer_than_any_calendar_ends_with_it() -> None:
    one_minute_a_week = Calendar(ZoneInfo("UTC"), ((0, 1),), frozenset(range(1, 7)))
    assert due(0, read_limit("9999 work_hours"), one_minute_a_week) > at("2500-01-01")


@pytest.mark.parametrize("text", ["", "2", "2 days", "-1 work_days", "0 work_days", "two work_days", None])
def test_a_limit_that_is_none_is_refused(text: object) -> None:
    with pytest.raises(LimitError, match="limit must be a number and one of urgent_hours"):
        read_limit(text)


@dataclass
class Told:
    limit: str = "8 work_hours"
    due: int | None = at("2026-03-10 18:00")
    paused: object | None = None
    ended_at: int | None = None


@pytest.mark.parametrize(
    ("case", "now", "state"),
    [
        (Told(), "2026-03-10 16:59", "running"),
        (Told(), "2026-03-10 17:00", "running"),  # an hour is left, not less
        (Told(), "2026-03-10 17:00:01", "due_soon"),
        (Told(limit="2 work_hours"), "2026-03-10 17:15", "running"),  # a quarter of it is half an hour
        (Told(limit="2 work_hours"), "2026-03-10 17:31", "due_soon"),
        (Told(), "2026-03-10 18:00", "due_soon"),
        (Told(), "2026-03-10 18:00:01", "overdue"),
        (Told(paused=object(), due=None), "2026-03-11 18:00", "paused"),
        (Told(ended_at=5), "2026-03-11 18:00", "finished"),
        (Told(limit="", due=None), "2026-03-11 18:00", "running"),
    ],
)
def test_a_clock_has_one_word_for_how_it_stands(case: Told, now: str, state: str) -> None:
    assert clock(case, at(now), Rules(), OCTOBER) == state


def test_due_soon_counts_the_limits_own_time_not_the_night() -> None:
    case = Told(due=at("2026-03-11 08:30"))
    assert clock(case, at("2026-03-10 17:30"), Rules(), OCTOBER) == "running"  # an hour of work is left
    assert clock(case, at("2026-03-10 17:30") + MINUTE, Rules(), OCTOBER) == "due_soon"


def test_the_moment_a_case_is_due_soon_follows_the_rule_and_is_the_clock_s() -> None:
    case = Told()  # due at 18:00
    for minutes, moment in ((30, "17:30"), (90, "16:30")):
        rules = Rules(due_soon_minutes=minutes)
        soon = due_soon_at(case, rules, OCTOBER)
        assert soon == at(f"2026-03-10 {moment}") + 1
        assert [clock(case, soon + ms, rules, OCTOBER) for ms in (-1, 0)] == ["running", "due_soon"]
    assert due_soon_at(Told(paused=object(), due=None), Rules(), OCTOBER) is None


def test_while_an_hour_is_told_again_a_natural_day_stands_still() -> None:
    """In Berlin 03:00 became 02:00 at 01:00 UTC."""
    calendar, noon = Calendar(ZoneInfo("Europe/Berlin")), at("2026-10-25 12:00", "Europe/Berlin")
    for utc, hours in (("00:00", 10), ("00:30", 9.5), ("01:00", 9), ("01:45", 9), ("02:30", 8.5)):
        now = at(f"2026-10-25 {utc}", "UTC")
        assert left(now, noon, "natural_days", calendar) == hours * HOUR
