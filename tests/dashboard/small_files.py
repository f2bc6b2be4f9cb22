"""The small city as the files and variables a wall is started with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.city.small_city import HOMES

ITEMS = """
[[departments]]
code = "d"
name = "部门"
[[categories]]
code = "c"
name = "类"
[[items]]
code = "hole"
name = "坑"
name_en = "Hole"
category = "c"
department = "d"
level = "town"
limit = "2 work_days"
"""
BOXES = {
    "0": (None, "city", (113.0, 22.0, 113.4, 22.2)),
    "1": ("0", "town", (113.0, 22.0, 113.2, 22.2)),
    "2": ("0", "town", (113.2, 22.0, 113.4, 22.2)),
    "1-1": ("1", "grid", (113.0, 22.0, 113.1, 22.2)),
    "1-2": ("1", "grid", (113.1, 22.0, 113.2, 22.2)),
    "2-1": ("2", "grid", (113.2, 22.0, 113.3, 22.1)),
    "2-2": ("2", "grid", (113.3, 22.0, 113.4, 22.1)),
}


def write_small_city(folder: Path) -> dict[str, str]:
    """The variables that name the three files, with duty around the clock."""
    features = [feature(code, *told) for code, told in BOXES.items()]
    document = {"type": "FeatureCollection", "levels": ["city", "town", "grid"], "features": features}
    (folder / "areas.geojson").write_text(json.dumps(document), "utf-8")
    rows = [f"{who},{who.title()},{area},139-{who}" for who, area in HOMES.items()]
    (folder / "roster.csv").write_text("\n".join(["inspector,name,area,phone", *rows]), "utf-8")
    (folder / "items.toml").write_text(ITEMS, "utf-8")
    return {
        "GRIDWALL_CITY_AREAS": str(folder / "areas.geojson"),
        "GRIDWALL_CITY_ROSTER": str(folder / "roster.csv"),
        "GRIDWALL_CITY_MATTERS": str(folder / "items.toml"),
        "GRIDWALL_RULES_DUTY": "00:00-24:00",
        "GRIDWALL_CITY_EDITIONS": str(folder / "editions"),
        "GRIDWALL_WEB_KEYS_FILE": str(folder / "keys"),
        "GRIDWALL_RULES_JUMP_MPS": "1000000",  # tests put people here and there within a second
    }


def feature(
    code: str, parent: str | None, level: str, box: tuple[float, float, float, float]
) -> dict[str, object]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    told = {"code": code, "name": f"区{code}", "level": level, "parent": parent, "posts": 2}
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def merged(files: Mapping[str, str], folder: Path) -> str:
    """Another edition of the areas: the grids 1-1 and 1-2 are one, 1-9."""
    document = json.loads(Path(files["GRIDWALL_CITY_AREAS"]).read_text("utf-8"))
    old = {each["properties"]["code"]: each for each in document["features"]}
    boxes = [old.pop(code)["geometry"]["coordinates"][0] for code in ("1-1", "1-2")]
    lons, lats = zip(*(point for ring in boxes for point in ring), strict=True)
    box = (min(lons), min(lats), max(lons), max(lats))
    document["features"] = [*old.values(), feature("1-9", "1", "grid", box)]
    path = folder / "next.geojson"
    path.write_text(json.dumps(document), "utf-8")
    return str(path)
