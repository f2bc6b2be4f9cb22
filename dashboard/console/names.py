"""How people call those who act on cases: seats, people, departments, the system. Chinese and English."""

from __future__ import annotations

from collections.abc import Callable

from city.access.colleagues import called
from city.cases.actors import DEMO_DESK, SEAT
from city.live import LiveCity
from city.sight import NAMELESS, UNNAMED
from layouts.words import table

Pair = tuple[str, str]


def said(key: str, **values: str) -> Pair:
    """A word of the console, in both languages."""
    texts = (table() | table("console"))[key]
    return texts["zh"].format_map(values), texts["en"].format_map(values)


def seat_name(id: str) -> Pair:
    """How people call a viewer who has no account."""
    if id == DEMO_DESK:
        return said("owner_demo")
    number = id.removeprefix(SEAT)
    return said("owner_seat", n=number) if number != id else (id, id)


def outsider() -> Pair:
    """Somebody who may not be known here."""
    return said("outsider")


def stand_in(mark: str) -> Pair:
    """Somebody whose id is not told."""
    return said("unnamed" if mark == UNNAMED else "outsider")


def actor_name(live: LiveCity, actor: str | None) -> Pair:
    """A seat, a person of the roster, a department, an account, the system, or the id as it is."""
    if actor in ("clerk", "replay"):
        return said(f"role_{actor}")
    if actor is None or actor in (NAMELESS, UNNAMED):
        return stand_in(actor or NAMELESS)
    known = live.roster.get(actor) or live.matters.departments.get(actor)
    return (known.name, known.name_en or known.name) if known else desk_name(live, actor)


def called_in(live: LiveCity, scope: str) -> Callable[[str], Pair]:
    """How accounts are called to whoever has this scope: whoever acts nowhere in it has no name there."""
    sight = live.sight(scope) if scope in live.areas else None
    return lambda id: desk_name(live, id) if sight is None or sight.seat(id) == id else outsider()


def desk_name(live: LiveCity, id: str) -> Pair:
    """Who sits or sat at a desk: an account by its name, a seat by its number."""
    name = None if id == DEMO_DESK else called(live.colleagues, [id]).get(id)
    return (name, name) if name else seat_name(id)
