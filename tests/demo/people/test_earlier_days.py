"""The week before yesterday: thinner lives, and counters that are whole."""

from __future__ import annotations

from collections import Counter

import pytest

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


def week(seed: int = 1) -> Past:
    city = Simulation(AREAS, ROSTER.people, MATTERS, ZONE, KEYS, Plan(seed=seed), NOON)
    lives = PastLives(AREAS, ROSTER, MATTERS, RULES, Calendar(ZONE), NOON, seed)
    city.live_through(lives, NOON, SINCE)
    city.live_before(lives, NOON)
    return lives.told()


@pytest.fixture(scope="module")
def past() -> Past:
    return week()


@pytest.fixture(scope="module")
def folded(past: Past) -> LiveCity:
    live = LiveCity(AREAS, ROSTER, MATTERS, RULES)
    live.fold_events(past.events, NOON)
    return live


def test_eight_days_stand_before_today_and_every_event_fits(past: Past, folded: LiveCity) -> None:
    assert folded.unfit == []
    assert midnight(NOON, ZONE, 9) < past.events[0].time < midnight(NOON, ZONE, 8) + DAY // 8
    assert len({event.case for event in past.events if event.revision == 1}) == len(folded.cases)
    assert len({event.key for event in past.events}) == len(past.events)


def test_a_working_day_sees_more_than_a_sunday(folded: LiveCity) -> None:
    filed = Counter(DAYS.day(case.filed) for case in folded.cases if not case.sos)
    for ago in range(2, 9):
        wanted = filed[TODAY - 1] * weekday_share(TODAY - ago) / weekday_share(TODAY - 1)
        assert 0.85 * wanted < filed[TODAY - ago] < 1.15 * wanted


def test_seven_of_ten_are_advised_and_all_others_came_to_an_end(folded: LiveCity) -> None:
    earlier = [case for case in folded.cases if DAYS.day(case.filed) < TODAY - 1 and not case.sos]
    advised = [case for case in earlier if case.state == "advised"]
    sent = [case for case in earlier if case.dispatched_at]
    assert 0.66 < len(advised) / len(earlier) < 0.76
    assert len(advised) + len(sent) == len(earlier)
    assert {case.state for case in sent} == {"closed"}
    assert any(case.returned for case in sent)
    assert any(case.due and case.closed_at and case.due < case.closed_at for case in sent)


def test_the_calls_of_the_week_came_to_their_end(folded: LiveCity) -> None:
    calls = [case for case in folded.cases if case.sos]
    assert len(calls) == 2 + len(EARLIER_CALLS_AGO)
    assert {case.state for case in calls} == {"closed"}


def test_a_week_ago_is_known_and_only_yesterday_and_today_stay_in_memory(past: Past) -> None:
    live = LiveCity(AREAS, ROSTER, MATTERS, RULES)
    live.fold_events(past.events, NOON)
    live.tick(NOON)
    told = live.earlier.of(0)
    assert told["day"]["reported"] > told["day"]["advised"] > told["day"]["dispatched"] > 0
    assert told["week"]["reported"] > told["week"]["dispatched"] > told["week"]["closed"] > 0
    assert all(DAYS.day(case.ended_at or NOON) >= TODAY - 1 for case in live.cases)


def test_the_same_seed_makes_the_same_week(past: Past) -> None:
    assert week().events == past.events
