"""The levels a city lacks are made inside the ones it has."""

from collections import Counter

import pytest
import shapely

from city.areas.areas import AreaError, read_areas
from city.building.build import BuildPlan, by_parent, fill_levels
from city.building.joining import Coded
from tests.city.squares import area, square, squares

NAMES = [Coded("12001", "沙岭村", "Shaling"), Coded("12002", "水边村", None), Coded("12009", "田心村", None)]


def _bare() -> dict[str, object]:
    document = squares()
    document["levels"] = ["city", "town", "village", "grid"]
    return document


def test_the_lowest_areas_are_split_down_to_the_last_level() -> None:
    areas = read_areas(fill_levels(_bare(), BuildPlan({"12": NAMES}), "squares"), "whole")
    assert Counter(one.level for one in areas.order) == {"city": 1, "town": 2, "village": 5, "grid": 25}
    assert [(one.code, one.name, one.name_en) for one in areas.children("12")] == [
        (one.code, one.name, one.name_en) for one in NAMES
    ]
    assert all(
        one.code.startswith("12009") and one.name.startswith("网格 0") for one in areas.children("12009")
    )


def test_what_is_made_is_marked_and_what_was_there_is_kept() -> None:
    areas = read_areas(fill_levels(_bare(), BuildPlan({"12": NAMES}), "squares"), "whole")
    before = read_areas(squares(), "squares")
    assert all(
        areas[one.code].polygon == one.polygon and not areas[one.code].synthetic for one in before.order
    )
    assert all(one.synthetic for one in areas.order if one.code not in before)


def test_made_parts_fill_what_they_were_made_in() -> None:
    areas = read_areas(fill_levels(_bare(), BuildPlan({"12": NAMES}), "squares"), "whole")
    for code in ("12", "12001", "111"):
        parts = [child.polygon for child in areas.children(code)]
        assert shapely.coverage_is_valid(parts)
        assert sum(part.area for part in parts) == pytest.approx(areas[code].polygon.area, rel=1e-5)


def test_the_number_of_leaves_is_kept_exactly() -> None:
    areas = read_areas(fill_levels(_bare(), BuildPlan({"12": NAMES}, leaves=77), "squares"), "whole")
    assert sum(one.level == "grid" for one in areas.order) == 77
    with pytest.raises(AreaError, match="4 areas of the lowest level are too few for 5 above them"):
        fill_levels(_bare(), BuildPlan({"12": NAMES}, leaves=4), "squares")


def test_a_list_of_the_lowest_level_is_kept_whatever_number_is_asked_for() -> None:
    areas = read_areas(fill_levels(squares(), BuildPlan({"12": NAMES}, leaves=50), "squares"), "whole")
    assert [one.code for one in areas.children("12")] == ["12001", "12002", "12009"]


def test_the_same_seed_makes_the_same_levels() -> None:
    editions = [
        read_areas(fill_levels(_bare(), BuildPlan({"12": NAMES}, seed=seed), "s"), "s").edition
        for seed in (1, 1, 2)
    ]
    assert editions[0] == editions[1] != editions[2]


def test_listed_parts_of_an_area_without_a_boundary_stay_on_paper() -> None:
    document = squares()
    document["levels"] = ["city", "town", "village", "grid"]
    document["features"].append(area("13", "town", "1", None))
    listed = {"12": NAMES, "13": [Coded("13498", "某虚拟社区", None)]}
    areas = read_areas(fill_levels(document, BuildPlan(listed), "squares"), "whole")
    assert areas["13498"].polygon.is_empty and areas["13498"].parent == "13"


def test_a_whole_city_is_left_as_it_is() -> None:
    document = squares()
    document["features"].append(area("121", "village", "12", square(10, 0, 10)))
    assert fill_levels(document, BuildPlan(), "squares") == document


def test_names_find_their_parent_by_their_code() -> None:
    codes = [Coded("12001", "甲", None), Coded("1201", "乙", None), Coded("120101", "丙", None)]
    found = by_parent(codes, ["1", "12", "1201"])
    assert {parent: [one.name for one in names] for parent, names in found.items()} == {
        "12": ["甲", "乙"],
        "1201": ["丙"],
    }
    with pytest.raises(AreaError, match="99 丁: no area's code begins this code"):
        by_parent([Coded("99", "丁", None)], ["1", "12"])
