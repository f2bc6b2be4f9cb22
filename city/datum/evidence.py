"""In which datum borders are, by what else is known of the same place. Knows shapes, no areas and no files.

A whole city can be shifted by as much as a village is wide without any contradiction in itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.datum import bd09_from_wgs84, gcj02_from_wgs84, wgs84_from_bd09, wgs84_from_gcj02
from city.areas.plane import METRES_PER_DEGREE
from city.datum.prefectures import around

Degrees = npt.NDArray[np.float64]  # rows of lon, lat
NAMES = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}
FORTH = {"gcj02": gcj02_from_wgs84, "bd09": bd09_from_wgs84}
BACK = {"gcj02": wgs84_from_gcj02, "bd09": wgs84_from_bd09}
CLOSE = 250.0  # m: a coarse border of the same place
BETTER = 2.5  # times as near as any other
POINTS = 400  # of an outline's border


@dataclass(frozen=True, slots=True)
class Found:
    """`metres`: median distance of the borders, by what was assumed; `by` what they were compared with."""

    metres: Mapping[str, float]
    by: str

    @property
    def best(self) -> str | None:
        """The one assumption that fits, when it fits well and no other does."""
        first, second = sorted(self.metres, key=lambda name: self.metres[name])[:2]
        fits = self.metres[first] <= CLOSE and self.metres[second] >= BETTER * max(self.metres[first], 20.0)
        return first if fits else None


def moved(points: Degrees, how: Callable[..., Any] | None) -> Degrees:
    if how is None:
        return points
    lat, lon = how(points[:, 1], points[:, 0])
    return np.column_stack([lon, lat])


def to_wgs84(points: Degrees, datum: str) -> Degrees:
    return moved(points, BACK.get(datum))


def from_wgs84(points: Degrees, datum: str) -> Degrees:
    return moved(points, FORTH.get(datum))


def by_prefectures(shape: Any) -> Found | None:
    """Of a city's shape, by what is known of the prefecture it is; None when it is none of them."""
    if shape.is_empty:
        return None
    found = [
        Found({name: _metres(from_wgs84(true, name), shape) for name in NAMES}, one.name)
        for one in around(shape.bounds)
        for true in [to_wgs84(one.points, "gcj02")]
    ]
    nearest = min(found, key=lambda each: min(each.metres.values()), default=None)
    return nearest if nearest and min(nearest.metres.values()) <= CLOSE else None


def by_outline(shape: Any, outline: Any, datum: str) -> Found:
    """Of a shape, by an outline of the same place whose datum is known."""
    corners = shapely.get_coordinates(outline.boundary)
    true = to_wgs84(corners[:: max(len(corners) // POINTS, 1)], datum)
    return Found({name: _metres(from_wgs84(true, name), shape) for name in NAMES}, "the outline")


def in_china(shape: Any) -> bool:
    """Whether there is a second datum to be taken for the first: elsewhere all maps are in WGS-84."""
    return not shape.is_empty and bool(around(shape.centroid.bounds))


def _metres(points: Degrees, shape: Any) -> float:
    """The median distance of the points to the shape's border."""
    scale = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0]) * METRES_PER_DEGREE
    border = shapely.transform(shape.boundary, lambda corners: corners * scale)
    return float(np.median(shapely.distance(shapely.points(points * scale), border)))
