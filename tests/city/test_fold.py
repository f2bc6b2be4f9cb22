"""Properties of the whole fold, over fixes and cases as hypothesis makes them up."""

import random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from city.cases.case import CaseEvent
from city.counts.counters import COUNTERS, DEFINITIONS
from city.live import LiveCity
from city.people.fixes import FixBatch
from city.queries.listing import rows_behind
from city.snapshot import remember, revive
from tests.city.small_city import (
    AREAS,
    DAY,
    MINUTE,
    NOW,
    PLACES,
    SECOND,
    acknowledged,
    filed,
    fixes,
    small_city,
)

DUTY = ((0, 595), (598, 1440))  # three minutes off, just before NOW
PEOPLE = ["ann", "bob", "cai", "dan", "eve", "stranger", "other"]
TIMES = st.one_of(
    st.integers(-20 * 60, 0).map(lambda s: NOW + s * SECOND),
    st.sampled_from([NOW - 30 * SECOND, NOW - MINUTE, NOW - 3 * MINUTE, NOW - DAY]),
)
NEAR = st.sampled_from([0.0, 0.0001, 0.0002, 0.0003, 0.001])  # about 0, 11, 22, 33 and 111 m
ACCURACIES = st.sampled_from([float("nan"), float("nan"), 5.0, 60.0, 12_000.0])
Fixes = tuple[str, int, float, float, float, float]


@st.composite
def one_fix(draw: st.DrawFn) -> Fixes:
    lat, lon = PLACES[draw(st.sampled_from(sorted(PLACES)))]
    battery, accuracy = draw(st.sampled_from([float("nan"), 0.0, 50.0])), draw(ACCURACIES)
    return draw(st.sampled_from(PEOPLE)), draw(TIMES), lat + draw(NEAR), lon + draw(NEAR), battery, accuracy


@st.composite
def one_case(draw: st.DrawFn) -> list[CaseEvent]:
    number = draw(st.integers(0, 30))
    choice = random.Random(number)  # one number, one case: a record never tells two stories of it
    ago = choice.choice([0, MINUTE, DAY, 2 * DAY, 5 * DAY])
    sos = choice.random() < 0.2
    told = {"outcome": choice.choice(["advised", None]), "sos": sos, "to_locate": choice.random() < 0.2}
    area = choice.choice([area.code for area in AREAS.order])
    first = filed(f"c{number}", area, NOW - ago, inspector=choice.choice([None, "ann", "bob"]), **told)
    return [first, acknowledged(first.case)] if sos and choice.random() < 0.5 else [first]


FIXES = st.lists(one_fix(), max_size=40)
CASES = st.lists(one_case(), max_size=12)


def batch(rows: list[Fixes]) -> FixBatch:
    made = fixes(*[row[:4] for row in rows])
    made.battery = np.array([row[4] for row in rows], np.float32)
    made.accuracy = np.array([row[5] for row in rows], np.float32)
    return made


def fold(city: LiveCity, rows: list[Fixes], events: list[list[CaseEvent]], size: int = 7) -> LiveCity:
    for start in range(0, len(rows), size):
        city.fold_fixes(batch(rows[start : start + size]), NOW)
    for event in (event for case in events for event in case):
        city.fold_events([event], NOW)
    city.tick(NOW)
    return city


def new_city() -> LiveCity:
    return small_city(duty=DUTY)


def unhurried() -> LiveCity:
    """Where nobody is too fast to be believed."""
    city = new_city()
    city.any_speed()
    return city


def seen(city: LiveCity) -> dict[str, Any]:
    """Everything that counts, without what depends on the order people were first seen in."""
    people = city.people
    columns = ("time", "placed", "received", "lat", "lon", "accuracy", "battery", "home", "leaf")
    columns += ("state", "moved", "marks", "shown", "sos")
    rows = {who: [repr(getattr(people, name)[row]) for name in columns] for who, row in people.row.items()}
    return {
        "people": rows,
        "cases": sorted(city.cases.state()),
        "counters": city.counters.tolist(),
        "covered": city.covered(NOW).tolist(),
        "hours": [city.hours(area.code) for area in AREAS.order],
        "wall": [case.id for case in city.wall_cases("0")],
    }


@given(FIXES, CASES, st.randoms(use_true_random=False), st.integers(1, 50))
def test_duplicates_and_any_order_end_in_the_same_city(
    rows: list[Fixes], events: list[list[CaseEvent]], chance: random.Random, size: int
) -> None:
    once = fold(unhurried(), rows, events)
    again = rows + chance.choices(rows, k=len(rows)) if rows else []
    retold = events + chance.choices(events, k=len(events)) if events else []
    chance.shuffle(again)
    chance.shuffle(retold)
    assert seen(fold(unhurried(), again, retold, size)) == seen(once)


@given(FIXES, st.randoms(use_true_random=False), st.integers(1, 50))
def test_of_people_who_jump_about_any_order_shows_the_same(
    rows: list[Fixes], chance: random.Random, size: int
) -> None:
    again = rows + chance.choices(rows, k=len(rows)) if rows else []
    chance.shuffle(again)
    one, other = fold(new_city(), rows, []), fold(new_city(), again, [], size)
    assert seen(one)["people"] == seen(other)["people"]
    but = [COUNTERS.index(name) for name in ("grids_covered", "grids_uncovered")]  # see docs/counters.md
    assert np.array_equal(np.delete(one.counters, but, 1), np.delete(other.counters, but, 1))


@given(FIXES, FIXES, CASES, CASES)
def test_a_snapshot_and_what_came_after_it_are_the_full_fold(
    before: list[Fixes],
    later: list[Fixes],
    filed_before: list[list[CaseEvent]],
    filed_later: list[list[CaseEvent]],
) -> None:
    whole = fold(fold(new_city(), before, filed_before), later, filed_later)
    revived = new_city()
    revive(revived, remember(fold(new_city(), before, filed_before)))
    assert seen(fold(revived, later, filed_later)) == seen(whole)


@given(FIXES, CASES)
def test_an_area_is_its_children_and_what_belongs_to_it_directly(
    rows: list[Fixes], events: list[list[CaseEvent]]
) -> None:
    city = fold(new_city(), rows, events)
    for column, name in enumerate(COUNTERS):
        if not DEFINITIONS[name].additive:
            continue
        listed = {area.code: ids_behind(city, name, area.code) for area in AREAS.order}
        for position, area in enumerate(AREAS.order):
            children = [AREAS.position[child.code] for child in AREAS.children(area.code)]
            below = [who for child in AREAS.children(area.code) for who in listed[child.code]]
            direct = [who for who in listed[area.code] if who not in below]
            total = city.counters[position, column]
            assert total == city.counters[children, column].sum() + weight(city, name, direct)


def ids_behind(city: LiveCity, name: str, code: str) -> list[str]:
    return [getattr(row, "id", None) or row.code for row in rows_behind(city, name, code, 1000)]


def weight(city: LiveCity, name: str, direct: list[str]) -> int:
    return sum(AREAS[code].posts for code in direct) if name == "posts" else len(direct)


@given(FIXES, CASES)
def test_everyone_is_in_one_state_and_the_states_add_up(
    rows: list[Fixes], events: list[list[CaseEvent]]
) -> None:
    city = fold(new_city(), rows, events)
    told = {name: city.counters[:, column] for column, name in enumerate(COUNTERS)}
    assert (told["on_duty"] == told["patrolling"] + told["handling"] + told["idle"]).all()
    assert (told["people"] == told["on_duty"] + told["offline"] + told["off_shift"]).all()
    assert (told["advised"] <= told["reported"]).all()
    assert (told["outside"] <= told["on_duty"]).all()


@settings(max_examples=30)
@given(FIXES, st.lists(st.integers(-3 * DAY, 3 * DAY), max_size=5), CASES)
def test_a_clock_that_jumped_in_between_leaves_no_trace(
    rows: list[Fixes], jumps: list[int], events: list[list[CaseEvent]]
) -> None:
    city = fold(new_city(), rows, events)
    for jump in jumps:
        city.tick(NOW + jump)
    city.tick(NOW)
    assert seen(city) == seen(fold(new_city(), rows, events))
