"""How far an administrator reaches, and which names no account may have. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from city.access.grants import Grant, in_force
from city.access.roles import ADMINISTRATOR
from city.areas.areas import Areas
from city.cases.actors import DEMO_DESK, SEAT
from city.sight import NAMELESS

# who acts in the record beside accounts: an account of such a name would speak for them
HOUSE = frozenset({"clerk", "replay", "host", "nobody", "none", "demo", DEMO_DESK, NAMELESS})


def of_the_house(id: str) -> bool:
    return id in HOUSE or id.startswith(SEAT)


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
