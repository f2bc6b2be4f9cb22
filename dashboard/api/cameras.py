"""The HTTP API of cameras: an area's, and those near a place. Every read takes a viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request

from city.areas.area import Area
from city.areas.areas import Areas
from dashboard.access.viewer import viewer
from dashboard.api.areas import looked_up
from dashboard.rooms.cameras import Watching
from dashboard.transport.answers import answer, refuse

NEAREST = 16
FARTHEST_M = 100_000


class BadPlaceError(ValueError):
    """One sentence for whoever asked."""


def register(server: Flask, areas: Areas, watching: Callable[[], Watching], radius_m: float) -> None:
    """`radius_m`: how far is near, unless somebody says."""

    @server.get("/api/areas/<code>/cameras")
    def area_cameras(code: str) -> Response:
        area = looked_up(areas, code)
        return area if isinstance(area, Response) else answer(listing(watching(), area))

    @server.get("/api/cameras")
    def near_cameras() -> Response:
        try:
            lat, lon = place(request.args.get("near", ""))
            radius = distance(request.args.get("radius", str(radius_m)))
        except BadPlaceError as error:
            return refuse(400, "bad_place", str(error))
        known = watching()
        rows = known.near(lat, lon, radius, NEAREST, viewer().scope)
        return answer({"edition": known.edition, "running": known.running, "cameras": rows})


def listing(watching: Watching, area: Area) -> dict[str, Any]:
    """The area's cameras and its descendants', in the order walls show them."""
    head = {"code": area.code, "edition": watching.edition, **watching.counts(area.code)}
    return head | {"cameras": watching.rows(area.code)}


def place(told: str) -> tuple[float, float]:
    lat, comma, lon = told.partition(",")
    found = _number(lat), _number(lon)
    if comma and abs(found[0]) <= 90 and abs(found[1]) <= 180:
        return found
    raise BadPlaceError(f"near must be <lat>,<lon> in degrees, such as near=23.02,113.75; got {told[:64]!r}.")


def distance(told: str) -> float:
    found = _number(told)
    if 0 < found <= FARTHEST_M:
        return found
    raise BadPlaceError(f"radius must be above 0 and at most {FARTHEST_M} metres, got {told[:64]!r}.")


def _number(told: str) -> float:
    """NaN, which is within no limits, for what is none."""
    try:
        return float(told)
    except ValueError:
        return float("nan")
