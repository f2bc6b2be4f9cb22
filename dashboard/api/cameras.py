"""The HTTP API of cameras: an area's, and those near a place. Every read takes a viewer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, request
from msgspec import Struct

from city.areas.area import Area
from city.areas.areas import Areas
from dashboard.access.viewer import viewer
from dashboard.api.areas import OF_AN_AREA, AreaCode, looked_up
from dashboard.rooms.cameras import CameraRow, NearCamera, Watching
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import Parameter, documented

NEAREST = 16
FARTHEST_M = 100_000
NEAR = Parameter("near", str, "`<lat>,<lon>` in degrees.")
RADIUS = Parameter("radius", float, f"Metres, at most {FARTHEST_M}; `cameras.radius_m` unless told.", False)


class AreaCameras(Struct, frozen=True):
    """An area's cameras and those below it. `healthy` is null while the camera process is away."""

    code: str
    edition: str | None
    running: bool
    total: int
    healthy: int | None
    cameras: list[CameraRow]


class NearCameras(Struct, frozen=True):
    """The nearest first, at most 16."""

    edition: str | None
    running: bool
    cameras: list[NearCamera]


class BadPlaceError(ValueError):
    """One sentence for whoever asked."""


def register(server: Flask, areas: Areas, watching: Callable[[], Watching], radius_m: float) -> None:
    """`radius_m`: how far is near, unless somebody says."""

    @server.get("/api/areas/<code>/cameras")
    @documented(AreaCameras, *OF_AN_AREA)
    def area_cameras(code: AreaCode) -> Response:
        """An area's cameras and how each is."""
        area = looked_up(areas, code)
        return area if isinstance(area, Response) else answer(listing(watching(), area, viewer().scope))

    @server.get("/api/cameras")
    @documented(NearCameras, (400, "bad_place"), query=(NEAR, RADIUS))
    def near_cameras() -> Response:
        """The cameras near a place, of those the viewer may see."""
        try:
            lat, lon = place(request.args.get("near", ""))
            radius = distance(request.args.get("radius", str(radius_m)))
        except BadPlaceError as error:
            return refuse(400, "bad_place", str(error))
        known = watching()
        rows = known.near(lat, lon, radius, NEAREST, viewer().scope)
        return answer(NearCameras(known.edition_of(viewer().scope), known.running, rows))


def listing(watching: Watching, area: Area, scope: str) -> AreaCameras:
    """The area's cameras and its descendants', in the order walls show them."""
    counts, rows = watching.counts(area.code), watching.rows(area.code)
    return AreaCameras(area.code, watching.edition_of(scope), **counts, cameras=rows)


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
