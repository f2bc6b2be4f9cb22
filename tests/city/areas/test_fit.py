"""Areas in another datum than the rest are refused, and told which they seem to be in."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from city.areas.areas import AreaError, Areas, read_areas
from city.areas.datum import bd09_from_wgs84, gcj02_from_wgs84
from city.areas.rings import write_polygon
from city.building.joining import Coded, feature
from city.matters import Matters
from city.people.roster import Roster

City = tuple[Areas, Roster, Matters]
Which = Callable[[str], bool]


def _document(areas: Areas, shifted: Which, datum: Any) -> dict[str, Any]:
    """The demo city's towns, and of two of them the villages and grids; some in another datum."""
    features = []
    for area in areas.order:
        if len(area.code) > 9 and not area.code.startswith(("441900106", "441900109")):
            continue
        told = copy.deepcopy(write_polygon(area.polygon))
        assert told and told["type"] == "Polygon"
        for ring in told["coordinates"] if shifted(area.code) else ():
            lat, lon = datum(np.array(ring)[:, 1], np.array(ring)[:, 0])
            ring[:] = np.column_stack([lon, lat]).tolist()
        features.append(feature(Coded(area.code, area.name, None), area.level, area.parent, told))
    return {"type": "FeatureCollection", "levels": list(areas.levels), "features": features}


CASES: list[tuple[str, Which, str, str]] = [
    ("the city's outline", lambda code: len(code) == 6, "area 441900:", "it fits its parts as"),
    ("everything below the city", lambda code: len(code) > 6, "area 441900:", "its parts fit it as"),
    ("one town", lambda code: code == "441900106", "area 441900106:", "it fits its parts as"),
    ("a town and all in it", lambda code: code.startswith("441900106"), "area 441900106:", "it fits as"),
    ("one village", lambda code: code == "441900106003", "area 441900106003:", "it fits its parts as"),
    ("one grid", lambda code: code == "441900106003002", "area 441900106003002:", "it fits as"),
]


@pytest.mark.parametrize(("name", "datum"), [("GCJ-02", gcj02_from_wgs84), ("BD-09", bd09_from_wgs84)])
@pytest.mark.parametrize(
    ("shifted", "where", "what"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_areas_in_another_datum_are_named(
    demo_city: City, shifted: Which, where: str, what: str, name: str, datum: Any
) -> None:
    with pytest.raises(AreaError) as refused:
        read_areas(_document(demo_city[0], shifted, datum), "city.geojson")
    assert where in str(refused.value) and f"{what} {name}" in str(refused.value)
