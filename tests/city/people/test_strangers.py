"""People on no roster: some are kept, and nobody can fill our memory by inventing more."""

import time

import pytest

from city.rules import Rules, RulesError
from city.snapshot import remember, revive
from tests.city.small_city import DAY, HOUR, NOW, counter, fix, small_city


def test_beyond_the_limit_their_fixes_are_left_out_and_counted() -> None:
    city = small_city(unlisted_limit=2)
    for who in ("x-1", "x-2", "x-3", "ann", "x-1", "x-4"):
        city.fold_fixes(fix(who, "1-1", NOW), NOW)
    city.tick(NOW)
    assert set(city.people.row) == {"ann", "bob", "cai", "dan", "eve", "x-1", "x-2"}
    assert (city.turned_away, counter(city, "unlisted"), counter(city, "on_duty")) == (2, 2, 1)


def test_a_call_for_help_is_a_case_even_of_someone_left_out() -> None:
    city = small_city(unlisted_limit=2)
    for who in ("x-1", "x-2", "x-3"):
        city.fold_fixes(fix(who, "1-1", NOW, sos=True), NOW)
        city.fold_sos(who, NOW, NOW, 22.05, 113.05)
    assert [data["area"] for _, data in city.unfiled_sos(NOW)] == ["1-1"] * 3


def test_after_a_restart_those_silent_for_a_day_have_made_room() -> None:
    before = small_city(unlisted_limit=2)
    before.fold_fixes(fix("old", "1-1", NOW - DAY - HOUR), NOW - DAY)
    before.fold_fixes(fix("new", "1-1", NOW - HOUR), NOW)
    before.tick(NOW)
    after = small_city(unlisted_limit=2)
    revive(after, remember(before))
    after.fold_fixes(fix("newer", "1-1", NOW), NOW)
    assert ("old" in after.people.row, "new" in after.people.row, after.turned_away) == (False, True, 0)


def test_thousands_of_calls_for_help_do_not_stop_the_wall() -> None:
    city = small_city()
    begun = time.process_time()
    for number in range(10_000):
        city.fold_sos(f"x-{number}", NOW, NOW, 22.05, 113.05)
    assert time.process_time() - begun < 20
    assert len(city.unfiled_sos(NOW)) == 10_000


@pytest.mark.parametrize("name", ["covered_hours", "on_duty_minutes", "unlisted_limit"])
def test_no_threshold_is_beyond_what_can_be_counted(name: str) -> None:
    with pytest.raises(RulesError, match=f"{name} must be at most 1000000, got"):
        Rules(**{name: 10**18})  # type: ignore[arg-type]
