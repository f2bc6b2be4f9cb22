"""A street-like lattice inside each area, for simulated people to walk on.

Knows polygons and metres; knows neither people nor Redis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

METRES = 111_320.0  # a degree of latitude
MARGIN = 15 / METRES  # streets keep this far from the border, so that GPS noise rarely crosses it
CLOSEST, WIDEST = 40.0, 250.0  # metres between crossings
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True, slots=True)
class Streets:
    """Crossings of all areas in one table; `first[a]:first[a + 1]` are those of the a-th area."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    links: NDArray[np.int32]  # n × 4 neighbouring crossings, the valid ones first
    degree: NDArray[np.int32]  # how many of the four are valid, at least 1 (a lone crossing leads to itself)
    first: NDArray[np.int64]


def lay_streets(polygons: Sequence[Any]) -> Streets:
    """Streets inside shapely polygons (x = longitude, y = latitude, WGS-84)."""
    parts = [_lattice(polygon) for polygon in polygons]
    first = np.cumsum([0, *(len(part[0]) for part in parts)])
    links = np.concatenate(
        [np.where(part[2] < 0, -1, part[2] + at) for part, at in zip(parts, first, strict=False)]
    )
    alone = np.flatnonzero(links[:, 0] < 0)
    links[alone, 0] = alone
    lat = np.concatenate([part[1] for part in parts])
    lon = np.concatenate([part[0] for part in parts])
    return Streets(lat, lon, links.astype(np.int32), (links >= 0).sum(axis=1).astype(np.int32), first)


def lanes(polygon: Any) -> list[NDArray[np.float64]]:
    """The lines that the crossings of an area lie on, as rows of lon, lat of their ends."""
    inner, narrow, spacing = _room(polygon)
    middle, across, along, size = _grain(inner, spacing, narrow)
    steps = np.arange(-size, size + 1)[:, None]
    ends = [
        np.stack([middle + steps * one - size * other, middle + steps * one + size * other], axis=1)
        for one, other in ((across, along), (along, across))
    ]
    found = shapely.intersection(shapely.linestrings(np.concatenate(ends)), inner)
    parts = shapely.get_parts(found)
    kept = parts[shapely.length(parts) * METRES > spacing]
    return np.split(shapely.get_coordinates(kept), len(kept)) if len(kept) else []


def _room(polygon: Any) -> tuple[Any, float, float]:
    """Where streets may be, how much narrower a degree of longitude is there, metres between crossings."""
    inner = polygon.buffer(-MARGIN)
    inner = polygon if inner.is_empty else inner
    shapely.prepare(inner)
    narrow = float(np.cos(np.radians(inner.centroid.y)))
    metres = float(np.sqrt(inner.area * narrow)) * METRES
    return inner, narrow, float(np.clip(metres / 7, CLOSEST, WIDEST))


def _grain(inner: Any, spacing: float, narrow: float) -> tuple[Any, Any, Any, int]:
    """The middle, a step each way, and how many may be needed: the town's own slant, so that the city does
    not look like one sheet of graph paper."""
    west, south, east, north = inner.bounds
    step_x, step_y = spacing / METRES / narrow, spacing / METRES
    slant = (west * 1000 + south * 1700) % 0.6 - 0.3
    size = int(np.ceil(np.hypot((east - west) / step_x, (north - south) / step_y) / 2)) + 1
    across = np.array([np.cos(slant) * step_x, np.sin(slant) * step_y])
    along = np.array([-np.sin(slant) * step_x, np.cos(slant) * step_y])
    return np.array([(west + east) / 2, (south + north) / 2]), across, along, size


def _lattice(polygon: Any) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """The crossings (lon, lat) and links of one area; a sliver too thin for streets gets one crossing."""
    inner, narrow, spacing = _room(polygon)
    for attempt in (spacing, spacing / 2, spacing / 4):
        lon, lat, links = _inside(inner, attempt, narrow)
        streets = links[:, 0] >= 0
        if streets.sum() >= 4:
            return _only(streets, lon, lat, links)
    point = inner.representative_point()
    return np.array([point.x]), np.array([point.y]), np.full((1, 4), -1)


def _inside(inner: Any, spacing: float, narrow: float) -> tuple[Any, Any, NDArray[np.int64]]:
    middle, across, along, size = _grain(inner, spacing, narrow)
    i, j = (side.ravel() for side in np.meshgrid(np.arange(-size, size + 1), np.arange(-size, size + 1)))
    lon = middle[0] + i * across[0] + j * along[0]
    lat = middle[1] + i * across[1] + j * along[1]
    held = shapely.contains_xy(inner, lon, lat)
    i, j, lon, lat = i[held], j[held], lon[held], lat[held]
    return lon, lat, _links(inner, i, j, lon, lat, 2 * size + 3)


def _links(inner: Any, i: Any, j: Any, lon: Any, lat: Any, width: int) -> NDArray[np.int64]:
    """Neighbours one step away whose street, to a quarter of its length, stays inside."""
    at = np.full(width * width, -1)
    half = width // 2
    at[(i + half) * width + j + half] = np.arange(len(i))
    links = np.full((len(i), 4), -1)
    for column, (di, dj) in enumerate(STEPS):
        to = at[(i + di + half) * width + j + dj + half]
        open_ = to >= 0
        for share in (0.25, 0.5, 0.75):
            open_ &= shapely.contains_xy(inner, lon + (lon[to] - lon) * share, lat + (lat[to] - lat) * share)
        links[open_, column] = to[open_]
    return -np.sort(-links, axis=1)


def _only(kept: NDArray[np.bool_], lon: Any, lat: Any, links: NDArray[np.int64]) -> tuple[Any, Any, Any]:
    number = np.cumsum(kept) - 1
    links = links[kept]
    return lon[kept], lat[kept], np.where(links < 0, -1, number[links])
