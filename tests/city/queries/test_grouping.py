"""Lists by area and by department: the same rows, the largest group first, each with its whole number."""

from __future__ import annotations

import pytest

from city.counts.counters import COUNTERS
from city.live import LiveCity
from city.queries.grouping import BY, Group, grouped_rows
from city.queries.listing import rows_behind
from tests.city.held import hold, sent
from tests.city.queries.test_listing import city as city
from tests.city.small_city import NOW, fix, small_city


def parts(groups: list[Group]) -> list[tuple[str, int, int]]:
    return [(group.code, group.total, group.shown) for group in groups]


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("name", COUNTERS)
def test_groups_hold_the_rows_of_the_plain_list(city: LiveCity, name: str, by: str) -> None:
    plain = rows_behind(city, name, "0", 1000)
    rows, groups = grouped_rows(city, name, "0", 1000, None, by)
    assert sorted(map(repr, rows)) == sorted(map(repr, plain))
    assert sum(group.total for group in groups) == len(rows)
    assert [group.total for group in groups] == sorted((group.total for group in groups), reverse=True)


def test_the_largest_is_first_and_tells_its_whole_number() -> None:
    city = small_city()
    for id_, area in (("a", "1-1"), ("b", "2-1"), ("c", "2-2"), ("d", "0"), ("e", "2")):
        hold(city, id_, area)
    rows, groups = grouped_rows(city, "open", "0", 4, None, "area")
    assert parts(groups) == [("2", 3, 3), ("0", 1, 1), ("1", 1, 0)]
    assert [row.id for row in rows] == ["b", "c", "e", "d"]  # type: ignore[union-attr]
    assert parts(grouped_rows(city, "open", "2", 9, None, "area")[1]) == [
        ("2", 1, 1),
        ("2-1", 1, 1),
        ("2-2", 1, 1),
    ]


def test_a_case_is_with_whom_it_was_sent_to_or_else_with_its_items_department() -> None:
    city = small_city()
    hold(city, "plain")
    hold(city, "sent", assignment=sent(department="former"), state="dispatched")
    hold(city, "person", assignment=sent(inspector="ann"), state="dispatched")
    hold(city, "odd", item="unheard-of")
    groups = grouped_rows(city, "open", "0", 9, None, "department")[1]
    assert parts(groups) == [("d", 2, 2), ("", 1, 1), ("former", 1, 1)]
    assert [group.name for group in groups] == ["部门", None, "旧部门"]
    assert {group.page for group in groups} == {None}


def test_the_grids_that_nobody_visited_stand_by_town_the_worst_first() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-2"), NOW)
    city.tick(NOW)
    rows, groups = grouped_rows(city, "grids_uncovered", "0", 9, None, "area")
    assert parts(groups) == [("2", 2, 2), ("1", 1, 1)]
    assert [(row.code, row.page) for row in rows] == [("2-1", "2"), ("2-2", "2"), ("1-1", "1")]  # type: ignore[union-attr]
