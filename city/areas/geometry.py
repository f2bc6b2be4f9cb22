"""What a map needs of an area: how large it is, where its name stands, its rings in short. Knows one
polygon at a time."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.area import Area

RADIUS = 6_378_137.0  # WGS-84
SQUASH = 0.0818191908426215  # its first eccentricity


def area_km2(area: Area) -> float:
    """On the WGS-84 ellipsoid, by an equal-area projection; 0 for an area without a boundary."""
    return float(shapely.area(shapely.transform(area.polygon, equal_area))) / 1e6


def label_point(area: Area) -> tuple[float, float] | None:
    """lat, lon of a point well inside the area's largest part: its middle, unless that lies near a border."""
    if area.polygon.is_empty:
        return None
    part = max(shapely.get_parts(area.polygon), key=shapely.area)
    stretch = np.array([math.cos(math.radians(part.centroid.y)), 1.0])
    flat = shapely.transform(part, lambda points: points * stretch)
    span = max(flat.bounds[2] - flat.bounds[0], flat.bounds[3] - flat.bounds[1])
    spoke = shapely.maximum_inscribed_circle(flat, tolerance=span / 100)
    middle = shapely.centroid(flat)
    near = middle.distance(flat.boundary) if flat.contains(middle) else 0.0
    best = middle if near > 0.85 * spoke.length else shapely.get_point(spoke, 0)
    lon, lat = shapely.get_coordinates(best)[0] / stretch
    return round(float(lat), 6), round(float(lon), 6)


def rings_e5(area: Area) -> list[list[int]]:
    """Outer and inner rings, each flat: lat, lon, lat, lon, … at 1e-5°, about a metre, without doubled
    points. Fill them even-odd."""
    return [
        short
        for part in shapely.get_parts(area.polygon)
        if not part.is_empty
        for ring in (part.exterior, *part.interiors)
        if (short := _short(shapely.get_coordinates(ring)))
    ]


def _short(points: npt.NDArray[np.float64]) -> list[int]:
    whole = np.rint(points[:, ::-1] * 1e5).astype(np.int64)
    kept = np.append(True, (np.diff(whole, axis=0) != 0).any(axis=1))
    ring: list[int] = whole[kept].ravel().tolist()
    return ring if len(ring) >= 8 else []


def equal_area(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Lambert's cylindrical equal-area projection of the ellipsoid (Snyder 1987, 10-15 and 3-12)."""
    sine = np.sin(np.radians(points[:, 1]))
    part = SQUASH * sine
    q = (1 - SQUASH**2) * (sine / (1 - part**2) + np.arctanh(part) / SQUASH)
    return np.column_stack([RADIUS * np.radians(points[:, 0]), RADIUS * q / 2])
