"""How far an administrator reaches. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from city.access.grants import Grant, in_force
from city.access.roles import ADMINISTRATOR
from city.areas.areas import Areas


def reaches(scope: str, grants: Sequence[Grant], areas: Areas) -> bool:
    """Whether an administrator of `scope` may change an account with these grants: all of them lie there.
    One without any, or with one in an area that is no more, is the city's."""
    if scope == areas.root.code:
        return True
    return bool(grants) and all(grant.area in areas and areas.within(grant.area, scope) for grant in grants)


def leads_the_city(grants: Sequence[Grant], areas: Areas, day: date) -> bool:
    """Whether somebody with these grants can give and take all others today."""
    return any(
        grant.role == ADMINISTRATOR and grant.area == areas.root.code
        for grant in in_force(grants, areas, day)
    )
