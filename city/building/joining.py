"""From shapes that carry names to areas that carry codes. Knows names, aliases and datums at the door, so
that nothing behind it has to."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.area import AreaError
from city.areas.datum import DATUMS
from city.areas.rings import gathered, read_polygon, refuse_invalid, write_polygon
from city.headers import LOST, digits_lost

Row = Mapping[str, str | None]
NEEDED = ("code", "name")
# for each member of a list of codes the headers it is known by besides its own name, the surest first
COLUMNS = {
    "code": ("adcode", "行政区划代码", "统计用区划代码", "区划代码", "网格编码", "代码", "编码"),
    "name": ("name_zh", "行政区划名称", "区划名称", "网格名称", "名称", "地名"),
    "name_en": ("英文名", "英文名称"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """How names in files stand for the names in the codes' list."""

    aliases: Mapping[str, str] = field(default_factory=dict)  # as in the shapes → as in the list
    endings: Sequence[str] = ()  # cut off from names, such as 村民委员会
    member: str = ""  # the property that holds a shape's name; "" = the one that holds the list's names

    def shown(self, name: str) -> str:
        for ending in self.endings:
            if name.endswith(ending) and name != ending:
                return name.removesuffix(ending)
        return name

    def listed(self, name: str) -> str:
        """As the codes' list has it."""
        return self.shown(self.aliases.get(name, name))


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
        if not any(row.values()):
            continue
        code, name = (row.get("code") or "").strip(), (row.get("name") or "").strip()
        if not code or not name:
            raise AreaError(
                f"{source} line {line}: code and name must both be there, got {code!r} and {name!r}"
            )
        if digits_lost(code):
            raise AreaError(f"{source} line {line}: the code must be whole, got {code!r}: {LOST}")
        if code in coded:
            raise AreaError(f"{source} line {line}: the code must be unique, got {code} again")
        coded[code] = Coded(code, naming.shown(name), row.get("name_en") or None)
    return list(coded.values())


def join_shapes(
    document: Any, codes: Sequence[Coded], naming: Naming, level: str, parent: str, source: str
) -> list[dict[str, Any]]:
    """Features for every code: with the shape of that name, or without a boundary when there is none.
    Raises AreaError for all shapes that no code stands for."""
    by_name = {coded.name: coded for coded in codes}
    member = name_member(document, by_name, naming, source)
    shapes: dict[str, Any] = {}
    faults = []
    for number, (told, geometry) in enumerate(_features(document, source), 1):
        name = _name(told.get(member))
        coded = by_name.get(naming.listed(name))
        if coded is None:
            faults.append(
                f"{source} feature {number}: no code is listed for the name {name!r}; "
                f"tell its listed name with --alias {name}=…"
            )
        elif coded.code in shapes:
            faults.append(f"{source} feature {number}: {name} must occur once, got it twice")
        else:
            shapes[coded.code] = geometry
    if faults:
        raise AreaError(*faults)
    return [feature(coded, level, parent, shapes.get(coded.code)) for coded in codes]


def name_member(document: Any, listed: Container[str], naming: Naming, source: str) -> str:
    """The property that holds the most names of the list; `name` of two alike. Raises AreaError, which names
    the properties there are."""
    told = [properties for properties, _ in _features(document, source)]
    members = list(dict.fromkeys(["name", *(member for each in told for member in each)]))
    held = {m: sum(naming.listed(_name(each.get(m))) in listed for each in told) for m in members}
    best = naming.member or max(members, key=lambda member: held[member])
    if any(best in each for each in told) and (held[best] or best in ("name", naming.member)):
        return best
    there = ", ".join(f"{m} ({_name(told[0][m])[:20]})" for m in members if m in told[0]) or "none"
    if naming.member:
        raise AreaError(f"{source}: no property {naming.member!r} that holds names; there are {there}")
    raise AreaError(
        f"{source}: no property holds names of the list; there are {there}; "
        "say which holds the names with --name-property"
    )


def _name(value: object) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def refuse_broken(document: Any, member: str, source: str) -> None:
    """Raises AreaError for all shapes whose rings are broken, by what `member` calls them."""
    told = []
    for number, (properties, geometry) in enumerate(_features(document, source), 1):
        name = " ".join(filter(None, (_name(properties.get(m)) for m in dict.fromkeys(("code", member)))))
        told.append((geometry, f"{source} feature {number}{f' ({name})' if name else ''}"))
    polygons = np.array(gathered(read_polygon, told), dtype=object)
    refuse_invalid(polygons, [where for _, where in told])


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
    return write_polygon(together([told["geometry"] for told in features], source))


def together(geometries: Iterable[Any], source: str) -> Any:
    """One shape of all; empty for none. Raises AreaError."""
    polygons = np.array([read_polygon(geometry, source) for geometry in geometries], dtype=object)
    refuse_invalid(polygons, [source] * len(polygons))
    return shapely.union_all(polygons)


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
