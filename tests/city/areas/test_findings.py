"""What `areas check` tells about a city that loads."""

from collections.abc import Callable
from typing import Any

import pytest

from city.areas.areas import read_areas
from city.areas.findings import warnings
from tests.city.squares import area, oblong, square, squares

Document = dict[str, Any]


def _properties(document: Document, index: int) -> dict[str, Any]:
    told: dict[str, Any] = document["features"][index]["properties"]
    return told


CASES: list[tuple[str, Callable[[Document], Any], str]] = [
    (
        "a strange code",
        lambda d: _properties(d, 3).update(code="92"),
        "92 名112: the code does not begin with its parent's 11",
    ),
    (
        "a doubled name",
        lambda d: _properties(d, 3).update(name="名111"),
        "the name 名111 occurs 2 times in the level village: 111, 112",
    ),
    (
        "a virtual community",
        lambda d: _properties(d, 3).update(name="某虚拟社区"),
        "112 某虚拟社区: a virtual community by its name",
    ),
    (
        "no boundary",
        lambda d: d["features"][3].update(geometry=None),
        "112 名112: has no boundary, so no position falls in it",
    ),
    ("a missing level", lambda d: None, "12 名12: has no village below it"),
    ("a gap", lambda d: None, "11 名11: 22.69 km² is in none of its parts"),
    (
        "an overlap",
        lambda d: d["features"][3].update(geometry=oblong(0, 3.9, 10, 4)),
        "1 overlaps at the level village, 1.14 km² in all, most between 111 名111 and 112 名112 (1.135 km²)",
    ),
    (
        "a part that sticks out",
        lambda d: d["features"][3].update(geometry=oblong(-1, 4, 11, 4)),
        "11 名11: 4.54 km² of its parts lies outside it",
    ),
    (
        "a later area",
        lambda d: _properties(d, 3).update(valid_from="2018-01-01"),
        "112 名112: valid from 2018-01-01 until further notice, not on 2017-07-01",
    ),
    (
        "an earlier area",
        lambda d: _properties(d, 3).update(valid_to="2016-12-31"),
        "112 名112: valid from ever until 2016-12-31, not on 2017-07-01",
    ),
]


@pytest.mark.parametrize(
    ("change", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_city_that_loads_is_told_what_to_look_at(change: Callable[[Document], Any], sentence: str) -> None:
    document = squares()
    change(document)
    assert sentence in warnings(read_areas(document, "squares"), "2017-07-01")


def test_a_city_without_faults_is_told_nothing() -> None:
    document = squares()
    document["features"][3]["geometry"] = oblong(0, 4, 10, 6)
    document["features"].append(area("121", "village", "12", square(10, 0, 10)))
    assert warnings(read_areas(document, "squares"), "2017-07-01") == []


def test_many_of_a_kind_are_told_as_one() -> None:
    document = squares()
    strips = [area(f"9{n}", "village", "12", oblong(10, n / 6, 10, 1 / 6)) for n in range(60)]
    document["features"] += strips
    told = warnings(read_areas(document, "squares"))
    assert "… and 20 more codes that do not begin with their parent's code" in told
