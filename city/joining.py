"""From shapes that carry names to areas that carry codes. Knows names, aliases and datums at the door, so
that nothing behind it has to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.area import AreaError
from city.datum import DATUMS
from city.rings import read_polygon, write_polygon

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Naming:
    """How names in files stand for the names in the codes' list."""

    aliases: Mapping[str, str] = field(default_factory=dict)  # as in the shapes → as in the list
    endings: Sequence[str] = ()  # cut off from names, such as 村民委员会

    def shown(self, name: str) -> str:
        for ending in self.endings:
            if name.endswith(ending) and name != ending:
                return name.removesuffix(ending)
        return name


@dataclass(frozen=True, slots=True)
class Coded:
    """An area's code and names, as a list tells them."""

    code: str
    name: str
    name_en: str | None


def read_codes(rows: Iterable[Row], naming: Naming, source: str) -> list[Coded]:
    """The rows of a CSV with the columns code and name, · name_en. Raises AreaError."""
    coded: dict[str, Coded] = {}
    for line, row in enumerate(rows, 2):
        code, name = (row.get("code") or "").strip(), (row.get("name") or "").strip()
        if not code or not name:
            raise AreaError(
                f"{source} line {line}: code and name must both be there, got {code!r} and {name!r}"
            )
        if code in coded:
            raise AreaError(f"{source} line {line}: the code must be unique, got {code} again")
        coded[code] = Coded(code, naming.shown(name), row.get("name_en") or None)
    return list(coded.values())


def join_shapes(
    document: Any, codes: Sequence[Coded], naming: Naming, level: str, parent: str, source: str
) -> list[dict[str, Any]]:
    """Features for every code: with the shape of that name, or without a boundary when there is none.
    Raises AreaError for a shape that no code stands for."""
    by_name = {coded.name: coded for coded in codes}
    shapes: dict[str, Any] = {}
    for number, (told, geometry) in enumerate(_features(document, source), 1):
        name = str(told.get("name") or "")
        coded = by_name.get(naming.shown(naming.aliases.get(name, name)))
        if coded is None:
            raise AreaError(
                f"{source} feature {number}: no code is listed for the name {name!r}; "
                f"tell its listed name with --alias {name}=…"
            )
        if coded.code in shapes:
            raise AreaError(f"{source} feature {number}: {name} must occur once, got it twice")
        shapes[coded.code] = geometry
    return [feature(coded, level, parent, shapes.get(coded.code)) for coded in codes]


def feature(
    coded: Coded, level: str, parent: str | None, geometry: dict[str, Any] | None, synthetic: bool = False
) -> dict[str, Any]:
    """A GeoJSON feature of the areas contract."""
    told = {
        "code": coded.code,
        "name": coded.name,
        "name_en": coded.name_en,
        "level": level,
        "parent": parent,
    }
    return {
        "type": "Feature",
        "properties": told | ({"synthetic": True} if synthetic else {}),
        "geometry": geometry,
    }


def enclosing(features: Sequence[dict[str, Any]], source: str) -> dict[str, Any] | None:
    """All the features' shapes as one; slivers between them stay open."""
    return write_polygon(shapely.union_all([read_polygon(told["geometry"], source) for told in features]))


def outline(document: Any, source: str) -> Any:
    """The one geometry of an outline's file. Raises AreaError."""
    geometries = [geometry for _, geometry in _features(document, source)]
    if len(geometries) != 1 or geometries[0] is None:
        raise AreaError(f"{source}: an outline must be one feature with a geometry, got {len(geometries)}")
    return geometries[0]


def to_wgs84(document: Any, datum: str, source: str) -> dict[str, Any]:
    """The same features in WGS-84; `datum` is wgs84 or one of DATUMS."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": told, "geometry": moved(geometry, datum, source)}
            for told, geometry in _features(document, source)
        ],
    }


def moved(geometry: Any, datum: str, source: str) -> Any:
    """The geometry in WGS-84, to 1e-6°."""
    if datum == "wgs84" or geometry is None:
        return geometry
    back = DATUMS[datum][1]
    return write_polygon(shapely.transform(read_polygon(geometry, source), _turned(back)))


def _turned(back: Callable[..., Any]) -> Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]:
    def turn(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        lat, lon = back(points[:, 1], points[:, 0])
        return np.round(np.column_stack([lon, lat]), 6)

    return turn


def _features(document: Any, source: str) -> list[tuple[dict[str, Any], Any]]:
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise AreaError(f"{source}: must be a GeoJSON FeatureCollection with features")
    for number, told in enumerate(features, 1):
        if not isinstance(told, dict) or not isinstance(told.get("properties"), dict):
            raise AreaError(f"{source} feature {number}: must be a Feature with properties")
    return [(told["properties"], told.get("geometry")) for told in features]
