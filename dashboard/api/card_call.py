"""What a card says of a call for help beside the case, as far as the viewer may know them: who calls, and how
far whoever was sent still has to go."""

from __future__ import annotations

from dataclasses import asdict

from msgspec import Struct

from city.cases.case import Case
from city.cases.workload import IN_HAND
from city.live import LiveCity
from city.queries.calls import caller, way
from city.sight import Sight
from dashboard.console.names import stand_in
from dashboard.console.queue_rows import Name


class CardCaller(Struct, frozen=True):
    """Who calls for help: `heard` and `placed` are epoch ms, the latter of `lat`, `lon`; `track` holds where
    they were in the last minutes, the oldest first: epoch ms, lat, lon; `mode` is null of
    somebody who is not on the roster."""

    inspector: str | None
    name: Name
    mode: str | None
    lat: float
    lon: float
    heard: int
    placed: int
    accuracy: float | None
    battery: float | None
    track: list[tuple[int, float, float]]


class CardWay(Struct, frozen=True):
    """Whoever was sent, and what is left of their way: `metres` as the crow flies."""

    inspector: str | None
    name: Name
    mode: str
    metres: int
    seconds: int
    lat: float
    lon: float
    placed: int


def card_caller(live: LiveCity, case: Case, sight: Sight, now: int) -> CardCaller | None:
    found = caller(live, case, now)
    if found is None or not sight.knows(found.inspector):
        return None
    name, mode = _person(live, found.inspector, sight)
    told = asdict(found) | {"inspector": sight.person(found.inspector)}
    return CardCaller(name=name, mode=mode, **told)


def card_way(live: LiveCity, case: Case, sight: Sight) -> CardWay | None:
    left = way(live, case) if case.state in IN_HAND else None
    if left is None or not sight.knows(left.inspector):
        return None
    name, _ = _person(live, left.inspector, sight)
    told = asdict(left) | {"metres": round(left.metres), "seconds": round(left.seconds)}
    told["inspector"] = sight.person(left.inspector)
    return CardWay(name=name, **told)


def _person(live: LiveCity, inspector: str, sight: Sight) -> tuple[Name, str | None]:
    """Their name, as far as it is told, and how they get about."""
    person = live.roster.get(inspector)
    mode = person.mode if person else None
    if not sight.names(inspector):
        return stand_in(sight.stands_for(inspector)), mode
    return ((person.name, person.name_en) if person else (inspector, None)), mode
