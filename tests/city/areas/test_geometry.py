"""What a map needs of an area."""

from itertools import pairwise

import pytest
import shapely

from city.areas.areas import Area, Areas, read_areas
from city.areas.geometry import area_km2, label_point, rings_e5
from city.matters import Matters
from city.people.roster import Roster
from tests.city.squares import squares

AREAS = read_areas(squares(), "squares")
PAPER = Area("9", "纸", None, "town", "1", 0, False, shapely.Polygon())


def test_an_area_is_as_large_as_on_the_ellipsoid() -> None:
    # 0.1° of the 23rd parallel is 10.250 km, 0.1° of its meridian 11.075 km
    assert area_km2(AREAS["12"]) == pytest.approx(10.2465 * 11.0752, rel=1e-3)
    assert area_km2(PAPER) == 0


def test_a_name_stands_inside_its_area_and_far_from_the_border(
    demo_city: tuple[Areas, Roster, Matters],
) -> None:
    assert label_point(AREAS["12"]) == pytest.approx((23.05, 113.85), abs=1e-5)
    assert label_point(PAPER) is None
    for town in demo_city[0].children("441900"):
        lat, lon = label_point(town) or (0, 0)
        assert town.polygon.contains(shapely.Point(lon, lat).buffer(0.004))


def test_rings_are_short_whole_numbers_and_closed() -> None:
    assert rings_e5(AREAS["12"]) == [
        [2300000, 11380000, 2300000, 11390000, 2310000, 11390000, 2310000, 11380000, 2300000, 11380000]
    ]
    assert rings_e5(PAPER) == []


def test_every_part_and_hole_has_its_ring_without_doubled_points() -> None:
    shape = shapely.MultiPolygon(
        [
            AREAS["11"].polygon.difference(AREAS["111"].polygon.buffer(-0.01)),
            shapely.box(113.9, 23, 113.91, 23.000001),
        ]
    )
    rings = rings_e5(Area("9", "多", None, "town", "1", 0, False, shape))
    assert len(rings) == 2
    for ring in rings:
        points = list(zip(ring[::2], ring[1::2], strict=True))
        assert points[0] == points[-1] and all(a != b for a, b in pairwise(points))
