"""One person, for the card a map shows: who, how, where at home. No number, no free text."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from city.live import LiveCity
from city.people.fixes import STATES
from city.people.kinds import KINDS
from city.people.shifts import ShiftPlan
from dashboard.console.queue_rows import Name
from dashboard.transport.route_docs import one_of


class PersonCard(Struct, frozen=True):
    """`name` and `kind` are null for who is on no roster; `home` names the areas they are at home in, below
    the city; `age` of their position in ms, null when none is shown; `planned`: until when they are planned
    to work, in epoch ms, null when they are not now."""

    id: str
    name: Name | None
    state: Annotated[str, one_of(STATES)]
    home: list[Name]
    age: int | None
    kind: Annotated[str, one_of(KINDS)] | None
    planned: int | None


def person_card(city: LiveCity, inspector: str, now: int, plan: ShiftPlan | None = None) -> PersonCard:
    person, row = city.roster.get(inspector), city.people.row.get(inspector, -1)
    shown = row >= 0 and bool(city.people.shown[row])
    return PersonCard(
        id=inspector,
        name=(person.name, person.name_en) if person else None,
        state=STATES[city.people.state[row]] if row >= 0 else "unseen",
        home=[(area.name, area.name_en) for area in city.areas.path(person.area)[1:]] if person else [],
        age=now - int(city.people.placed[row]) if shown else None,
        kind=person.kind if person else None,
        planned=plan.planned(inspector, now) if plan else None,
    )
