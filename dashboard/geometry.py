"""The shapes of an area for the map: rings as flat lists of whole numbers, made when first asked and kept."""

from __future__ import annotations

import gzip
import math
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from city.areas import Area, Areas

SCALE = 1e5
METRES_A_DEGREE = 111_195.0


def rings(shape: BaseGeometry) -> list[list[int]]:
    """Outer and inner rings, each a flat list lat, lon, lat, lon … at 1e-5 degrees."""
    found = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            lon_lat = shapely.get_coordinates(ring)
            found.append(np.rint(lon_lat[:, ::-1] * SCALE).astype(np.int64).ravel().tolist())
    return found


def square_km(shape: BaseGeometry) -> float:
    """Area on the ground, good to a few parts in a thousand for anything the size of a city."""
    middle = math.cos(math.radians(shape.centroid.y))
    return round(float(shape.area) * (METRES_A_DEGREE / 1000) ** 2 * middle, 2)


def bounds(shape: BaseGeometry) -> list[float]:
    """[south, west, north, east]"""
    west, south, east, north = shape.bounds
    return [round(value, 6) for value in (south, west, north, east)]


def label(shape: BaseGeometry) -> list[float]:
    """A point inside, where a name can stand: [lat, lon]."""
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return [round(point.y, 6), round(point.x, 6)]


class Geometry:
    """Every area's map payload, encoded and compressed when first asked for."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def payload(self, code: str) -> tuple[bytes, bytes]:
        """The JSON of docs/architecture.md, plain and gzipped."""
        if code not in self._kept:
            body = msgspec.json.encode(self._map(self.areas[code]))
            self._kept[code] = (body, gzip.compress(body, 6))
        return self._kept[code]

    def _map(self, area: Area) -> dict[str, Any]:
        areas, position = self.areas, self.areas.position[area.code]
        below = areas.order[position + 1 : int(areas.end[position])]
        counts: dict[str, int] = {}
        for other in below:
            counts[other.level] = counts.get(other.level, 0) + 1
        return {
            **self._head(area),
            "edition": areas.edition,
            "path": [
                {"code": a.code, "name": a.name, "name_en": a.name_en, "level": a.level}
                for a in areas.path(area.code)
            ],
            "counts": counts,
            "bounds": bounds(area.polygon),
            "children": [
                {**self._head(child), "label": label(child.polygon)} for child in areas.children(area.code)
            ],
            "grids": [self._grid(position + i) for i in range(len(below) + 1) if self._is_leaf(position + i)],
        }

    def _head(self, area: Area) -> dict[str, Any]:
        return {
            "code": area.code,
            "level": area.level,
            "name": area.name,
            "name_en": area.name_en,
            "position": self.areas.position[area.code],
            "km2": square_km(area.polygon),
            "rings": rings(area.polygon),
        }

    def _is_leaf(self, position: int) -> bool:
        return int(self.areas.end[position]) == position + 1

    def _grid(self, position: int) -> dict[str, Any]:
        area = self.areas.order[position]
        return {"position": position, "code": area.code, "name": area.name, "rings": rings(area.polygon)}
