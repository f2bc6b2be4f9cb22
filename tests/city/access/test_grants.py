"""Grants: what may be granted, and which of them hold."""

from datetime import date

import pytest

from city.access.grants import Grant, GrantError, check_grant, chosen, in_force
from city.access.roles import RIGHTS, ROLES, may
from tests.city.small_city import small_areas

DAY = date(2026, 9, 30)
DEPARTMENTS = ("emergency", "market")


@pytest.mark.parametrize(
    ("grant", "sentence"),
    [
        (Grant("king", "1"), "role must be one of"),
        (Grant("screen", "1"), "role must be one of"),
        (Grant("officer", "9"), "area must be the code of an area of this city, got '9'"),
        (Grant("department", "1"), "must name a department"),
        (Grant("department", "1", "navy"), "department must be one of"),
        (Grant("officer", "1", "d"), "only the role department has a department"),
        (Grant("officer", "1", None, date(2026, 10, 2), date(2026, 10, 1)), "from must not be after until"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_granted_is_said(grant: Grant, sentence: str) -> None:
    with pytest.raises(GrantError, match=sentence):
        check_grant(grant, small_areas(), DEPARTMENTS)


def test_a_grant_holds_from_its_first_day_to_its_last() -> None:
    grant = Grant("officer", "1", first=date(2026, 9, 30), last=date(2026, 10, 1))
    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)]
    assert [grant.holds_on(day) for day in days] == [False, True, True, False]


def test_a_grant_of_an_area_that_is_no_more_opens_nothing() -> None:
    kept, gone = Grant("officer", "1"), Grant("officer", "old-town")
    assert in_force([gone, kept], small_areas(), DAY) == [kept]


def test_one_acts_under_one_grant_at_a_time_and_only_under_ones_own() -> None:
    first, second = Grant("officer", "1"), Grant("head", "2")
    assert chosen([first, second], None) == first
    assert chosen([first, second], second.id) == second
    assert chosen([first, second], Grant("head", "1").id) is None
    assert chosen([], None) is None


def test_every_right_is_of_known_roles_and_nobody_has_one_that_is_not_defined() -> None:
    assert {role for right in RIGHTS.values() for role in right.roles} <= set(ROLES)
    assert not any(may(role, "contact") for role in ("screen", "leader", "auditor", "administrator"))
    with pytest.raises(KeyError):
        may("administrator", "everything")
