"""The demo city's base map: made from its own outlines, inside the city, on the people's streets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from demo.people.street_map import CREDIT, street_map, write_street_map
from demo.people.streets import lay_streets
from tests.city.small_city import AREAS


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return street_map(AREAS)


def shapes(made: dict[str, Any], kind: str) -> list[Any]:
    return [
        shapely.geometry.shape(feature["geometry"])
        for feature in made["features"]
        if feature["properties"]["kind"] == kind
    ]


def test_it_has_waters_and_streets_of_every_kind_and_says_that_they_are_made_up(made: dict[str, Any]) -> None:
    assert CREDIT.items() <= made.items()
    assert shapes(made, "water") and shapes(made, "lane")
    assert shapes(made, "main") or shapes(made, "street")


def test_all_of_it_lies_in_the_city(made: dict[str, Any]) -> None:
    near = AREAS.root.polygon.buffer(0.005)
    for kind in ("water", "main", "lane"):
        assert all(near.contains(shape) for shape in shapes(made, kind)), kind


def test_people_walk_on_its_lanes(made: dict[str, Any]) -> None:
    lanes = shapely.union_all(shapes(made, "lane"))
    grid = next(area for area in AREAS.order if area.level == "grid")
    streets = lay_streets([grid.polygon])
    far = shapely.distance(shapely.points(streets.lon, streets.lat), lanes)
    assert np.quantile(far, 0.9) < 2e-5


def test_it_is_written_once_and_is_small(tmp_path: Path) -> None:
    file = write_street_map(tmp_path, AREAS)
    written = file.stat().st_mtime_ns
    assert file.stat().st_size < 15_000 * len(AREAS)
    assert write_street_map(tmp_path, AREAS).stat().st_mtime_ns == written
    first = file.read_bytes()
    (tmp_path / "streets.stamp").write_text("another program's")
    assert write_street_map(tmp_path, AREAS).read_bytes() == first
