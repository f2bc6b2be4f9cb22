"""What a viewer may know of people and cases: the one table of what an outsider shows. Pure.

An outsider is a person at home outside the viewer's scope, or on no roster, and an account that acts nowhere
in it. Where people are shown, an outsider is a nameless dot; where a case names one, it says so in these
words; where a case outside the scope is named, nothing is said. Who sees the whole city knows everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from city.access.colleagues import Colleague, called
from city.areas.areas import Areas
from city.cases.case import Case
from city.people.roster import Roster

Colleagues = Mapping[str, Colleague]  # by account
# stand where an id would: no id has brackets
NAMELESS = "(outsider)"  # who may not be known
UNNAMED = "(person)"  # who is at home here, to those who are told no ids
# what only whoever was sent can say: its actor is a person, or a department
BY_THE_FIELD = frozenset(
    {"accepted", "declined", "arrived", "handled", "fed_back", "handed_back", "inspected"}
)
CASES = ("into", "from", "resend_of")  # in an event's data: other cases
SEATS = ("owner", "taken_from", "order_ended")  # and who sits at a desk


class Cases(Protocol):
    def get(self, id: str) -> Case | None: ...


@dataclass(frozen=True, slots=True)
class Sight:
    areas: Areas
    roster: Roster
    scope: str
    colleagues: Colleagues = field(default_factory=dict)
    named: bool = True  # people are told by id and name

    @property
    def whole(self) -> bool:
        return self.scope == self.areas.root.code

    def holds(self, area: str | None) -> bool:
        return self.whole or (area in self.areas and self.areas.within(str(area), self.scope))

    def knows(self, inspector: str) -> bool:
        person = self.roster.get(inspector)
        return self.whole or (person is not None and self.holds(person.area))

    def names(self, inspector: str) -> bool:
        """Whether somebody is told by id and name."""
        return self.named and self.knows(inspector)

    def person(self, inspector: str | None) -> str | None:
        """The id, of those who are told by it."""
        return inspector if inspector and self.names(inspector) else None

    def stands_for(self, inspector: str) -> str:
        """The id, or what is told in its place."""
        if self.names(inspector):
            return inspector
        return UNNAMED if self.knows(inspector) else NAMELESS

    def seat(self, id: str | None) -> str | None:
        """Who did something at a desk: a seat of the demo always, an account if it may act in the scope."""
        held = self.colleagues.get(id or "")
        known = self.whole or held is None or any(self.holds(area) for area in held.areas)
        return id if known else NAMELESS

    def called(self) -> dict[str, str]:
        """Accounts that may be known, by id."""
        return called(self.colleagues, (id for id in self.colleagues if self.seat(id) == id))

    def actor(self, type: str, actor: str | None, departments: Mapping[str, Any]) -> str | None:
        """Who did it: departments and the system always; people and accounts as far as they may be known."""
        if actor is None or actor in departments:
            return actor
        if type not in BY_THE_FIELD and actor in self.colleagues:  # whoever on the roster is called so too
            return self.seat(actor)
        if self.names(actor):
            return actor
        of_the_field = type in BY_THE_FIELD or actor in self.roster
        return self.stands_for(actor) if of_the_field else self.seat(actor)

    def data(self, data: Mapping[str, Any], cases: Cases) -> dict[str, Any]:
        """What an event tells, without outsiders and cases elsewhere."""
        if self.whole and self.named:
            return dict(data)
        told = dict(data)
        if told.get("inspector"):
            told["inspector"] = self.stands_for(str(told["inspector"]))
        told |= {name: self.seat(str(told[name])) for name in SEATS if told.get(name)}
        return {name: value for name, value in told.items() if name not in CASES or self.case(value, cases)}

    def case(self, id: str | None, cases: Cases) -> str | None:
        """The id, of a case that may be known."""
        found = cases.get(id) if id else None
        return id if self.whole or (found is not None and self.holds(found.area)) else None
