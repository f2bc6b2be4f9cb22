"""Areas: the tree, its positions and its edition."""

import copy

from city.areas.areas import Areas, read_areas
from city.matters import Matters
from city.people.roster import Roster
from tests.city.squares import squares


def test_areas_stand_depth_first_and_children_by_code() -> None:
    areas = read_areas(squares(), "squares")
    assert [area.code for area in areas.order] == ["1", "11", "111", "112", "12"]
    assert areas.parent.tolist() == [-1, 0, 1, 1, 0]
    assert areas.depth.tolist() == [0, 1, 2, 2, 1]
    assert areas.end.tolist() == [5, 4, 3, 4, 5]


def test_an_area_answers_for_its_children_its_path_and_what_is_within() -> None:
    areas = read_areas(squares(), "squares")
    assert [area.code for area in areas.children("11")] == ["111", "112"]
    assert [area.code for area in areas.path("112")] == ["1", "11", "112"]
    assert areas.within("112", "11") and areas.within("11", "11") and not areas.within("11", "112")
    assert areas.get("99") is None and "99" not in areas and areas["12"].name == "名12"


def test_every_subtree_of_the_demo_city_is_a_range_of_positions(
    demo_city: tuple[Areas, Roster, Matters],
) -> None:
    areas = demo_city[0]
    for position, area in enumerate(areas.order):
        below = areas.order[position : int(areas.end[position])]
        assert all(areas.path(other.code)[areas.depth[position]].code == area.code for other in below)
    assert (
        sum(
            int(areas.end[areas.position[town.code]]) - areas.position[town.code]
            for town in areas.children(areas.root.code)
        )
        == len(areas) - 1
    )


def test_the_edition_is_of_the_content_and_not_of_the_order_in_the_file() -> None:
    turned = squares()
    turned["features"].reverse()
    renamed = squares()
    renamed["features"][2]["properties"]["name"] = "别名"
    edition = read_areas(squares(), "squares").edition
    assert len(edition) == 12 and int(edition, 16)
    assert read_areas(turned, "turned").edition == edition
    assert read_areas(renamed, "renamed").edition != edition


def test_an_area_may_have_several_parts_and_holes() -> None:
    document = squares()
    ring = document["features"][1]["geometry"]["coordinates"][0]
    hole = [[(x + 113.85) / 2, (y + 23.05) / 2] for x, y in reversed(ring)]
    island = [[[113.9 + x, 23.01 + y] for x, y in ((0, 0), (0.01, 0), (0, 0.01), (0, 0))]]
    document["features"][1]["geometry"] = {"type": "MultiPolygon", "coordinates": [[ring, hole], island]}
    town = read_areas(document, "parts")["12"]
    assert len(town.polygon.geoms) == 2 and len(town.polygon.geoms[0].interiors) == 1


def test_an_area_without_a_boundary_stays_in_the_tree() -> None:
    document = squares()
    document["features"][3]["geometry"] = None
    assert read_areas(document, "paper")["112"].polygon.is_empty


def test_unknown_members_and_a_district_level_are_welcome() -> None:
    document = squares()
    document["levels"] = ["city", "district", "town", "village"]
    document["features"][0]["properties"]["colour"] = "blue"
    assert read_areas(document, "more").levels[1] == "district"


def test_reading_changes_nothing_in_the_document() -> None:
    document = squares()
    before = copy.deepcopy(document)
    read_areas(document, "squares")
    assert document == before
