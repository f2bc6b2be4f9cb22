"""The HTTP API of places by name: areas, and addresses of lately reported cases. For want of a street map."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import gevent
from flask import Flask, Response
from msgspec import Struct

from city.areas.area import Area
from city.areas.areas import Areas
from city.live import LiveCity
from city.queries.named_areas import areas_called
from dashboard.api.areas import OF_AN_AREA, AreaCode, looked_up
from dashboard.api.cases import asked_words
from dashboard.console.queue_rows import Name
from dashboard.transport.answers import answer
from dashboard.transport.route_docs import Parameter, documented

MOST = 8  # of each kind
LATELY = 5000  # cases whose addresses are looked through, the newest first
BREATH = 500  # of them before others have their turn
WORDS = Parameter(
    "q", str, "Words, each of which must occur in the names down to the area, or in the address."
)


class PlacedArea(Struct, frozen=True):
    """`names` down to it, below the area that was asked for."""

    code: str
    names: list[Name]


class PlacedAddress(Struct, frozen=True):
    """As a report told it, with where its case lies, in degrees."""

    address: str
    lat: float
    lon: float


class FoundPlaces(Struct, frozen=True):
    """At most eight of each: areas, the upper ones first; addresses, the newest first."""

    areas: list[PlacedArea]
    addresses: list[PlacedAddress]


class FoundAreas(Struct, frozen=True):
    """At most eight, the upper ones first; `names` begin with the area that was asked for."""

    areas: list[PlacedArea]


def register(server: Flask, areas: Areas, live: Callable[[], LiveCity]) -> None:
    @server.get("/api/areas/<code>/places")
    @documented(FoundPlaces, *OF_AN_AREA, (400, "bad_query"), query=(WORDS,))
    def places(code: AreaCode) -> Response:
        """Places of an area, looked for by name."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        words = asked_words()
        if isinstance(words, Response):
            return words
        first = areas.position[area.code]
        below = placed(areas, words, first + 1, int(areas.end[first]))
        return answer(FoundPlaces(below, addresses(live(), area, words)))

    @server.get("/api/areas/<code>/named")
    @documented(FoundAreas, *OF_AN_AREA, (400, "bad_query"), query=(WORDS,))
    def named(code: AreaCode) -> Response:
        """The area itself and those below it, looked for by name."""
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        words = asked_words()
        if isinstance(words, Response):
            return words
        first = areas.position[area.code]
        return answer(FoundAreas(placed(areas, words, first, int(areas.end[first]))))


def placed(areas: Areas, words: list[str], first: int, end: int) -> list[PlacedArea]:
    found = itertools.islice(areas_called(areas, words, first, end), MOST)
    return [PlacedArea(one.code, [(each.name, each.name_en) for each in path]) for one, path in found]


def addresses(live: LiveCity, area: Area, words: list[str]) -> list[PlacedAddress]:
    found: dict[str, PlacedAddress] = {}
    for address, lat, lon in _told(live, area.code):
        if len(found) == MOST:
            break
        if address not in found and all(word in address.casefold() for word in words):
            found[address] = PlacedAddress(address, lat, lon)
    return list(found.values())


def _told(live: LiveCity, code: str) -> Iterator[tuple[str, float, float]]:
    """Addresses with a place, of the newest cases."""
    for number, case in enumerate(live.area_cases(code)):
        if number == LATELY:
            return
        if case.address and case.lat is not None and case.lon is not None:
            yield case.address, case.lat, case.lon
        if number % BREATH == BREATH - 1:
            gevent.sleep(0)
