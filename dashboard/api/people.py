"""The HTTP API of one person, for the card a map shows: who, how, where at home. No number, no free text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from flask import Flask, Response
from msgspec import Meta, Struct

from city.live import LiveCity
from city.people.fixes import STATES
from dashboard.access.viewer import viewer
from dashboard.console.queue_rows import Name
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented, one_of

InspectorId = Annotated[str, Meta(description="A person's id.")]
FIRST_MODE = "foot"  # of who is on no roster


class PersonCard(Struct, frozen=True):
    """`name` is null for who is on no roster; `home` names the areas they are at home in, below the city;
    `age` of their position in ms, null when none is shown; `pace` seconds on the way for a metre as the crow
    flies."""

    id: str
    name: Name | None
    state: Annotated[str, one_of(STATES)]
    home: list[Name]
    age: int | None
    pace: float


def register(server: Flask, live: Callable[[], LiveCity], clock: Callable[[], int]) -> None:
    @server.get("/api/people/<inspector>")
    @documented(PersonCard, (404, "unknown_person"))
    def one_person(inspector: InspectorId) -> Response:
        """Who a dot on the map is, of those the viewer may know."""
        city = live()
        known = city.sight(viewer().scope).knows(inspector)
        if not known or (inspector not in city.people.row and inspector not in city.roster):
            return refuse(404, "unknown_person", "Nobody of this id is known here.")
        return answer(person_card(city, inspector, clock()))


def person_card(city: LiveCity, inspector: str, now: int) -> PersonCard:
    person, row = city.roster.get(inspector), city.people.row.get(inspector, -1)
    shown = row >= 0 and bool(city.people.shown[row])
    rules = city.rules
    kmh = float(getattr(rules, f"{person.mode if person else FIRST_MODE}_kmh"))
    return PersonCard(
        id=inspector,
        name=(person.name, person.name_en) if person else None,
        state=STATES[city.people.state[row]] if row >= 0 else "unseen",
        home=[(area.name, area.name_en) for area in city.areas.path(person.area)[1:]] if person else [],
        age=now - int(city.people.placed[row]) if shown else None,
        pace=round(rules.detour * 3.6 / kmh, 3),
    )
