"""The HTTP API: an area's numbers, what is behind a number, an area's shapes. Every read takes a viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from flask import Flask, Response, request

from city.areas.areas import Area, Areas
from city.counts.counters import COUNTERS, DEFINITIONS, UNKNOWN
from city.live import LiveCity
from city.queries.listing import rows_behind
from dashboard.access.viewer import viewer
from dashboard.api.geometry import Geometry
from dashboard.rooms.room_state import ADDITIVE, counters, direct_row, told
from dashboard.transport.answers import answer, answer_bytes, refuse
from layouts.counter_words import counter_words

LISTED = 500
A_YEAR = 365 * 86_400


def looked_up(areas: Areas, code: str) -> Area | Response:
    """The area, or why this viewer gets nothing of it."""
    area = areas.get(code)
    if area is None:
        return refuse(404, "unknown_area", f"No area of this city has the code {code[:64]}.")
    if not areas.within(code, viewer().scope):
        return refuse(403, "outside_scope", f"The area {code} is outside what you may see.")
    return area


def register(server: Flask, areas: Areas, numbers: AreaNumbers, geometry: Geometry) -> None:
    """Three reads of one area."""

    @server.get("/api/areas/<code>/live")
    def area_live(code: str) -> Response:
        area = looked_up(areas, code)
        return area if isinstance(area, Response) else answer(numbers.of(area))

    @server.get("/api/areas/<code>/map")
    def area_map(code: str) -> Response:
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        return shapes(geometry, area)

    @server.get("/api/areas/<code>/list/<counter>")
    def area_list(code: str, counter: str) -> Response:
        area = looked_up(areas, code)
        if isinstance(area, Response):
            return area
        if counter not in DEFINITIONS:
            names = ", ".join(COUNTERS)
            return refuse(404, "unknown_counter", f"A counter is one of {names}; got {counter[:64]}.")
        return answer(numbers.behind(area, counter))


class AreaNumbers:
    """`city()` is the fold that pages see, `ticked_at()` when it was counted; `truth(now)` how fresh."""

    def __init__(
        self,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        ticked_at: Callable[[], int],
        truth: Callable[[int], dict[str, Any]],
    ) -> None:
        self._city, self._clock, self._ticked_at, self._truth = city, clock, ticked_at, truth

    def of(self, area: Area) -> dict[str, Any]:
        """What the wall shows of an area, as of the last tick."""
        live, now = self._city(), self._clock()
        position = live.areas.position[area.code]
        children = live.areas.children(area.code)
        places = np.array([live.areas.position[child.code] for child in children], np.int64)
        direct = direct_row(live, position, places)
        return {
            "code": area.code,
            "name": area.name,
            "as_of": self._ticked_at(),
            "counters": counters(live, position),
            "children": [
                {"code": c.code, "name": c.name, "counters": counters(live, int(p))}
                for c, p in zip(children, places, strict=True)
            ],
            "direct": None if direct is None else _additive(direct.tolist()),
            "truth": self._truth(now),
        }

    def behind(self, area: Area, counter: str) -> dict[str, Any]:
        """A number's meaning, its time, and the rows it counts."""
        live = self._city()
        position = live.areas.position[area.code]
        total = int(live.counters[position, COUNTERS.index(counter)])
        return {
            "counter": counter,
            "as_of": self._ticked_at(),
            "definition": {"unit": DEFINITIONS[counter].unit, **counter_words(live.rules)[counter]},
            "total": None if total == UNKNOWN else total,
            "rows": rows_behind(live, counter, area.code, LISTED, viewer().scope),
        }


def _additive(row: list[int]) -> dict[str, int | None]:
    pairs = zip(COUNTERS, told(row), ADDITIVE, strict=True)
    return {name: value for name, value, adds in pairs if adds}


def shapes(geometry: Geometry, area: Area) -> Response:
    """The map payload: kept for ever under its edition, asked anew without one."""
    edition = geometry.areas.edition
    body, packed = geometry.payload(area.code)
    response = answer_bytes(body, packed=packed)
    response.set_etag(f"{edition}-{area.code}")
    asked = request.args.get("edition")
    kept = f"private, max-age={A_YEAR}, immutable" if asked == edition else "private, no-cache"
    response.headers["Cache-Control"] = kept
    response.make_conditional(request)
    return response
