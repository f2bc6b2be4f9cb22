"""From GeoJSON geometry to sound polygons. Knows coordinates and rings, never what the area is."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.area import AreaError

Ring = npt.NDArray[np.float64]
_EARTH = np.array([180.0, 90.0])  # most degrees of longitude and latitude


def read_polygon(geometry: object, where: str) -> Any:
    """A valid Polygon or MultiPolygon; empty for null. Raises AreaError."""
    if geometry is None:
        return shapely.Polygon()
    if not isinstance(geometry, dict):
        raise AreaError(f"{where}: geometry must be an object or null, got {_kind(geometry)}")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        return _polygon(coordinates, where)
    if kind == "MultiPolygon":
        if not isinstance(coordinates, list) or not coordinates:
            raise AreaError(f"{where}: a MultiPolygon needs a list of polygons, got {_kind(coordinates)}")
        return shapely.multipolygons([_polygon(part, where) for part in coordinates])
    raise AreaError(f"{where}: geometry must be a Polygon or a MultiPolygon, got {kind!r}")


def write_polygon(polygon: Any) -> dict[str, Any] | None:
    """The GeoJSON geometry of a Polygon or MultiPolygon, in plain lists; null for an empty one."""
    if polygon.is_empty:
        return None
    parts = [
        [shapely.get_coordinates(ring).tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(polygon)
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def refuse_invalid(polygons: npt.NDArray[np.object_], where: list[str]) -> None:
    """Raises AreaError for the first polygon whose rings cross or touch themselves or each other."""
    for index in np.flatnonzero(~shapely.is_valid(polygons)):
        reason = (
            shapely.is_valid_reason(polygons[index]).lower().replace("[", " at lon lat ").replace("]", "")
        )
        raise AreaError(f"{where[index]}: the boundary must not cross itself, got {reason}")


def _polygon(rings: object, where: str) -> Any:
    if not isinstance(rings, list) or not rings:
        raise AreaError(f"{where}: a polygon needs a list of rings, got {_kind(rings)}")
    linear = [shapely.linearrings(_ring(ring, where)) for ring in rings]
    return shapely.polygons(linear[0], linear[1:] or None)


def _ring(ring: object, where: str) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        came = f"{len(ring)}" if isinstance(ring, list) else _kind(ring)
        raise AreaError(f"{where}: a ring needs at least 4 points, got {came}")
    try:
        points = np.asarray(ring)
    except ValueError:
        points = np.asarray([])
    if points.ndim != 2 or points.shape[1] < 2 or points.dtype.kind not in "if":
        raise AreaError(f"{where}: a ring must be a list of [lon, lat] numbers, got {str(ring[0])[:40]} …")
    points = points[:, :2].astype(np.float64)
    _refuse_off_earth(points, where)
    if (points[0] != points[-1]).any():
        raise AreaError(
            f"{where}: a ring must end where it begins, got {_place(points[0])} and {_place(points[-1])}"
        )
    return points


def _refuse_off_earth(points: Ring, where: str) -> None:
    good = np.abs(points) <= _EARTH  # false for NaN too
    if good.all():
        return
    lon, lat = points[np.argmin(good.all(axis=1))]
    hint = " (lon comes first: are they swapped?)" if abs(lon) <= 90 < abs(lat) <= 180 else ""
    raise AreaError(f"{where}: lon must be within ±180 and lat within ±90, got {lon:g} {lat:g}{hint}")


def _place(point: Ring) -> str:
    return f"{point[0]:.6f} {point[1]:.6f}"


def _kind(value: object) -> str:
    names = {
        "NoneType": "nothing",
        "dict": "an object",
        "list": "a list",
        "str": "text",
        "bool": "true or false",
    }
    name = names.get(type(value).__name__, "a number")
    return f"{name} of none" if value in ([], {}) else name
