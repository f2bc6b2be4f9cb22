"""The made-up past: whole lives, each step as the rules decide it, in the shares of a real town."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from city.live import LiveCity
from city.matters import Limit
from city.rules import AROUND_THE_CLOCK, Rules
from city.time.workdays import Calendar
from demo.people.past import Past, PastLives
from demo.people.reporting import midnight
from demo.people.simulate import Plan, Simulation
from tests.demo.people.test_simulate import AREAS, KEYS, NOON, ROSTER, ZONE
from tests.demo.people.test_simulate import MATTERS as USUAL

RULES = Rules(duty=AROUND_THE_CLOCK)
HURRIED = {code: replace(item, limit=Limit(4, "urgent_hours")) for code, item in USUAL.items.items()}
MATTERS = replace(USUAL, items=HURRIED)
SINCE = midnight(NOON, ZONE, 1)


def lived(seed: int = 1, reports_an_hour: float = 120.0) -> Past:
    plan = Plan(seed=seed, reports_an_hour=reports_an_hour)
    city = Simulation(AREAS, ROSTER.people, MATTERS, ZONE, KEYS, plan, NOON)
    lives = PastLives(AREAS, ROSTER, MATTERS, RULES, Calendar(ZONE), NOON, seed)
    city.live_through(lives, NOON, SINCE)
    return lives.told()


@pytest.fixture(scope="module")
def past() -> Past:
    return lived()


@pytest.fixture(scope="module")
def folded(past: Past) -> LiveCity:
    live = LiveCity(AREAS, ROSTER, MATTERS, RULES)
    live.fold_events(past.events, NOON)
    return live


def test_every_event_fits_and_none_is_of_the_future(past: Past, folded: LiveCity) -> None:
    assert folded.unfit == []
    ids = [tuple(map(int, event.entry.split("-"))) for event in past.events]
    assert ids == sorted(set(ids))
    assert ids[0][0] >= SINCE and ids[-1][0] < NOON


def test_seven_of_ten_are_advised_and_most_of_the_others_fed_back(folded: LiveCity) -> None:
    reported = [case for case in folded.cases if not case.sos]
    advised = sum(case.state == "advised" for case in reported)
    sent = sum(case.dispatched_at is not None for case in reported)
    fed_back = sum(case.fed_back_at is not None for case in reported)
    assert 0.66 < advised / len(reported) < 0.76
    assert 0.20 < sent / len(reported) < 0.32
    assert 0.70 < fed_back / sent < 0.98


def test_work_is_going_on_and_some_of_it_is_late_or_came_back(folded: LiveCity) -> None:
    states = Counter(case.state for case in folded.cases)
    assert states["new"] and states["dispatched"] and states["handling"] and states["closed"]
    assert any(case.returned for case in folded.cases)
    assert any(case.open and case.due and case.due < NOON for case in folded.cases)


def test_two_calls_for_help_came_to_a_good_end(folded: LiveCity) -> None:
    calls = [case for case in folded.cases if case.sos]
    assert [case.state for case in calls] == ["closed", "closed"]
    for call in calls:
        story = [step.type for step in folded.cases.history(call.id)]
        assert story[:2] == ["filed", "acknowledged"] and story[-1] == "closed" and "arrived" in story


def test_whoever_stands_as_sent_is_told_so(past: Past, folded: LiveCity) -> None:
    for told in past.dispatches:
        case = folded.cases.get(str(told["case"]))
        assert case is not None and case.assignment is not None
        assert case.assignment.id == told["dispatch"]
    assert past.dispatches


def test_the_same_seed_makes_the_same_past() -> None:
    thin = lived(1, 15.0).events
    assert len(thin) > 300
    assert lived(1, 15.0).events == thin != lived(2, 15.0).events
