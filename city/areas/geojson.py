"""The areas file: a GeoJSON FeatureCollection, member by member. Knows the form, never the tree."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from city.areas.area import Area, AreaError
from city.areas.rings import gathered, read_polygon, refuse_invalid

DATUMS = ("WGS-84", "CGCS2000")  # the same to within a metre
CODE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_levels(document: object, source: str) -> tuple[str, ...]:
    """The document's levels, top to bottom. Raises AreaError for anything that is not an areas file."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise AreaError(f"{source}: must be a GeoJSON FeatureCollection, got {_told(document)}")
    datum = document.get("datum", DATUMS[0])
    if datum not in DATUMS:
        raise AreaError(
            f"{source}: datum must be WGS-84, got {datum!r}; `gridwall areas build --datum` converts it"
        )
    levels = document.get("levels")
    if not isinstance(levels, list) or not levels or not all(isinstance(x, str) and x for x in levels):
        raise AreaError(f'{source}: levels must be a list such as ["city", "town"], got {levels!r}')
    if len(set(levels)) < len(levels):
        raise AreaError(f"{source}: levels must differ from each other, got {levels!r}")
    return tuple(levels)


def read_features(document: dict[str, Any], levels: tuple[str, ...], source: str) -> list[Area]:
    """Every feature as an Area, in file order, each sound in itself. Raises AreaError."""
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise AreaError(f"{source}: features must be a list with at least one area")
    told = [(feature, f"{source} feature {n}") for n, feature in enumerate(features, 1)]
    areas = gathered(lambda feature, where: _area(feature, levels, where), told)
    polygons: npt.NDArray[np.object_] = np.array([area.polygon for area in areas], dtype=object)
    refuse_invalid(polygons, [f"{source} area {area.code} {area.name}" for area in areas])
    return areas


def _area(feature: object, levels: tuple[str, ...], where: str) -> Area:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise AreaError(f"{where}: must be a Feature with properties, got {_told(feature)}")
    told = feature["properties"]
    code = _text(told, "code", where)
    if not CODE.fullmatch(code):
        raise AreaError(f"{where}: code must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {code[:64]!r}")
    place, where = f"{where} ({code}", f"{where} ({code})"
    level = _text(told, "level", where)
    if level not in levels:
        raise AreaError(f"{where}: level must be one of {', '.join(levels)}, got {level!r}")
    name = _text(told, "name", where)
    return Area(
        code=code,
        name=name,
        name_en=_optional(told, "name_en", where),
        level=level,
        parent=_optional(told, "parent", where),
        posts=_count(told.get("posts"), where),
        synthetic=_flag(told.get("synthetic"), where),
        polygon=read_polygon(feature.get("geometry"), f"{place} {name})"),
        valid_from=_day(told, "valid_from", where),
        valid_to=_day(told, "valid_to", where),
    )


def _text(told: dict[str, Any], member: str, where: str) -> str:
    value = _optional(told, member, where)
    if value is None:
        raise AreaError(f"{where}: {member} is missing")
    return value


def _optional(told: dict[str, Any], member: str, where: str) -> str | None:
    value = told.get(member)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise AreaError(f"{where}: {member} must be text, got {value!r}")
    if value != value.strip() or not value.isprintable() or len(value) > 200:
        raise AreaError(f"{where}: {member} must be one line of at most 200 characters, got {value[:40]!r}")
    return value


def _day(told: dict[str, Any], member: str, where: str) -> str | None:
    value = _optional(told, member, where)
    if value is not None and not DAY.fullmatch(value):
        raise AreaError(f"{where}: {member} must be a day such as 2017-07-01, got {value!r}")
    return value


def _count(value: object, where: str) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise AreaError(f"{where}: posts must be a whole number from 0, got {value!r}")
    return value


def _flag(value: object, where: str) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise AreaError(f"{where}: synthetic must be true or false, got {value!r}")


def _told(value: object) -> str:
    return repr(value.get("type")) if isinstance(value, dict) else type(value).__name__
