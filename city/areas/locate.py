"""From points to areas, many at a time. Knows polygons and positions, nothing of who stands there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.areas import Areas
from city.areas.raster import Raster

OUTSIDE = -1
UNKNOWN, BORDER = -2, -3  # of a raster's cell
CELLS = 2_000_000  # about 45 m a side in a city of 75 × 55 km, 8 MB

Degrees = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int32]


class Locator:
    """Finds the deepest area that holds each point; on a border the lowest code wins.

    A raster remembers the answer of every cell that no border crosses, once a point was looked up in it: most
    points need no polygon."""

    def __init__(self, areas: Areas) -> None:
        self._polygons = PolygonLocator(areas)
        self._raster = Raster(areas.root.polygon.bounds, CELLS)
        self._known = np.full(self._raster.count, UNKNOWN, dtype=np.int32)
        self._known[self._raster.crossed(*_borders(areas))] = BORDER

    def leaf(self, lat: npt.ArrayLike, lon: npt.ArrayLike) -> Positions:
        """The position of each point's leaf, -1 outside the city (and for NaN)."""
        x, y = (
            np.atleast_1d(np.asarray(lon, dtype=np.float64)),
            np.atleast_1d(np.asarray(lat, dtype=np.float64)),
        )
        cell = self._raster.cell(x, y)
        found = np.where(cell < 0, np.int32(OUTSIDE), self._known[cell])
        asked = np.flatnonzero(found < OUTSIDE)
        if asked.size:
            answer = self._polygons.leaf(x[asked], y[asked])
            whole = found[asked] == UNKNOWN
            self._known[cell[asked[whole]]] = answer[whole]
            found[asked] = answer
        return found


class PolygonLocator:
    """The same without memory: every point against the polygons, deepest areas first."""

    def __init__(self, areas: Areas) -> None:
        by_code = sorted(range(len(areas)), key=lambda position: areas.order[position].code)
        self._position = np.array(by_code, dtype=np.int32)
        rank = np.empty(len(areas), dtype=np.int64)
        rank[by_code] = np.arange(len(areas))
        self._layers: list[tuple[shapely.STRtree, npt.NDArray[np.int64]]] = []
        for depth in range(int(areas.depth.max()), -1, -1):
            here = np.flatnonzero(areas.depth == depth)
            self._layers.append((shapely.STRtree(areas.polygons[here]), rank[here]))

    def leaf(self, x: Degrees, y: Degrees) -> Positions:
        found = np.full(x.size, OUTSIDE, dtype=np.int32)
        missing = np.arange(x.size)
        points = shapely.points(x, y)
        for tree, ranks in self._layers:
            which, held = tree.query(points, predicate="intersects")
            best = np.full(missing.size, len(self._position), dtype=np.int64)
            np.minimum.at(best, which, ranks[held])
            hit = best < len(self._position)
            found[missing[hit]] = self._position[best[hit]]
            missing, points = missing[~hit], points[~hit]
            if not missing.size:
                break
        return found


def _borders(areas: Areas) -> tuple[Degrees, Degrees]:
    """Both ends of every piece of every border, each once."""
    rings = shapely.get_rings(areas.polygons)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    ends = np.hstack([points[:-1][same], points[1:][same]])
    turned = ends[:, 0] > ends[:, 2]
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    ends = np.unique(ends, axis=0)
    return ends[:, :2], ends[:, 2:]
