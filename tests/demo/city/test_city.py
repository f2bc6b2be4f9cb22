"""The demo city is as large as the one that started it, whole, and the same for the same seed."""

import csv
from collections import Counter

import numpy as np
import pytest
import shapely

from city.areas.areas import Areas, read_areas
from city.areas.findings import warnings
from city.areas.geometry import area_km2
from city.matters import Matters
from city.people.roster import Roster
from demo.city.city import data
from demo.city.city import demo_city as build_demo_city

City = tuple[Areas, Roster, Matters]
HENGLI = "441900106"


def test_the_demo_city_has_the_counts_of_the_real_one(demo_city: City) -> None:
    areas, roster, matters = demo_city
    levels = Counter(area.level for area in areas.order)
    assert levels == {"city": 1, "town": 33, "village": 593, "grid": 3150}
    assert sum(area.posts for area in areas.order) == 8428
    assert len(roster) == 5928
    assert (len(matters.departments), len(matters.categories), len(matters.items)) == (11, 20, 83)


def test_hengli_has_seventeen_villages_and_eighty_five_grids(demo_city: City) -> None:
    areas = demo_city[0]
    villages = areas.children(HENGLI)
    assert areas[HENGLI].name == "横沥镇" and len(villages) == 17
    assert sum(len(areas.children(village.code)) for village in villages) == 85


def test_codes_are_the_statistics_own_and_say_where_an_area_belongs(demo_city: City) -> None:
    areas = demo_city[0]
    length = {"city": 6, "town": 9, "village": 12, "grid": 15}
    assert all(len(area.code) == length[area.level] for area in areas.order)
    assert all(area.code.startswith(area.parent or "") for area in areas.order)
    assert areas.root.code == "441900"


def test_every_area_has_a_name_in_both_languages_and_what_was_made_up_says_so(demo_city: City) -> None:
    areas = demo_city[0]
    assert all(area.name and area.name_en for area in areas.order)
    assert all(area.synthetic == (area.level in ("village", "grid")) for area in areas.order)
    assert (areas[HENGLI].name_en, areas[HENGLI + "001001"].name_en) == ("Hengli", "Grid 01")


def test_children_fill_their_parent_without_gap_or_overlap(demo_city: City) -> None:
    areas = demo_city[0]
    size = shapely.area(areas.polygons)
    parts = np.zeros(len(areas))
    np.add.at(parts, areas.parent[1:], size[1:])
    inner = np.flatnonzero(parts)
    assert len(inner) == 1 + 33 + 593
    assert parts[inner] == pytest.approx(size[inner], rel=1e-6)
    for level in areas.levels[1:]:
        here = areas.polygons[[area.level == level for area in areas.order]]
        assert shapely.coverage_is_valid(here)


def test_every_area_is_of_one_piece_and_towns_are_about_their_real_size(demo_city: City) -> None:
    areas = demo_city[0]
    assert {area.polygon.geom_type for area in areas.order} == {"Polygon"}
    km2 = {row["code"]: float(row["km2"]) for row in csv.DictReader(data("towns.csv").splitlines())}
    for town in areas.children("441900"):
        assert area_km2(town) == pytest.approx(km2[town.code], rel=0.35), town.name


def test_each_grid_has_one_to_five_posts_and_people_are_at_home_where_posts_are(demo_city: City) -> None:
    areas, roster, _ = demo_city
    assert {area.posts for area in areas.order if area.level == "grid"} == {1, 2, 3, 4, 5}
    homes = Counter(person.area for person in roster.people)
    assert all(count <= areas[code].posts for code, count in homes.items())
    assert {areas[code].level for code in homes} == {"village", "grid"}
    assert all(person.name and person.name_en for person in roster.people)


def test_eleven_village_names_stand_in_two_towns_and_nothing_else_is_odd(demo_city: City) -> None:
    told = warnings(demo_city[0], "2017-07-01")
    assert sum("occurs 2 times in the level village" in line for line in told) == 11
    assert len(told) == 12 and "网格 01" in told[-1]


def test_another_seed_makes_another_city_and_a_crowd_is_ten_times_as_many_people(demo_city: City) -> None:
    crowd = build_demo_city(seed=2, crowd=10)
    areas = read_areas(crowd.areas_document, "crowd")
    assert areas.edition != demo_city[0].edition and len(areas) == 3777
    assert sum(area.posts for area in areas.order) == 84_280
    assert len({row["inspector"] for row in crowd.roster_rows}) == 59_280
