"""From points to areas, many at a time. Knows polygons and positions, nothing of who stands there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from city.areas import Areas

OUTSIDE = -1


class Locator:
    """Finds the deepest area that holds each point; on a border the lowest code wins."""

    def __init__(self, areas: Areas) -> None:
        rank = np.empty(len(areas), dtype=np.int64)
        rank[sorted(range(len(areas)), key=lambda position: areas.order[position].code)] = np.arange(
            len(areas)
        )
        self._position = np.empty(len(areas), dtype=np.int32)
        self._position[rank] = np.arange(len(areas), dtype=np.int32)
        self._layers: list[tuple[shapely.STRtree, npt.NDArray[np.int64]]] = []
        for depth in range(int(areas.depth.max()), -1, -1):
            here = np.flatnonzero(areas.depth == depth)
            shapely.prepare(areas.polygons[here])
            self._layers.append((shapely.STRtree(areas.polygons[here]), rank[here]))

    def leaf(self, lat: npt.ArrayLike, lon: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """The position of each point's leaf, -1 outside the city (and for NaN)."""
        x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        found = np.full(x.size, OUTSIDE, dtype=np.int32)
        missing = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        points = shapely.points(x[missing], y[missing])
        for tree, ranks in self._layers:
            if not missing.size:
                break
            which, held = tree.query(points, predicate="intersects")
            best = np.full(missing.size, len(self._position), dtype=np.int64)
            np.minimum.at(best, which, ranks[held])
            hit = best < len(self._position)
            found[missing[hit]] = self._position[best[hit]]
            missing, points = missing[~hit], points[~hit]
        return found
