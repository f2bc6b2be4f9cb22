"""From GeoJSON geometry to sound polygons. Knows coordinates and rings, never what the area is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.area import AreaError

Ring = npt.NDArray[np.float64]
Told = TypeVar("Told")
Read = TypeVar("Read")
_EARTH = np.array([180.0, 90.0])  # most degrees of longitude and latitude


def read_polygon(geometry: object, where: str) -> Any:
    """A Polygon or MultiPolygon, whose rings may still cross; empty for null. Raises AreaError, with a
    sentence for each broken ring."""
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
        return shapely.multipolygons(gathered(_polygon, [(part, where) for part in coordinates]))
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


def gathered(read: Callable[[Told, str], Read], told: Iterable[tuple[Told, str]]) -> list[Read]:
    """What `read` makes of each, with where it stands. Raises AreaError with all their faults at once."""
    found: list[Read] = []
    faults: list[str] = []
    for value, where in told:
        try:
            found.append(read(value, where))
        except AreaError as error:
            faults += error.faults
    if faults:
        raise AreaError(*faults)
    return found


def refuse_invalid(polygons: npt.NDArray[np.object_], where: Sequence[str]) -> None:
    """Raises AreaError for every polygon whose rings cross or touch themselves or each other."""
    crossing = np.flatnonzero(~shapely.is_valid(polygons))
    if crossing.size:
        raise AreaError(*(_crossing(polygons[index], where[index]) for index in crossing.tolist()))


def _crossing(polygon: Any, where: str) -> str:
    reason = shapely.is_valid_reason(polygon).lower().replace("[", " at lon lat ").replace("]", "")
    return f"{where}: the boundary must not cross itself, got {reason}"


def _polygon(rings: object, where: str) -> Any:
    if not isinstance(rings, list) or not rings:
        raise AreaError(f"{where}: a polygon needs a list of rings, got {_kind(rings)}")
    linear = [shapely.linearrings(ring) for ring in gathered(_ring, [(ring, where) for ring in rings])]
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
