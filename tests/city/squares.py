"""A city of squares small enough to work out by hand: two towns side by side, two villages in the first."""

from __future__ import annotations

from typing import Any

WEST, SOUTH = 113.7, 23.0


def square(x: float, y: float, side: float) -> dict[str, Any]:
    """A square whose corner lies x, y hundredths of a degree from the city's corner."""
    west, south, step = WEST + x / 100, SOUTH + y / 100, side / 100
    corners = [[west, south], [west + step, south], [west + step, south + step], [west, south + step]]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def oblong(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    shape = square(x, y, 1)
    ring = shape["coordinates"][0]
    west, south = ring[0]
    for point, (right, up) in zip(ring, ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)), strict=True):
        point[:] = [west + right * width / 100, south + up * height / 100]
    return shape


def area(code: str, level: str, parent: str | None, geometry: Any, **told: Any) -> dict[str, Any]:
    properties = {"code": code, "name": f"名{code}", "level": level, "parent": parent} | told
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def squares() -> dict[str, Any]:
    """1 is the city, 11 its west and 12 its east; 111 the south of 11, 112 the middle: its north is empty."""
    return {
        "type": "FeatureCollection",
        "levels": ["city", "town", "village"],
        "features": [
            area("1", "city", None, oblong(0, 0, 20, 10)),
            area("12", "town", "1", square(10, 0, 10)),
            area("11", "town", "1", square(0, 0, 10)),
            area("112", "village", "11", oblong(0, 4, 10, 4)),
            area("111", "village", "11", oblong(0, 0, 10, 4)),
        ],
    }
