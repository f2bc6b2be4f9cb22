"""Shapes that carry names get codes."""

from typing import Any

import pytest

from city.areas.areas import AreaError
from city.building.joining import Coded, Naming, join_shapes, outline, read_codes, to_wgs84
from tests.city.squares import square

CODES = [Coded("11", "横沥", None), Coded("12", "松山湖", None), Coded("13", "东莞港", None)]


def _shapes(*names: str) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": square(n, 0, 1)}
        for n, name in enumerate(names)
    ]
    return {"type": "FeatureCollection", "features": features}


def test_shapes_are_joined_by_name_by_alias_and_without_an_ending() -> None:
    naming = Naming({"松山湖管委会": "松山湖"}, ["镇"])
    joined = join_shapes(_shapes("松山湖管委会", "横沥镇"), CODES, naming, "town", "1", "towns")
    assert [told["properties"]["code"] for told in joined] == ["11", "12", "13"]
    assert [told["geometry"] for told in joined] == [square(1, 0, 1), square(0, 0, 1), None]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            ["松山湖管委会"],
            "towns feature 1: no code is listed for the name '松山湖管委会'; "
            "tell its listed name with --alias 松山湖管委会=…",
        ),
        (["横沥", "横沥"], "towns feature 2: 横沥 must occur once, got it twice"),
    ],
)
def test_a_shape_that_finds_no_code_is_refused(names: list[str], sentence: str) -> None:
    with pytest.raises(AreaError) as refused:
        join_shapes(_shapes(*names), CODES, Naming(), "town", "1", "towns")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("member", ["NAME", "名称", "NAME_3", "name"])
def test_names_are_found_in_whatever_property_holds_them(member: str) -> None:
    document = _shapes("横沥", "松山湖")
    for each in document["features"]:
        each["properties"] = {"id": 7, "NAME_1": "广东", member: each["properties"]["name"]}
    joined = join_shapes(document, CODES, Naming(), "town", "1", "towns")
    assert [told["geometry"] is not None for told in joined] == [True, True, False]
    told = join_shapes(document, CODES, Naming(member=member), "town", "1", "towns")
    assert told == joined


def test_the_properties_there_are_stand_in_the_refusal() -> None:
    document = _shapes("桥头")
    document["features"][0]["properties"] = {"id": 7, "NAM": "桥头"}
    with pytest.raises(
        AreaError, match=r"no property holds names of the list; there are id \(7\), NAM \(桥头\)"
    ):
        join_shapes(document, CODES, Naming(), "town", "1", "towns")
    with pytest.raises(AreaError, match="no property 'name' that holds names; there are id"):
        join_shapes(document, CODES, Naming(member="name"), "town", "1", "towns")


def test_all_names_without_a_code_are_told_at_once() -> None:
    with pytest.raises(AreaError) as refused:
        join_shapes(_shapes("桥头", "横沥", "谢岗"), CODES, Naming(), "town", "1", "towns")
    assert [fault[:16] for fault in refused.value.faults] == ["towns feature 1:", "towns feature 3:"]


def test_a_code_without_its_last_digits_is_refused_in_words() -> None:
    with pytest.raises(AreaError, match=r"the code must be whole, got '4\.419E\+11': a spreadsheet has cut"):
        read_codes([{"code": "4.419E+11", "name": "横沥"}], Naming(), "c")


def test_codes_are_read_from_a_list_and_refused_when_doubled_or_empty() -> None:
    rows = [{"code": "11", "name": "岗贝社区居民委员会", "name_en": "Gangbei"}]
    assert read_codes(rows, Naming({}, ["居民委员会"]), "c") == [Coded("11", "岗贝社区", "Gangbei")]
    with pytest.raises(AreaError, match="c line 3: the code must be unique, got 11 again"):
        read_codes([*rows, *rows], Naming(), "c")
    with pytest.raises(AreaError, match="c line 2: code and name must both be there, got '' and 'x'"):
        read_codes([{"code": None, "name": "x"}], Naming(), "c")


def test_another_datum_is_left_behind_at_the_door() -> None:
    moved = to_wgs84(_shapes("横沥"), "gcj02", "towns")["features"][0]["geometry"]["coordinates"][0][0]
    assert moved == pytest.approx([113.6949, 23.0026], abs=3e-4)
    assert to_wgs84(_shapes("横沥"), "wgs84", "towns") == _shapes("横沥")


def test_an_outline_is_one_shape() -> None:
    assert outline(_shapes("东莞市"), "outline") == square(0, 0, 1)
    with pytest.raises(AreaError, match="outline: an outline must be one feature with a geometry, got 2"):
        outline(_shapes("东", "莞"), "outline")
    with pytest.raises(AreaError, match="outline: must be a GeoJSON FeatureCollection with features"):
        outline([], "outline")
