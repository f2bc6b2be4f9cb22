"""Where the demo city's cameras stand."""

from collections import Counter

import shapely

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from demo.cameras.places import COUNT, demo_cameras
from demo.city.city import HENGLI

City = tuple[Areas, Roster, Matters]


def test_there_are_22_with_names_in_both_languages_and_ids_of_their_own(demo_city: City) -> None:
    spots = demo_cameras(demo_city[0])
    assert len(spots) == COUNT == 22
    assert len({spot.id for spot in spots}) == len({spot.name for spot in spots}) == 22
    for spot in spots:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in spot.name)
        assert spot.name_en.isascii() and " " in spot.name_en


def test_each_stands_in_the_village_it_is_named_for(demo_city: City) -> None:
    areas = demo_city[0]
    for spot in demo_cameras(areas):
        village = areas[spot.area]
        assert (village.level, spot.name.startswith(village.name)) == ("village", True)
        assert village.polygon.contains(shapely.Point(spot.lon, spot.lat))


def test_hengli_has_more_than_four_two_of_them_in_one_village(demo_city: City) -> None:
    areas = demo_city[0]
    villages = Counter(spot.area for spot in demo_cameras(areas) if areas.within(spot.area, HENGLI))
    assert sum(villages.values()) > 4
    assert sorted(villages.values())[-2:] == [1, 2]


def test_the_others_are_in_as_many_towns(demo_city: City) -> None:
    areas = demo_city[0]
    towns = Counter(areas.path(spot.area)[1].code for spot in demo_cameras(areas))
    assert set(towns) - {HENGLI} and all(count == 1 for town, count in towns.items() if town != HENGLI)


def test_the_same_seed_places_the_same_cameras_and_another_seed_others(demo_city: City) -> None:
    areas = demo_city[0]
    assert demo_cameras(areas, 5) == demo_cameras(areas, 5)
    assert demo_cameras(areas, 5) != demo_cameras(areas, 6)
