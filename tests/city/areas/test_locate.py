"""From a point to the deepest area that holds it."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from city.areas.areas import Areas, read_areas
from city.areas.locate import Locator, PolygonLocator
from city.matters import Matters
from city.people.roster import Roster
from tests.city.squares import area, oblong, squares

AREAS = read_areas(squares(), "squares")
LOCATOR = Locator(AREAS)


def _code(lat: float, lon: float, locator: Locator = LOCATOR, areas: Areas = AREAS) -> str | None:
    position = int(locator.leaf([lat], [lon])[0])
    return areas.order[position].code if position >= 0 else None


def test_a_point_belongs_to_the_deepest_area_that_holds_it() -> None:
    assert _code(23.01, 113.75) == "111"
    assert _code(23.05, 113.75) == "112"
    assert _code(23.05, 113.85) == "12"


def test_a_point_in_a_town_but_in_none_of_its_villages_lands_on_the_town() -> None:
    assert _code(23.09, 113.75) == "11"


def test_on_a_border_the_lowest_code_wins() -> None:
    assert _code(23.04, 113.75) == "111"
    assert _code(23.09, 113.8) == "11"
    assert _code(23.1, 113.85) == "12"


def test_a_deeper_area_wins_over_a_lower_code() -> None:
    assert _code(23.02, 113.8) == "111"


def test_outside_the_city_is_minus_one_and_so_is_no_number() -> None:
    assert LOCATOR.leaf([23.05, 0.0, float("nan"), 23.2], [113.95, 0.0, 113.75, 113.75]).tolist() == [-1] * 4
    assert LOCATOR.leaf([], []).tolist() == []


def test_an_area_without_a_boundary_holds_no_point() -> None:
    document = squares()
    document["features"].append(area("113", "village", "11", None))
    areas = read_areas(document, "paper")
    assert _code(23.09, 113.75, Locator(areas), areas) == "11"


def test_of_two_villages_that_overlap_the_lowest_code_wins() -> None:
    document = squares()
    document["features"].append(area("110", "village", "11", oblong(0, 3.9, 10, 0.2)))
    areas = read_areas(document, "overlap")
    locator = Locator(areas)
    assert _code(23.0395, 113.75, locator, areas) == "110"
    assert _code(23.0405, 113.75, locator, areas) == "110"


@given(st.lists(st.tuples(st.floats(22.98, 23.12), st.floats(113.68, 113.92)), max_size=40))
def test_what_the_raster_remembers_is_what_the_polygons_say(points: list[tuple[float, float]]) -> None:
    lat, lon = np.array(points).reshape(-1, 2).T
    exact = PolygonLocator(AREAS).leaf(lon, lat)
    assert LOCATOR.leaf(lat, lon).tolist() == exact.tolist()
    assert LOCATOR.leaf(lat, lon).tolist() == exact.tolist()


def test_in_the_demo_city_the_raster_and_the_polygons_agree(
    demo_city: tuple[Areas, Roster, Matters],
) -> None:
    areas = demo_city[0]
    locator, exact = Locator(areas), PolygonLocator(areas)
    random = np.random.default_rng(7)
    corners = shapely.get_coordinates(areas.polygons[::7])
    near = corners + random.normal(0, 2e-4, corners.shape)
    points = np.vstack([corners, near, random.uniform((113.5, 22.6), (114.3, 23.2), (5_000, 2))])
    for _ in range(2):
        assert (locator.leaf(points[:, 1], points[:, 0]) == exact.leaf(points[:, 0], points[:, 1])).all()


def test_every_grid_of_the_demo_city_is_found_from_within(demo_city: tuple[Areas, Roster, Matters]) -> None:
    areas = demo_city[0]
    grids = np.flatnonzero([area.level == "grid" for area in areas.order])
    inside = shapely.get_coordinates(shapely.point_on_surface(areas.polygons[grids]))
    assert (Locator(areas).leaf(inside[:, 1], inside[:, 0]) == grids).all()
