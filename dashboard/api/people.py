"""The HTTP API of one person, by their id, for the card a console's map shows. No number, no free text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from flask import Flask, Response
from msgspec import Meta

from city.live import LiveCity
from city.people.shifts import ShiftPlan
from dashboard.access.viewer import viewer
from dashboard.console.person_card import PersonCard, person_card
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented

InspectorId = Annotated[str, Meta(description="A person's id.")]


def register(
    server: Flask,
    live: Callable[[], LiveCity],
    clock: Callable[[], int],
    plan: Callable[[], ShiftPlan | None] = lambda: None,
) -> None:
    """`plan()` of shifts, None where none is kept."""

    @server.get("/api/people/<inspector>")
    @documented(PersonCard, (404, "unknown_person"))
    def one_person(inspector: InspectorId) -> Response:
        """Who a dot on the map is, of those the viewer may know."""
        city = live()
        known = city.sight(viewer().scope).knows(inspector)
        if not known or (inspector not in city.people.row and inspector not in city.roster):
            return refuse(404, "unknown_person", "Nobody of this id is known here.")
        return answer(person_card(city, inspector, clock(), plan()))
