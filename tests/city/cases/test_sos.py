"""Which signals are one call for help, and how long it calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.cases.case import CaseEvent
from city.cases.sos import call_case
from city.live import LiveCity
from city.snapshot import remember, revive
from tests.city.small_city import (
    HOUR,
    MINUTE,
    NOW,
    PLACES,
    acknowledged,
    counter,
    filed,
    fix,
    small_city,
)

SENT = {"dispatch": "d", "inspector": "bob", "answer_by": NOW + MINUTE}


def moved(case: str, revision: int, type: str, **data: object) -> CaseEvent:
    return CaseEvent(f"{NOW}-{revision}", case, revision, type, NOW, "bob", f"{case}:{revision}", data)


def signal(city: LiveCity, who: str, time: int, place: str | None = "1-2") -> str:
    lat, lon = PLACES[place] if place else (None, None)
    return city.fold_sos(who, time, time, lat, lon).case


def file_all(city: LiveCity, now: int) -> list[str]:
    """What the clerk does."""
    unfiled = city.unfiled_sos(now)
    city.fold_events([filed(case, time=now, **data) for case, data in unfiled], now)
    city.tick(now)
    return [case for case, _ in unfiled]


def filed_data(city: LiveCity) -> dict[str, object]:
    [(_, data)] = city.unfiled_sos(NOW)
    return data


def test_a_call_from_a_rough_place_is_at_the_last_good_position_until_a_good_one_comes() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1", NOW - MINUTE, accuracy=5), NOW)
    lat, lon = PLACES["2-2"]
    city.fold_fixes(fix("ann", "2-2", NOW, accuracy=12_000), NOW)
    city.fold_sos("ann", NOW, NOW, lat, lon, accuracy=12_000)
    assert filed_data(city)["area"] == "1-1"
    city.fold_sos("ann", NOW + MINUTE, NOW + MINUTE, *PLACES["1-2"], accuracy=20)
    assert filed_data(city)["area"] == "1-2"
    city.fold_sos("ann", NOW + 2 * MINUTE, NOW + 2 * MINUTE, lat, lon, accuracy=12_000)
    assert filed_data(city)["area"] == "1-2"


def test_a_call_from_a_rough_place_of_somebody_never_seen_is_there() -> None:
    city = small_city()
    city.fold_sos("bob", NOW, NOW, *PLACES["2-2"], accuracy=12_000)
    assert filed_data(city)["area"] == "2-2"


def test_the_first_minute_names_the_case_and_later_signals_belong_to_it() -> None:
    city = small_city()
    assert signal(city, "ann", NOW) == call_case("ann", "202603101000")
    assert signal(city, "ann", NOW + 9 * MINUTE) == call_case("ann", "202603101000")
    assert signal(city, "ann", NOW + 18 * MINUTE) == call_case("ann", "202603101000")
    assert signal(city, "bob", NOW) == call_case("bob", "202603101000")


def test_while_nobody_acknowledged_it_it_stays_one_call() -> None:
    city = small_city()
    signal(city, "ann", NOW)
    assert file_all(city, NOW) == [call_case("ann", "202603101000")]
    assert signal(city, "ann", NOW + 3 * HOUR) == call_case("ann", "202603101000")


def test_acknowledged_and_silent_for_ten_minutes_the_next_signal_is_a_new_call() -> None:
    city = small_city()
    case = signal(city, "ann", NOW)
    file_all(city, NOW)
    city.fold_events([acknowledged(case, NOW + MINUTE)], NOW + MINUTE)
    assert signal(city, "ann", NOW + 10 * MINUTE) == case
    assert signal(city, "ann", NOW + 21 * MINUTE) == call_case("ann", "202603101021")


def test_two_calls_in_the_hour_that_autumn_tells_twice_are_two_cases() -> None:
    city = small_city(timezone="Europe/Berlin")
    first = 1_792_888_200_000  # 2026-10-25 02:30 summer time
    case = signal(city, "ann", first)
    file_all(city, first)
    city.fold_events([acknowledged(case, first)], first)
    assert signal(city, "ann", first + HOUR) == f"{case}-2"


@pytest.mark.parametrize(
    ("place", "area", "to_locate"), [("2-1", "2-1", False), (None, "1-1", False), ("outside", "1-1", False)]
)
def test_a_call_lies_where_it_says_else_at_the_last_good_position(
    place: str | None, area: str, to_locate: bool
) -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1"), NOW)
    signal(city, "ann", NOW, place)
    data = filed_data(city)
    assert (data["area"], data["to_locate"], data["sos"], data["urgency"]) == (
        area,
        to_locate,
        True,
        "urgent",
    )


@pytest.mark.parametrize(("who", "area"), [("cai", "1"), ("unknown-17-0", "0")])
def test_a_call_without_any_position_lies_at_home_and_waits_to_be_located(who: str, area: str) -> None:
    city = small_city()
    signal(city, who, NOW, None)
    data = filed_data(city)
    assert (data["area"], data["lat"], data["to_locate"]) == (area, None, True)


def test_the_person_s_flag_and_the_count_stand_until_somebody_acknowledges() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-2"), NOW)
    case = signal(city, "ann", NOW)
    file_all(city, NOW)
    row = city.people.row["ann"]
    city.tick(NOW + 5 * HOUR)
    assert city.people.sos[row] and counter(city, "sos", "1") == counter(city, "sos_waiting", "1") == 1
    version = city.version
    city.fold_events([acknowledged(case, NOW), moved(case, 3, "dispatched", **SENT)], NOW)
    city.tick(NOW)
    assert city.people.sos[row] and (counter(city, "sos"), counter(city, "sos_waiting")) == (1, 0)
    city.fold_events([moved(case, 4, "arrived", dispatch="d")], NOW)
    city.tick(NOW)
    assert not city.people.sos[row] and counter(city, "sos") == 0
    assert city.people.version[row] > version


def test_who_comes_and_gives_it_back_leaves_the_call_open() -> None:
    city = small_city()
    events = [filed("c", sos=True, inspector="ann"), moved("c", 2, "dispatched", **SENT)]
    city.fold_events([*events, moved("c", 3, "arrived", dispatch="d")], NOW)
    assert not city.cases.get("c").calling  # type: ignore[union-attr]
    back = {"dispatch": "d", "reason": "not found"}
    [case] = city.fold_events([moved("c", 4, "handed_back", **back)], NOW)
    assert case.calling and not case.waiting  # whoever sends somebody has taken note of it


def test_a_new_signal_after_the_gap_is_a_new_call_while_the_acknowledged_one_is_open() -> None:
    city = small_city()
    first = signal(city, "ann", NOW)
    file_all(city, NOW)
    city.fold_events([acknowledged(first)], NOW)
    again = signal(city, "ann", NOW + HOUR)
    assert file_all(city, NOW + HOUR) == [again]
    assert counter(city, "sos") == 2


def test_who_calls_before_any_position_is_flagged_when_one_comes() -> None:
    city = small_city()
    signal(city, "stranger", NOW, None)
    file_all(city, NOW)
    city.fold_fixes(fix("stranger", "2-1"), NOW)
    assert city.people.sos[city.people.row["stranger"]]


def test_a_call_whose_beginning_was_trimmed_away_joins_the_case_that_waits() -> None:
    city = small_city()
    city.fold_events([filed(call_case("ann", "202603100900"), sos=True, inspector="ann")], NOW)
    signal(city, "ann", NOW)
    assert city.unfiled_sos(NOW) == []


@given(st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.integers(0, 90)), max_size=20), st.data())
def test_calls_do_not_depend_on_how_signals_were_batched_or_which_process_took_over(
    signals: list[tuple[str, int]], data: st.DataObject
) -> None:
    whole, handed_on = small_city(), small_city()
    cut = data.draw(st.integers(0, len(signals)))
    for who, minute in signals:
        signal(whole, who, NOW + minute * MINUTE)
    for who, minute in signals[:cut]:
        signal(handed_on, who, NOW + minute * MINUTE)
    successor = small_city()
    revive(successor, remember(handed_on))
    for who, minute in signals[cut:]:
        signal(successor, who, NOW + minute * MINUTE)
    assert sorted(successor.calls.state()) == sorted(whole.calls.state())


def test_calls_acknowledged_long_ago_are_forgotten_when_there_are_many() -> None:
    city = small_city()
    for number in range(1002):
        case = signal(city, f"p{number}", NOW)
        city.fold_events([filed(case, sos=True, inspector=f"p{number}"), acknowledged(case)], NOW)
    signal(city, "ann", NOW + 25 * HOUR)
    assert list(city.calls.by_inspector) == ["ann"]


def test_a_call_through_an_ended_link_says_so_until_a_certain_signal_comes() -> None:
    city = small_city()
    call = city.fold_sos("ann", NOW, NOW, 22.05, 113.05, True)
    assert city.unfiled_sos(NOW)[0][1]["unverified"] is True
    city.fold_sos("ann", NOW + 1, NOW + 1, None, None, True)
    assert (call.unverified, call.lat) == (True, 22.05)
    city.fold_sos("ann", NOW + 2, NOW + 2, 22.15, 113.3)
    assert (call.unverified, call.lat) == (False, 22.15)
    city.fold_sos("ann", NOW + 3, NOW + 3, 22.01, 113.01, True)
    assert (call.unverified, call.lat) == (False, 22.15)
    assert city.unfiled_sos(NOW)[0][1]["unverified"] is False
