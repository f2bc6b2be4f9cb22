"""What an areas file is refused for: one sentence that names the code, what was wanted and what came."""

from collections.abc import Callable
from typing import Any

import pytest

from city.areas.areas import AreaError, read_areas
from tests.city.squares import area, square, squares

Document = dict[str, Any]


def _told(document: Document, index: int) -> dict[str, Any]:
    properties: dict[str, Any] = document["features"][index]["properties"]
    return properties


def _ring(document: Document, index: int) -> list[Any]:
    ring: list[Any] = document["features"][index]["geometry"]["coordinates"][0]
    return ring


def _twice(d: Document) -> None:
    d["features"].append(area("112", "village", "12", square(12, 2, 2)))


def _bow(d: Document) -> None:
    ring = _ring(d, 4)
    ring[1], ring[2] = ring[2], ring[1]


def _move(d: Document) -> None:
    for point in _ring(d, 3)[:-1]:
        point[1] -= 1.0
    _ring(d, 3)[-1] = _ring(d, 3)[0]


def _swap(d: Document) -> None:
    for point in _ring(d, 1):
        point.reverse()


CASES: list[tuple[str, Callable[[Document], Any], str]] = [
    ("a code twice", _twice, "area 112: the code must be unique, got it twice (名112 and 名112)"),
    ("an orphan", lambda d: _told(d, 3).update(parent="77"), "area 112: its parent 77 is not in the file"),
    ("two roots", lambda d: _told(d, 1).update(parent=None), "area 12: only one area may have no parent"),
    ("no root", lambda d: _told(d, 0).update(parent="11"), "got a circle 1 → 11 → 1"),
    ("its own parent", lambda d: _told(d, 3).update(parent="112"), "got a circle 112 → 112"),
    ("a circle of two", lambda d: _told(d, 2).update(parent="111"), "got a circle 11 → 111 → 11"),
    (
        "a level unknown",
        lambda d: _told(d, 3).update(level="hamlet"),
        "(112): level must be one of city, town, village, got 'hamlet'",
    ),
    (
        "a level upside down",
        lambda d: _told(d, 3).update(level="town"),
        "area 112: its level town must stand below its parent's, but 11 is a town",
    ),
    ("no code", lambda d: _told(d, 3).pop("code"), "feature 4: code is missing"),
    ("no name", lambda d: _told(d, 3).update(name=""), "(112): name is missing"),
    ("no level", lambda d: _told(d, 3).pop("level"), "(112): level is missing"),
    ("a code of digits", lambda d: _told(d, 3).update(code=112), "feature 4: code must be text, got 112"),
    (
        "a code for no address",
        lambda d: _told(d, 3).update(code="a/b"),
        "feature 4: code must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 'a/b'",
    ),
    (
        "a name in two lines",
        lambda d: _told(d, 3).update(name="a\nb"),
        "name must be one line of at most 200",
    ),
    ("a parent of digits", lambda d: _told(d, 3).update(parent=11), "(112): parent must be text, got 11"),
    ("half a post", lambda d: _told(d, 3).update(posts=1.5), "posts must be a whole number from 0, got 1.5"),
    (
        "fewer than no posts",
        lambda d: _told(d, 3).update(posts=-1),
        "posts must be a whole number from 0, got -1",
    ),
    (
        "a doubtful flag",
        lambda d: _told(d, 3).update(synthetic="yes"),
        "synthetic must be true or false, got 'yes'",
    ),
    (
        "a wrong day",
        lambda d: _told(d, 3).update(valid_from="July"),
        "valid_from must be a day such as 2017-07-01",
    ),
    (
        "an open ring",
        lambda d: _ring(d, 4).pop(),
        "(111 名111): a ring must end where it begins, got 113.700000 23",
    ),
    (
        "a ring of three",
        lambda d: _ring(d, 4).__delitem__(slice(3)),
        "(111 名111): a ring needs at least 4 points, got 2",
    ),
    (
        "a ring that crosses",
        _bow,
        "area 111 名111: the boundary must not cross itself, got self-intersection at",
    ),
    (
        "text for numbers",
        lambda d: _ring(d, 4)[1].__setitem__(0, "113.8"),
        "must be a list of [lon, lat] numbers",
    ),
    ("a missing number", lambda d: _ring(d, 4)[1].pop(), "must be a list of [lon, lat] numbers"),
    ("no number", lambda d: _ring(d, 4)[1].__setitem__(0, float("nan")), "lon must be within ±180"),
    (
        "lat first",
        _swap,
        "(12 名12): lon must be within ±180 and lat within ±90, got 23 113.9 (lon comes first",
    ),
    (
        "a point",
        lambda d: d["features"][3].update(geometry={"type": "Point", "coordinates": [113, 23]}),
        "(112 名112): geometry must be a Polygon or a MultiPolygon, got 'Point'",
    ),
    (
        "a geometry of text",
        lambda d: d["features"][3].update(geometry="?"),
        "must be an object or null, got text",
    ),
    ("far away", _move, "area 112: must lie within its parent 11, got coordinates about 102 km away"),
    (
        "a root on paper",
        lambda d: d["features"][0].update(geometry=None),
        "area 1: the root needs a boundary",
    ),
    ("no levels", lambda d: d.pop("levels"), 'levels must be a list such as ["city", "town"], got None'),
    ("a level twice", lambda d: d["levels"].append("town"), "levels must differ from each other"),
    ("no features", lambda d: d.update(features=[]), "features must be a list with at least one area"),
    (
        "a feature of text",
        lambda d: d["features"].append("?"),
        "feature 6: must be a Feature with properties, got str",
    ),
    (
        "another type",
        lambda d: d.update(type="Topology"),
        "must be a GeoJSON FeatureCollection, got 'Topology'",
    ),
    ("a told datum", lambda d: d.update(datum="GCJ-02"), "datum must be WGS-84, got 'GCJ-02'"),
]


@pytest.mark.parametrize(
    ("change", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_file_is_refused_in_one_sentence(change: Callable[[Document], Any], sentence: str) -> None:
    document = squares()
    change(document)
    with pytest.raises(AreaError) as refused:
        read_areas(document, "city.geojson")
    assert str(refused.value).startswith("city.geojson")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("document", [None, [], "text", 7, {}])
def test_what_is_no_areas_file_at_all_is_refused(document: Any) -> None:
    with pytest.raises(AreaError, match="must be a GeoJSON FeatureCollection"):
        read_areas(document, "city.geojson")


def test_all_broken_rings_of_a_file_are_told_at_once_and_by_name() -> None:
    document = squares()
    _ring(document, 4).pop()
    document["features"][3]["geometry"]["coordinates"].append([[113.72, 23.05], [113.73, 23.06]])
    _told(document, 2).update(posts=-1)
    with pytest.raises(AreaError) as refused:
        read_areas(document, "c")
    assert [fault.partition(", got")[0] for fault in refused.value.faults] == [
        "c feature 3 (11): posts must be a whole number from 0",
        "c feature 4 (112 名112): a ring needs at least 4 points",
        "c feature 5 (111 名111): a ring must end where it begins",
    ]
    assert str(refused.value).endswith("got -1 (and 2 more; `gridwall areas check` tells all)")
