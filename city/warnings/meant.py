"""Which areas of ours a warning means: those its codes name, and those its polygons and circles lie on.
Borders are never drawn quite as ours are, so to touch is not enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.areas import Areas
from city.areas.plane import METRES_PER_DEGREE, Plane
from city.warnings.codes import named_area
from city.warnings.warning import Circle, WarnedArea

ENOUGH = 0.2  # of an area, or of the shape when that is smaller: less is a border drawn otherwise
WHOLE = 0.9  # of an area, and no part of it is told apart
APART = 40  # shapes of one warning that lie here; more are taken as one
POINT_KM = 0.05  # the least radius: a place is somewhere


def meant_areas(areas: Areas, warned: Iterable[WarnedArea]) -> tuple[str, ...]:
    """Codes of ours in the order of the tree; none lies within another."""
    marked = np.zeros(len(areas), dtype=bool)
    shapes: list[Any] = []
    for each in warned:
        for code in each.codes:
            if (ours := named_area(areas, code)) is not None:
                marked[areas.position[ours]] = True
        shapes += _shapes(each)
    near = [shape for shape in shapes if shapely.intersects(areas.root.polygon, shape)]
    for shape in near if len(near) <= APART else [shapely.union_all(near)]:
        _mark(areas, shape, float(shape.area), areas.root.code, marked)
    return tuple(areas.order[position].code for position in _tops(areas, marked))


def concerns(areas: Areas, meant: Iterable[str], area: str) -> bool:
    """Whether a warning for `meant` is one for whoever looks at `area`: it lies there, or around it."""
    return any(code in areas and (areas.within(code, area) or areas.within(area, code)) for code in meant)


def seen_from(areas: Areas, meant: Iterable[str], area: str) -> list[str]:
    """What of it lies in the area, as somebody names it who looks there: the area itself when all of it is
    meant, else those directly below that are, or that hold what is. Of areas beyond nothing."""
    depth, found = len(areas.path(area)), []
    for code in meant:
        if code in areas and areas.within(area, code):
            return [area]
        if code in areas and areas.within(code, area):
            found.append(areas.path(code)[depth].code)
    return list(dict.fromkeys(found))


def _shapes(warned: WarnedArea) -> list[Any]:
    rings = [_polygon(ring) for ring in warned.polygons]
    return [shape for shape in (*rings, *map(_round, warned.circles)) if not shape.is_empty]


def _polygon(ring: Sequence[tuple[float, float]]) -> Any:
    """One whose sides cross is taken with all it encloses: to take it apart may last for minutes."""
    polygon = shapely.polygons([(lon, lat) for lat, lon in ring])
    return polygon if shapely.is_valid(polygon) else shapely.convex_hull(polygon)


def _round(circle: Circle) -> Any:
    metres = max(circle.km, POINT_KM) * 1000
    around = Plane(circle.lon, min(max(circle.lat, -89.0), 89.0))
    if metres > METRES_PER_DEGREE * 45:  # larger than a flat map can tell
        return shapely.box(-180, -90, 180, 90)
    angles = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    edge = np.column_stack([np.cos(angles), np.sin(angles)]) * metres
    return shapely.polygons(around.round(edge))


def _mark(areas: Areas, shape: Any, size: float, code: str, marked: npt.NDArray[np.bool_]) -> bool:
    """Marks what of this area the shape means: all of it, or parts below it, or itself where none of them has
    enough of the shape. Whether anything is. `size`: of all of the shape, of which only what lies in the area
    above need be here."""
    area = areas[code]
    here = shapely.intersection(area.polygon, shape)
    share, own = float(here.area), float(area.polygon.area)
    if share <= 0:
        return False
    if share < WHOLE * own:
        held = [_mark(areas, here, size, child, marked) for child in _touched(areas, code, here)]
        if any(held):
            return True
        if share < ENOUGH * min(own, size):
            return False
    marked[areas.position[code]] = True
    return True


def _touched(areas: Areas, code: str, shape: Any) -> list[str]:
    children = areas.children(code)
    polygons = areas.polygons[[areas.position[child.code] for child in children]]
    return [child.code for child in compress(children, shapely.intersects(polygons, shape))]


def _tops(areas: Areas, marked: npt.NDArray[np.bool_]) -> list[int]:
    """What is marked, without what lies within another that is."""
    tops: list[int] = []
    for position in np.flatnonzero(marked).tolist():
        if not tops or position >= areas.end[tops[-1]]:
            tops.append(position)
    return tops
