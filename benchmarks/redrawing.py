"""Editions of the demo city's areas as a city redraws them: some grids halved, some merged."""

import copy
import json
from typing import Any

import shapely
from shapely.geometry import box, shape

Document = dict[str, Any]


def grids(document: Document) -> dict[str, list[dict[str, Any]]]:
    """By village."""
    found: dict[str, list[dict[str, Any]]] = {}
    for feature in document["features"]:
        told = feature["properties"]
        if told["level"] == document["levels"][-1]:
            found.setdefault(told["parent"], []).append(feature)
    return found


def halved(document: Document, count: int) -> Document:
    """The eastern half of the first grid of so many villages is a grid of its own, with an S behind its
    code."""
    new = copy.deepcopy(document)
    for _, (grid, *_) in sorted(grids(new).items())[:count]:
        ground = shape(grid["geometry"])
        west, south, east, north = ground.bounds
        half = box(west, south, (west + east) / 2, north)
        grid["geometry"] = geometry(solid(ground.intersection(half)))
        told = dict(grid["properties"], code=f"{grid['properties']['code']}S", posts=0)
        rest = {"type": "Feature", "properties": told, "geometry": geometry(solid(ground.difference(half)))}
        new["features"].append(rest)
    return new


def merged(document: Document, count: int) -> Document:
    """The first two grids of so many villages are one, with an M behind its code."""
    new = copy.deepcopy(document)
    pairs = [of[:2] for _, of in sorted(grids(new).items(), reverse=True) if len(of) > 1][:count]
    gone = set()
    for one, other in pairs:
        told = one["properties"]
        gone |= {told["code"], other["properties"]["code"]}
        posts = told.get("posts", 0) + other["properties"].get("posts", 0)
        ground = geometry(solid(shapely.union_all([shape(one["geometry"]), shape(other["geometry"])])))
        properties = dict(told, code=f"{told['code']}M", posts=posts)
        new["features"].append({"type": "Feature", "properties": properties, "geometry": ground})
    new["features"] = [each for each in new["features"] if each["properties"]["code"] not in gone]
    return new


def geometry(ground: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shapely.to_geojson(ground))
    return found


def solid(ground: Any) -> Any:
    """Its polygons alone: lines and points of a cut are no ground."""
    parts = [part for part in getattr(ground, "geoms", [ground]) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
