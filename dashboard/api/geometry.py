"""The shapes of an area for the map: rings as flat lists of whole numbers, made when first asked and kept."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec

from city.areas.areas import Area, Areas
from city.areas.geometry import area_km2, label_point, rings_e5


class Geometry:
    """Every area's map payload, encoded and compressed when first asked for."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def payload(self, code: str) -> tuple[bytes, bytes]:
        """The JSON of docs/architecture.md, plain and gzipped."""
        if code not in self._kept:
            body = msgspec.json.encode(self._map(self.areas[code]))
            self._kept[code] = (body, gzip.compress(body, 5))
        return self._kept[code]

    def warm(self, code: str) -> None:
        """Make the shapes everybody asks for first before anybody does."""
        self.payload(code)

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
            "bounds": self._bounds(area),
            "children": [
                {**self._head(child), "label": self._label(child)} for child in areas.children(area.code)
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
            "km2": round(area_km2(area), 2),
            "rings": rings_e5(area),
        }

    def _bounds(self, area: Area) -> list[float]:
        """[south, west, north, east]; of the lowest area above that has a boundary, if it has none."""
        drawn = next(one for one in reversed(self.areas.path(area.code)) if not one.polygon.is_empty)
        west, south, east, north = drawn.polygon.bounds
        return [round(value, 6) for value in (south, west, north, east)]

    def _label(self, area: Area) -> list[float]:
        """[lat, lon] where the name can stand: well inside, or in the map's corner without a boundary."""
        return list(label_point(area) or self._bounds(area)[:2])

    def _is_leaf(self, position: int) -> bool:
        return int(self.areas.end[position]) == position + 1

    def _grid(self, position: int) -> dict[str, Any]:
        area = self.areas.order[position]
        return {"position": position, "code": area.code, "name": area.name, "rings": rings_e5(area)}
