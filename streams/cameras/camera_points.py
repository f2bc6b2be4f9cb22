"""GeoJSON points as a table of cameras: open data has both. Knows the form, never what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from streams.cameras.camera_table import Table
from streams.replay.columns import MappingError

PLACE = ("lat", "lon")


def read_points(document: object, where: str) -> Table:
    """One row a feature, its properties as columns behind the place. Raises MappingError."""
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        raise MappingError(f"{where}: a GeoJSON FeatureCollection of points wanted, got something else")
    rows = [_properties(feature) | _place(feature) for feature in features]
    header = [*PLACE, *dict.fromkeys(name for row in rows for name in row if name not in PLACE)]
    values = [[row.get(name, "") for name in header] for row in rows]
    return Table(header, [(f"feature {number}", told) for number, told in enumerate(values, 1)])


def _properties(feature: object) -> dict[str, str]:
    """Names of the place are left out: the geometry tells it."""
    if not isinstance(feature, Mapping):
        return {}
    told = feature.get("properties")
    named = {"id": feature.get("id")} | (dict(told) if isinstance(told, Mapping) else {})
    return {name: text for name, value in named.items() if name not in PLACE and (text := _text(value))}


def _place(feature: object) -> dict[str, str]:
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    match geometry:
        case {"type": "Point", "coordinates": [lon, lat, *_]}:
            return {"lat": _text(lat), "lon": _text(lon)}
        case {"type": kind}:
            return dict.fromkeys(PLACE, f"a {kind} instead of a Point")
    return {}


def _text(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float():
            return str(value)
    return ""
