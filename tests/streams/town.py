"""A city small enough to see through: one town, one village, four grids of about a square kilometre."""

from typing import Any

from city.areas.areas import Areas, read_areas
from city.matters import Matters, read_matters
from city.people.roster import Roster, read_roster
from demo.city.city import DemoCity

WEST, SOUTH, SIDE = 113.90, 23.00, 0.01
VILLAGE = "441900106001"


def _square(west: float, south: float, side: float) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _feature(code: str, level: str, parent: str | None, shape: dict[str, Any]) -> dict[str, Any]:
    properties = {"code": code, "name": code, "level": level, "parent": parent, "posts": 0}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def small_documents(people: int = 40) -> DemoCity:
    """As the demo city comes, but small."""
    whole = _square(WEST, SOUTH, SIDE * 2)
    features = [
        _feature("441900", "city", None, whole),
        _feature("441900106", "town", "441900", whole),
        _feature(VILLAGE, "village", "441900106", whole),
    ]
    for n in range(4):
        shape = _square(WEST + n % 2 * SIDE, SOUTH + n // 2 * SIDE, SIDE)
        features.append(_feature(f"{VILLAGE}{n + 1:03}", "grid", VILLAGE, shape))
    levels = ["city", "town", "village", "grid"]
    rows = [
        {"inspector": f"D{n:04}", "name": f"n{n}", "area": f"{VILLAGE}{n % 4 + 1:03}", "mode": "foot"}
        for n in range(people)
    ]
    items = [
        {"code": f"0{n}", "name": f"事项{n}", "category": "c1", "department": "fire", "limit": "2 work_days"}
        for n in range(1, 6)
    ]
    matters = {
        "departments": [{"code": "fire", "name": "消防"}],
        "categories": [{"code": "c1", "name": "消防安全"}],
        "items": items,
    }
    return DemoCity({"type": "FeatureCollection", "levels": levels, "features": features}, rows, matters)


def small_city(people: int = 40) -> tuple[Areas, Roster, Matters]:
    small = small_documents(people)
    areas = read_areas(small.areas_document, "small")
    return (
        areas,
        read_roster(small.roster_rows, areas, "small"),
        read_matters(small.matters_document, "small"),
    )
