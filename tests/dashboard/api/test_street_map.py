"""A base map of lines: what lies around an area is handed out, and a file that is none is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from city.areas.areas import Areas
from dashboard.api.tilesets.street_file import Streets
from dashboard.api.tilesets.tileset import TilesetError
from tests.city.small_city import AREAS


def feature(kind: str, type_: str, coordinates: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind},
        "geometry": {"type": type_, "coordinates": coordinates},
    }


ROAD = feature("main", "LineString", [[113.01, 22.05], [113.39, 22.05]])
LANES = feature(
    "lane", "MultiLineString", [[[113.02, 22.01], [113.03, 22.01]], [[113.02, 22.02], [113.03, 22.02]]]
)
POND = feature("water", "Polygon", [[[113.3, 22.1], [113.31, 22.1], [113.3, 22.11], [113.3, 22.1]]])


def streets(folder: Path, *features: Any, **more: Any) -> Streets:
    file = folder / "streets.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return Streets(file)


def told(made: Streets, code: str, grids: int = 2, areas: Areas = AREAS) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(made.payload(areas[code], grids)[0])
    return body


def test_an_area_gets_what_lies_in_and_around_it(tmp_path: Path) -> None:
    made = streets(tmp_path, ROAD, LANES, POND, credit="谁画的", credit_en="who drew it")
    assert (made.credit, made.credit_en) == ("谁画的", "who drew it")
    assert streets(tmp_path, ROAD, credit="one").credit_en == "one"
    west, east = told(made, "1-1"), told(made, "2-2")
    assert west["main"] == east["main"] == [[2205000, 11301000, 2205000, 11339000]]
    assert len(west["lane"]) == 2 and east["lane"] == []
    assert west["water"] == [] and len(east["water"]) == 1


def test_of_a_large_area_nobody_could_see_a_lane(tmp_path: Path) -> None:
    made = streets(tmp_path, ROAD, LANES)
    assert told(made, "0", grids=401)["lane"] == []


@pytest.mark.parametrize(
    "bad",
    [
        feature("river", "LineString", [[113, 22], [114, 22]]),
        feature("main", "LineString", [[113, 22], [514, 22]]),
        feature("main", "Point", [113, 22]),
        feature("main", "LineString", [["a", "b"]]),
        {"properties": {"kind": "main"}},
        7,
    ],
)
def test_what_is_no_street_is_refused_in_a_sentence(tmp_path: Path, bad: Any) -> None:
    with pytest.raises(TilesetError, match="a GeoJSON of streets and waters wanted"):
        streets(tmp_path, ROAD, bad)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "streets.geojson"
    file.write_bytes(b"\xff\xfe no json")
    with pytest.raises(TilesetError, match="wanted"):
        Streets(file)
