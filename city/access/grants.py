"""A grant: one role, in one area and all below it, from and until a day; a department's for one department.

Somebody may hold several and acts under one at a time, so that what they see is never the sum of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from city.access.roles import DEPARTMENT, GRANTED
from city.areas.areas import Areas


class GrantError(ValueError):
    """One sentence: which value, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Grant:
    """`first` and `last` are local days, both included; None is no bound."""

    role: str
    area: str
    department: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def id(self) -> str:
        """The same for the same role in the same place, whatever its days: how a session names its grant."""
        return ":".join(part for part in (self.role, self.area, self.department) if part)

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def check_grant(grant: Grant, areas: Areas, departments: Sequence[str]) -> None:
    """Raises GrantError."""
    if grant.role not in GRANTED:
        raise GrantError(f"role must be one of {', '.join(GRANTED)}, got {grant.role[:64]!r}")
    if grant.area not in areas:
        raise GrantError(f"area must be the code of an area of this city, got {grant.area[:64]!r}")
    if grant.role == DEPARTMENT and grant.department is None:
        raise GrantError("the role department must name a department, got none")
    if grant.role != DEPARTMENT and grant.department is not None:  # it would look narrower than it is
        raise GrantError(f"only the role department has a department, got {grant.role} of one")
    if grant.department is not None and grant.department not in departments:
        raise GrantError(f"department must be one of the matters' departments, got {grant.department[:64]!r}")
    if grant.first and grant.last and grant.first > grant.last:
        raise GrantError(f"from must not be after until, got {grant.first} and {grant.last}")


def in_force(grants: Sequence[Grant], areas: Areas, day: date) -> list[Grant]:
    """Those that hold on this day in an area that still is, in the order they were given."""
    return [grant for grant in grants if grant.area in areas and grant.holds_on(day)]


def chosen(grants: Sequence[Grant], wanted: str | None) -> Grant | None:
    """The one a session asks for; the first when it asks for none; None when it may not have it."""
    if wanted is None:
        return grants[0] if grants else None
    return next((grant for grant in grants if grant.id == wanted), None)
