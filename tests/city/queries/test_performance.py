"""How a city does today: what each number counts, and the list that is behind it."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from city.live import LiveCity
from city.queries.performance import KINDS, NUMBERS, Day, PerformanceRow, behind, performance, rates
from city.time.days import LocalDays
from tests.city.held import hold, sent
from tests.city.small_city import DAY, HOUR, MINUTE, NOW, SECOND, at, small_city


def closed(late: int, time: int = NOW - 3 * HOUR) -> dict[str, Any]:
    """Closed an hour ago, so many ms after its deadline."""
    at = NOW - HOUR
    return {"state": "closed", "closed_at": at, "ended_at": at, "due": at - late, "time": time}


def total(live: LiveCity) -> PerformanceRow:
    return performance(live, "0", NOW, "0").total


def test_tianmen_in_december_2016() -> None:
    """1,054 accepted, 996 filed, 972 due, 911 closed = 93.72 %, 737 of them on time = 75.82 %."""
    live = small_city()
    ended: list[tuple[int, dict[str, Any]]] = [
        (737, closed(0)),
        (911 - 737, closed(SECOND)),
        (972 - 911, {"due": NOW - SECOND}),
        (996 - 972, {"due": NOW + HOUR}),
        (1054 - 996, {"state": "void", "ended_at": NOW}),
    ]
    for kind, (count, told) in enumerate(ended):
        for number in range(count):
            hold(live, f"{kind}-{number}", **told)
    row = total(live)
    assert (len(live.cases), row.filed, row.due, row.closed, row.on_time) == (1054, 996, 972, 911, 737)
    assert (f"{row.closing:.2%}", f"{row.on_time_rate:.2%}") == ("93.72%", "75.82%")
    assert row.overdue == 972 - 911


def test_where_nothing_was_due_there_is_no_rate() -> None:
    assert rates(0, 0, 0) == (None, None)
    assert total(small_city()).closing is None


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ({}, {"filed"}),
        ({"time": NOW - DAY}, set()),
        ({"state": "advised"}, set()),
        ({"time": NOW - DAY, **closed(0, NOW - DAY)}, {"due", "closed", "on_time"}),
        ({"time": NOW - DAY, **closed(1, NOW - DAY)}, {"due", "closed"}),
        ({"state": "closed", "closed_at": NOW - DAY, "time": NOW - DAY, "due": NOW}, set()),
        ({"due": NOW}, {"filed"}),
        ({"due": NOW - 1, "time": NOW - DAY}, {"due", "overdue"}),
        ({"returned": 2}, {"filed", "returned"}),
        ({"first_response": NOW + MINUTE}, {"filed", "first_response_s"}),
    ],
)
def test_what_each_number_counts(told: dict[str, Any], numbers: set[str]) -> None:
    live = small_city()
    hold(live, "c", **told)
    found = {n for n in NUMBERS if behind(live, "0", NOW, "0", "areas", "all", n)}
    assert found == numbers


def test_the_first_response_is_a_median_and_its_list_begins_with_the_slowest() -> None:
    live = small_city()
    for number, seconds in enumerate((10, 600, 40)):
        hold(live, f"c{number}", first_response=NOW + seconds * SECOND)
    assert total(live).first_response_s == 40
    cases = behind(live, "0", NOW, "0", "areas", "all", "first_response_s")
    assert [case.id for case in cases] == ["c1", "c2", "c0"]


def test_child_areas_and_what_belongs_to_none_add_up_to_the_whole() -> None:
    live = small_city()
    for number, area in enumerate(("1-1", "1-2", "2-1", "0")):
        hold(live, f"c{number}", area, due=NOW - 1)
    found = performance(live, "0", NOW, "0")
    assert [(row.id, row.overdue) for row in found.areas] == [("1", 2), ("2", 1), ("0", 1)]
    assert found.total.overdue == 4


def test_a_department_has_its_items_cases_and_a_person_what_was_sent_to_them() -> None:
    live = small_city()
    hold(live, "a", state="handling", assignment=sent("ann"), due=NOW - 1)
    hold(live, "b", state="dispatched", assignment=sent(department="gone"))
    found = performance(live, "0", NOW, "0")
    assert [(row.id, row.name, row.overdue) for row in found.departments] == [
        ("d", "部门", 1),
        ("gone", "gone", 0),
    ]
    assert [(row.id, row.name, row.filed) for row in found.people] == [("ann", "Ann", 1)]


def test_people_at_home_outside_the_scope_are_not_named() -> None:
    live = small_city()
    hold(live, "a", state="handling", assignment=sent("dan"))
    assert performance(live, "1", NOW, "1").people == []
    assert behind(live, "1", NOW, "1", "people", "dan", "filed") == []


def test_every_number_is_the_length_of_its_list() -> None:
    live = small_city()
    for number in range(40):
        more = closed(number - 20) if number % 3 else {"due": NOW + number - 20, "returned": number % 2}
        hold(live, f"c{number}", ("1-1", "2-1", "2")[number % 3], assignment=sent("ann"), **more)
    found = performance(live, "0", NOW, "0")
    for kind in KINDS:
        for row in getattr(found, kind):
            for name in set(NUMBERS) - {"first_response_s"}:
                assert len(behind(live, "0", NOW, "0", kind, row.id, name)) == getattr(row, name)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_today_begins_and_ends_at_midnight_however_long_it_is(day: str, hours: int) -> None:
    begin = at(f"{day} 00:00", "Europe/Berlin")
    for now in (begin, begin + 12 * HOUR, begin + hours * HOUR - 1):
        found = Day.of(LocalDays(ZoneInfo("Europe/Berlin")), now)
        assert (found.begin, found.end - begin) == (begin, hours * HOUR)
