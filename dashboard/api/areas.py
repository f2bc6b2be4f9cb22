"""The HTTP API: an area's numbers, what is behind a number, an area's shapes. Every read takes a viewer."""

from __future__ import annotations

from typing import Any

import numpy as np
from flask import Flask, Response, request

from city.areas.areas import Area
from city.counts.counters import COUNTERS, DEFINITIONS, UNKNOWN
from dashboard.access.viewer import VIEWER_KEY, Viewer
from dashboard.api.geometry import Geometry
from dashboard.live.engine import Engine
from dashboard.rooms.room_state import ADDITIVE, counters, direct_row, told
from dashboard.transport.answers import answer, answer_bytes, refuse

LISTED = 500
A_YEAR = 365 * 86_400


def viewer() -> Viewer:
    found: Viewer = request.environ[VIEWER_KEY]
    return found


def looked_up(engine: Engine, code: str) -> Area | Response:
    """The area, or why this viewer gets nothing of it."""
    areas = engine.live.areas
    area = areas.get(code)
    if area is None:
        return refuse(404, "unknown_area", f"No area of this city has the code {code[:64]}.")
    if not areas.within(code, viewer().scope):
        return refuse(403, "outside_scope", f"The area {code} is outside what you may see.")
    return area


def register(server: Flask, engine: Engine, geometry: Geometry) -> None:
    """Three reads of one area."""

    @server.get("/api/areas/<code>/live")
    def area_live(code: str) -> Response:
        area = looked_up(engine, code)
        return area if isinstance(area, Response) else answer(numbers(engine, area))

    @server.get("/api/areas/<code>/map")
    def area_map(code: str) -> Response:
        area = looked_up(engine, code)
        if isinstance(area, Response):
            return area
        return shapes(geometry, area)

    @server.get("/api/areas/<code>/list/<counter>")
    def area_list(code: str, counter: str) -> Response:
        area = looked_up(engine, code)
        if isinstance(area, Response):
            return area
        if counter not in DEFINITIONS:
            names = ", ".join(COUNTERS)
            return refuse(404, "unknown_counter", f"A counter is one of {names}; got {counter[:64]}.")
        return answer(behind(engine, area, counter))


def numbers(engine: Engine, area: Area) -> dict[str, Any]:
    """What the wall shows of an area, as of the last tick."""
    live, now = engine.live, engine.clock()
    position = live.areas.position[area.code]
    children = live.areas.children(area.code)
    places = np.array([live.areas.position[child.code] for child in children], np.int64)
    direct = direct_row(live, position, places)
    return {
        "code": area.code,
        "name": area.name,
        "as_of": engine.ticked_at,
        "counters": counters(live, position),
        "children": [
            {"code": c.code, "name": c.name, "counters": counters(live, int(p))}
            for c, p in zip(children, places, strict=True)
        ],
        "direct": None if direct is None else _additive(direct.tolist()),
        "truth": engine.chain.told(now),
    }


def _additive(row: list[int]) -> dict[str, int | None]:
    pairs = zip(COUNTERS, told(row), ADDITIVE, strict=True)
    return {name: value for name, value, adds in pairs if adds}


def behind(engine: Engine, area: Area, counter: str) -> dict[str, Any]:
    """A number's meaning, its time, and the rows it counts."""
    live, meaning = engine.live, engine.live.definitions[counter]
    position = live.areas.position[area.code]
    total = int(live.counters[position, COUNTERS.index(counter)])
    return {
        "counter": counter,
        "as_of": engine.ticked_at,
        "definition": {
            "zh": meaning.zh,
            "en": meaning.en,
            "unit": meaning.unit,
            "zh_text": meaning.zh_text,
            "en_text": meaning.en_text,
        },
        "total": None if total == UNKNOWN else total,
        "rows": live.listing(counter, area.code, LISTED, viewer().scope),
    }


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
