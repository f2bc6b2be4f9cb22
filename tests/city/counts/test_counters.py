"""What the numbers count."""

from city.areas.areas import Areas
from city.counts.counters import COUNTERS
from city.counts.counting import COUNTING
from city.live import LiveCity
from city.matters import Matters
from city.people.roster import Roster
from city.rules import Rules
from tests.city.small_city import DAY, HOUR, MINUTE, NOW, at, counter, filed, fix, small_city

AS_DESIGNED = (
    "posts people on_duty handling patrolling idle offline off_shift unlisted visiting outside grids "
    "grids_covered grids_uncovered reported advised dispatched resolved closed open overdue unlocated "
    "ordered ordered_late sos sos_waiting advised_hour closed_hour"
)


def test_the_order_is_the_one_designed() -> None:
    assert " ".join(COUNTERS) == AS_DESIGNED


def test_every_counter_has_its_row_of_counting() -> None:
    assert set(COUNTING) == set(COUNTERS)


def test_posts_people_and_grids_come_from_the_files() -> None:
    city = small_city()
    city.tick(NOW)
    assert [counter(city, "posts", code) for code in ("0", "1", "1-1")] == [9, 4, 2]
    assert [counter(city, "people", code) for code in ("0", "1", "1-1")] == [5, 3, 1]
    assert [counter(city, "grids", code) for code in ("0", "1", "1-1")] == [4, 2, 1]


def test_a_grid_is_covered_for_two_hours_after_the_last_visit() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "2-1"), NOW)
    city.fold_fixes(fix("ann", "2"), NOW)  # the part of town 2 without grids
    city.tick(NOW + 2 * HOUR)
    assert counter(city, "grids_covered", "2") == 1
    city.tick(NOW + 2 * HOUR + 1)
    assert counter(city, "grids_covered", "2") == 0


def day_counters(city: LiveCity, now: int) -> list[int]:
    city.tick(now)
    return [counter(city, name) for name in ("reported", "advised", "open")]


def test_today_is_the_local_day_and_open_is_now() -> None:
    city = small_city()
    evening, midnight = at("2026-03-10 23:59"), at("2026-03-11 00:00")
    city.fold_events([filed("a", time=evening), filed("b", time=evening, outcome="advised")], evening)
    assert day_counters(city, evening) == [2, 1, 1]
    assert day_counters(city, midnight) == [0, 0, 1]
    city.fold_events([filed("c", time=midnight)], midnight)
    assert day_counters(city, midnight) == [1, 0, 2]
    assert day_counters(city, evening) == [2, 1, 2]


def test_hours_are_local_and_yesterday_s_stay_beside_today_s() -> None:
    city = small_city(timezone="America/New_York")
    yesterday, today = (
        at(f"2026-03-0{day} 13:30", "America/New_York") for day in (7, 8)
    )  # clocks change on the 8th
    city.fold_events([filed("a", time=yesterday), filed("b", time=today), filed("c", "2", today)], today)
    city.tick(today)
    now, before, hour = city.hours("0")
    assert (now[13], sum(now), before[13], sum(before), hour) == (2, 2, 1, 1, 13)
    assert city.hours("1-1")[0][13] == 1


def test_finished_cases_are_forgotten_after_yesterday_and_open_ones_are_not() -> None:
    city = small_city()
    old = NOW - 3 * DAY
    city.fold_events([filed("done", time=old, outcome="advised"), filed("open", time=old), filed("new")], NOW)
    city.tick(NOW)
    assert sorted(case.id for case in city.cases) == ["new", "open"]
    assert [counter(city, name) for name in ("reported", "advised", "open")] == [1, 0, 2]


def test_a_clock_that_jumps_days_ahead_forgets_nothing_of_today() -> None:
    city = small_city()
    city.fold_events([filed("a", outcome="advised"), filed("b", outcome="advised", area="2-1")], NOW)
    expected = day_counters(city, NOW)
    city.tick(NOW + 30 * DAY)
    assert day_counters(city, NOW) == expected == [2, 2, 0]


def test_unlocated_and_urgent_calls_are_counted_while_they_wait() -> None:
    city = small_city()
    city.fold_events([filed("a", "0", to_locate=True, lat=None, lon=None), filed("s", sos=True)], NOW)
    city.tick(NOW)
    assert [counter(city, name) for name in ("unlocated", "sos", "open")] == [1, 1, 2]
    assert counter(city, "unlocated", "1") == 0
    assert city.grid_open()[city.areas.position["1-1"]] == 1


def test_what_belongs_to_a_town_directly_is_not_lost() -> None:
    city = small_city()
    city.fold_events([filed("a", "2")], NOW)
    city.fold_fixes(fix("cai", "2"), NOW + MINUTE)
    city.tick(NOW + MINUTE)
    assert [counter(city, "open", code) for code in ("0", "2", "2-1", "2-2")] == [1, 1, 0, 0]
    assert [counter(city, "on_duty", code) for code in ("1", "1-1", "1-2")] == [1, 0, 0]


def test_the_demo_city_counts_what_it_was_built_with(demo_city: tuple[Areas, Roster, Matters]) -> None:
    city = LiveCity(*demo_city, Rules())
    city.tick(NOW)
    column = {name: COUNTERS.index(name) for name in ("posts", "people", "grids", "offline")}
    assert {name: int(city.counters[0, at]) for name, at in column.items()} == {
        "posts": 8428,
        "people": 5928,
        "grids": 3150,
        "offline": 5928,
    }
    towns = [city.areas.position[town.code] for town in city.areas.children(city.areas.root.code)]
    assert city.counters[towns, column["grids"]].sum() == 3150
