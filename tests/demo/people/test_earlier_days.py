"""The week before yesterday: thinner lives, and counters that are whole."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest

from city.cases.case import Case
from city.counts.counters import COLUMN
from city.live import LiveCity
from city.time.days import DAY, LocalDays
from city.time.workdays import Calendar
from demo.people.past import Past, PastLives
from demo.people.reporting import midnight, weekday_share
from demo.people.simulate import EARLIER_CALLS_AGO, Plan, Simulation
from tests.demo.people.test_past import MATTERS, RULES, SINCE
from tests.demo.people.test_simulate import AREAS, KEYS, NOON, ROSTER, ZONE

DAYS = LocalDays(ZONE)
TODAY = DAYS.day(NOON)


def week(seed: int = 1, reports_an_hour: float = 120.0) -> Past:
    plan = Plan(seed=seed, reports_an_hour=reports_an_hour)
    city = Simulation(AREAS, ROSTER.people, MATTERS, ZONE, KEYS, plan, NOON)
    lives = PastLives(AREAS, ROSTER, MATTERS, RULES, Calendar(ZONE), NOON, seed)
    city.live_through(lives, NOON, SINCE)
    city.live_before(lives, NOON)
    return lives.told()


@pytest.fixture(scope="module")
def past() -> Past:
    return week()


class Folded(NamedTuple):
    live: LiveCity  # after a tick, which puts earlier days away
    cases: list[Case]  # all, as they were before it


@pytest.fixture(scope="module")
def folded(past: Past) -> Folded:
    live = LiveCity(AREAS, ROSTER, MATTERS, RULES)
    live.fold_events(past.events, NOON)
    cases = list(live.cases)
    live.tick(NOON)
    return Folded(live, cases)


def test_eight_days_stand_before_today_and_every_event_fits(past: Past, folded: Folded) -> None:
    assert folded.live.unfit == []
    assert midnight(NOON, ZONE, 9) < past.events[0].time < midnight(NOON, ZONE, 8) + DAY // 8
    assert len({event.case for event in past.events if event.revision == 1}) == len(folded.cases)
    assert len({event.key for event in past.events}) == len(past.events)


def test_a_working_day_sees_more_than_a_sunday(folded: Folded) -> None:
    filed = Counter(DAYS.day(case.filed) for case in folded.cases if not case.sos)
    for ago in range(2, 9):
        wanted = filed[TODAY - 1] * weekday_share(TODAY - ago) / weekday_share(TODAY - 1)
        assert 0.85 * wanted < filed[TODAY - ago] < 1.15 * wanted


def test_seven_of_ten_are_advised_and_all_others_came_to_an_end(folded: Folded) -> None:
    earlier = [case for case in folded.cases if DAYS.day(case.filed) < TODAY - 1 and not case.sos]
    advised = [case for case in earlier if case.state == "advised"]
    sent = [case for case in earlier if case.dispatched_at]
    assert 0.66 < len(advised) / len(earlier) < 0.76
    assert len(advised) + len(sent) == len(earlier)
    assert {case.state for case in sent} == {"closed"}
    assert any(case.returned for case in sent)
    assert any(case.due and case.closed_at and case.due < case.closed_at for case in sent)


def test_the_calls_of_the_week_came_to_their_end(folded: Folded) -> None:
    calls = [case for case in folded.cases if case.sos]
    assert len(calls) == 2 + len(EARLIER_CALLS_AGO)
    assert {case.state for case in calls} == {"closed"}


def test_a_week_ago_is_known_and_only_yesterday_and_today_stay_in_memory(folded: Folded) -> None:
    live = folded.live
    told = live.earlier.of(0)
    assert told["day"]["reported"] > told["day"]["advised"] > told["day"]["dispatched"] > 0
    assert told["week"]["reported"] > told["week"]["dispatched"] > told["week"]["closed"] > 0
    assert all(DAYS.day(case.ended_at or NOON) >= TODAY - 1 for case in live.cases)


def test_as_much_was_open_then_as_now(folded: Folded) -> None:
    now = folded.live.counters[0][COLUMN["open"]]
    then = folded.live.earlier.of(0)
    assert 0.6 * now < then["day"]["open"] < 1.5 * now
    assert 0.6 * now < then["week"]["open"] < 1.5 * now


def test_the_same_seed_makes_the_same_week_and_another_seed_another() -> None:
    thin = week(1, 15.0).events
    assert len(thin) > 1_000
    assert week(1, 15.0).events == thin != week(2, 15.0).events
