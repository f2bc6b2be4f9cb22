"""The shapes of an area for the map: rings as flat lists of whole numbers, made when first asked and kept."""

from __future__ import annotations

import gzip

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from city.areas.areas import Area, Areas
from city.areas.geometry import area_km2, label_point, rings_e5

Rings = list[list[int]]  # each `lat, lon, lat, lon, …` at 1e-5 degrees


class Shape(Struct, frozen=True):
    """An area and its outline. `position` is its index among all areas, depth first."""

    code: str
    level: str
    name: str
    name_en: str | None
    position: int
    km2: float
    rings: Rings


class ChildShape(Shape, frozen=True):
    """`label`: where the name can stand, latitude and longitude."""

    label: tuple[float, float]


class LeafShape(Struct, frozen=True):
    """An area with none below it."""

    position: int
    code: str
    name: str
    rings: Rings


class PathStep(Struct, frozen=True):
    code: str
    name: str
    name_en: str | None
    level: str


class AreaMap(Shape, frozen=True):
    """What a map draws of an area. `path` leads to it from the top, `counts` are the areas below by level,
    `bounds` south, west, north, east; `children` the level below, `grids` all leaves within."""

    edition: str
    path: list[PathStep]
    counts: dict[str, int]
    bounds: tuple[float, float, float, float]
    children: list[ChildShape]
    grids: list[LeafShape]


class Geometry:
    """Every area's map payload, encoded and compressed when first asked for."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def payload(self, code: str) -> tuple[bytes, bytes]:
        """The JSON of docs/protocol.md, plain and gzipped."""
        if code not in self._kept:
            body = msgspec.json.encode(self._map(self.areas[code]))
            self._kept[code] = (body, gzip.compress(body, 5))
        return self._kept[code]

    def warm(self, code: str) -> None:
        """Make the shapes everybody asks for first before anybody does."""
        self.payload(code)

    def _map(self, area: Area) -> AreaMap:
        areas, position = self.areas, self.areas.position[area.code]
        below = areas.order[position + 1 : int(areas.end[position])]
        counts: dict[str, int] = {}
        for other in below:
            counts[other.level] = counts.get(other.level, 0) + 1
        return AreaMap(
            **asdict(self._shape(area)),
            edition=areas.edition,
            path=[PathStep(a.code, a.name, a.name_en, a.level) for a in areas.path(area.code)],
            counts=counts,
            bounds=self._bounds(area),
            children=[
                ChildShape(**asdict(self._shape(child)), label=self._label(child))
                for child in areas.children(area.code)
            ],
            grids=[self._grid(position + i) for i in range(len(below) + 1) if self._is_leaf(position + i)],
        )

    def _shape(self, area: Area) -> Shape:
        return Shape(
            code=area.code,
            level=area.level,
            name=area.name,
            name_en=area.name_en,
            position=self.areas.position[area.code],
            km2=round(area_km2(area), 2),
            rings=rings_e5(area),
        )

    def _bounds(self, area: Area) -> tuple[float, float, float, float]:
        """Of the lowest area above that has a boundary, if it has none."""
        drawn = next(one for one in reversed(self.areas.path(area.code)) if not one.polygon.is_empty)
        west, south, east, north = (round(value, 6) for value in drawn.polygon.bounds)
        return south, west, north, east

    def _label(self, area: Area) -> tuple[float, float]:
        """Well inside, or in the map's corner without a boundary."""
        return label_point(area) or self._bounds(area)[:2]

    def _is_leaf(self, position: int) -> bool:
        return int(self.areas.end[position]) == position + 1

    def _grid(self, position: int) -> LeafShape:
        area = self.areas.order[position]
        return LeafShape(position, area.code, area.name, rings_e5(area))
