"""Whether areas lie where their parents and neighbours say, or in another datum. Knows geometry only.

Looks at a few points inside each area instead of whole overlays: every start pays for this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.area import Area, AreaError
from city.areas.datum import DATUMS, bd09_from_wgs84, gcj02_from_wgs84
from city.areas.plane import METRES_PER_DEGREE

Degrees = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
PROBES = 4  # an area, and eight times as many for a large one
LARGE, INSET = 0.03, 0.002  # degrees: 3 km across, 200 m from the border
SUSPECT = 0.25  # of an area's probes outside its parent or in its neighbours


class Fit:
    """`parent` holds positions, -1 for the root; `polygons` may be empty ones."""

    def __init__(
        self,
        order: Sequence[Area],
        parent: npt.NDArray[np.int32],
        depth: npt.NDArray[np.int8],
        polygons: npt.NDArray[np.object_],
        source: str,
    ) -> None:
        self.order, self.parent, self.depth, self.polygons = order, parent, depth, polygons
        self.source = source
        shapely.prepare(polygons)
        self.drawn = ~shapely.is_empty(polygons)

    def refuse(self) -> None:
        """Raises AreaError for areas in another datum than the rest, or outside their parent."""
        self._refuse_levels_apart()
        there, probes = self._probes(np.flatnonzero(self.drawn), self.polygons)
        outside = self._outside(there, probes)
        bad = outside | self._doubled(there, probes)
        count = np.maximum(np.bincount(there, minlength=len(self.order)), 1)
        astray = np.bincount(there, bad, len(self.order)) / count
        for depth in range(int(self.depth.max()) + 1):
            self._refuse_datum(np.flatnonzero((astray >= SUSPECT) & (self.depth == depth)), astray)
        for position in np.flatnonzero(np.bincount(there, outside, len(self.order)) == count)[:1]:
            self._refuse_outside(int(position))

    def _refuse_levels_apart(self) -> None:
        """Compares what encloses all children of an area with what encloses the area itself."""
        box = shapely.bounds(self.polygons)
        child = np.flatnonzero(self.drawn & (self.parent >= 0))
        low = np.full((len(box), 2), np.inf)
        high = np.full((len(box), 2), -np.inf)
        np.minimum.at(low, self.parent[child], box[child, :2])
        np.maximum.at(high, self.parent[child], box[child, 2:])
        with np.errstate(invalid="ignore"):
            off = np.hstack([low, high]) - box
        lon, lat = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
        for name, forth in (("GCJ-02", gcj02_from_wgs84), ("BD-09", bd09_from_wgs84)):
            there_lat, there_lon = forth(lat, lon)
            shift = np.column_stack([there_lon - lon, there_lat - lat] * 2)
            size = np.hypot(shift[:, 0], shift[:, 1])
            for sign, text in ((-1, "but it fits its parts as {0}"), (1, "but its parts fit it as {0}")):
                same = np.abs(off - sign * shift).max(axis=1) < 0.4 * size
                for position in np.flatnonzero(same)[:1]:
                    self._refuse(
                        int(position), f"the datum must be WGS-84 like the rest, {text.format(name)}"
                    )

    def _probes(self, positions: Whole, polygons: npt.NDArray[np.object_]) -> tuple[Whole, Degrees]:
        """Points inside each area, near its border but not at it, and which area each belongs to."""
        if not positions.size:
            return positions, np.empty((0, 2))
        inner = shapely.get_coordinates(shapely.point_on_surface(polygons[positions]))
        corners, owner = shapely.get_coordinates(polygons[positions], return_index=True)
        reach = np.hypot(*(corners - inner[owner]).T)
        far = np.zeros(len(positions))
        np.maximum.at(far, owner, reach)
        number = np.bincount(owner, minlength=len(positions))
        stride = np.maximum(number // np.where(far > LARGE, 8 * PROBES, PROBES), 1)
        nth = np.arange(len(owner)) - np.searchsorted(owner, np.arange(len(positions)))[owner]
        chosen = nth % stride[owner] == 0
        corners, owner, reach = corners[chosen], owner[chosen], reach[chosen]
        step = np.minimum(0.25, INSET / np.maximum(reach, 1e-12))[:, None]
        probes = np.vstack([inner, corners + step * (inner[owner] - corners)])
        there = np.concatenate([positions, positions[owner]])
        inside = shapely.contains_xy(polygons[there], probes)
        return there[inside], probes[inside]

    def _outside(self, there: Whole, probes: Degrees) -> npt.NDArray[np.bool_]:
        parent = self.parent[there]
        held: npt.NDArray[np.bool_] = shapely.contains_xy(self.polygons[parent], probes)
        outside: npt.NDArray[np.bool_] = (parent >= 0) & self.drawn[parent] & ~held
        return outside

    def _doubled(self, there: Whole, probes: Degrees) -> npt.NDArray[np.bool_]:
        """Whether another area of the same generation holds the probe too."""
        doubled = np.zeros(len(there), dtype=bool)
        for depth in range(1, int(self.depth.max()) + 1):
            here = np.flatnonzero(self.drawn & (self.depth == depth))
            asked = np.flatnonzero(self.depth[there] == depth)
            tree = shapely.STRtree(self.polygons[here])
            which, held = tree.query(shapely.points(probes[asked]), predicate="intersects")
            other = here[held] != there[asked[which]]
            doubled[asked[which[other]]] = True
        return doubled

    def _refuse_datum(self, suspects: Whole, astray: Degrees) -> None:
        """Raises AreaError for the suspect that fits best once it is read in another datum."""
        best: tuple[float, int, str] = (0.0, -1, "")
        for position in suspects[np.argsort(-astray[suspects], kind="stable")][:40].tolist():
            for name, back in DATUMS.values():
                moved = self.polygons.copy()
                moved[position] = shapely.transform(
                    self.polygons[position], lambda p, back=back: _moved(p, back)
                )
                there, probes = self._probes(np.array([position]), moved)
                left = (
                    (self._outside(there, probes) | self._doubled(there, probes)).mean()
                    if len(there)
                    else 1.0
                )
                if left <= astray[position] / 3:
                    best = max(best, (float(astray[position] - left), -position, name))
        if best[2]:
            self._refuse(-best[1], f"the datum must be WGS-84 like the rest, but it fits as {best[2]}")

    def _refuse_outside(self, position: int) -> None:
        area, parent = self.order[position], int(self.parent[position])
        gap = float(shapely.distance(area.polygon, self.polygons[parent])) * METRES_PER_DEGREE / 1000
        where = f"about {gap:.0f} km away" if gap >= 1 else "just outside"
        self._refuse(
            position, f"must lie within its parent {self.order[parent].code}, got coordinates {where}"
        )

    def _refuse(self, position: int, text: str) -> None:
        raise AreaError(f"{self.source} area {self.order[position].code}: {text}")


def _moved(points: Degrees, back: Any) -> Degrees:
    lat, lon = back(points[:, 1], points[:, 0])
    return np.column_stack([lon, lat])
