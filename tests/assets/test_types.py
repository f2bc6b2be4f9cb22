"""The shapes that the console's modules work with are those that the server sends, fields and nulls."""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from city.queries.performance import PerformanceRow
from dashboard.api import card_call, card_on_call, case_card, cases, health, people, performance, places
from dashboard.console import queue_rows, seat_routes
from streams.access.seats import Sitting

ASSETS = Path(__file__).parents[2] / "assets"
INTERFACE = re.compile(r"^interface (\w+)(?: extends ([^{]+?))? \{\n(.*?)^\}", re.M | re.S)
FIELD = re.compile(r"^  (\w+)(\??): (.+)$", re.M)
SENT: dict[str, Any] = {
    name: getattr(module, name)
    for module, names in (
        (queue_rows, "AcknowledgedRow AskedRow AssignmentRow CaseRow"),
        (card_call, "CardCaller CardWay"),
        (card_on_call, "CardOnCall"),
        (case_card, "CaseCard CardCase CardStep CardEvent NearPerson PossibleDuplicate"),
        (cases, "FoundCase FoundCases PhoneNumber"),
        (health, "DoubtfulSos Readiness"),
        (people, "PersonCard"),
        (places, "FoundPlaces PlacedArea PlacedAddress"),
        (performance, "PerformanceTable PerformanceCase PerformanceList"),
        (seat_routes, "SeatTaken"),
    )
    for name in names.split()
} | {"PerformanceRow": PerformanceRow, "Seat": Sitting}


def declared() -> dict[str, tuple[list[str], str]]:
    """Name → what it extends, and its body."""
    texts = [(ASSETS / folder / "types.d.ts").read_text("utf-8") for folder in ("core", "console")]
    found = [match.groups() for text in texts for match in INTERFACE.finditer(text)]
    return {name: (re.findall(r"\w+", bases or ""), body) for name, bases, body in found}


def fields(name: str, known: dict[str, tuple[list[str], str]]) -> dict[str, str]:
    """Field → type, with those of what it extends; what may be missing is left out."""
    bases, body = known.get(name, ([], ""))
    inherited = {field: kind for base in bases for field, kind in fields(base, known).items()}
    return inherited | {field: kind for field, optional, kind in FIELD.findall(body) if not optional}


@pytest.mark.parametrize("name", SENT)
def test_a_shape_of_the_console_is_the_server_s(name: str) -> None:
    told = fields(name, declared())
    sent = {field: NoneType in get_args(hint) for field, hint in get_type_hints(SENT[name]).items()}
    assert told and set(told) <= set(sent)
    assert [field for field, kind in told.items() if sent[field] != bool(re.search(r"\bnull\b", kind))] == []
