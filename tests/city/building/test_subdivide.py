"""Parts of a shape tile it, whatever the shape and the numbers."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from city.building.subdivide import subdivide

BENT = shapely.Polygon(
    [(113.7, 23), (113.8, 23), (113.8, 23.02), (113.72, 23.02), (113.72, 23.1), (113.7, 23.1)]
)
HOLED = shapely.box(113.7, 23, 113.8, 23.1).difference(shapely.box(113.73, 23.03, 113.77, 23.07))
ISLANDS = shapely.union(shapely.box(113.7, 23, 113.75, 23.05), shapely.box(113.76, 23.06, 113.8, 23.1))
COUNTS = st.lists(st.integers(1, 6), min_size=1, max_size=3).map(lambda each: np.cumprod(each).tolist())


@settings(max_examples=25)
@given(st.sampled_from([BENT, HOLED, ISLANDS]), COUNTS, st.integers(0, 2**32 - 1))
def test_parts_tile_the_shape_at_every_level(shape: shapely.Polygon, counts: list[int], seed: int) -> None:
    levels = subdivide(shape, counts, np.random.default_rng(seed))
    assert [len(level.polygons) for level in levels] == counts
    for level in levels:
        assert sum(polygon.area for polygon in level.polygons) == pytest.approx(shape.area, rel=1e-5)
        assert shapely.coverage_is_valid(level.polygons)
        assert all(polygon.is_valid and not polygon.is_empty for polygon in level.polygons)


def test_every_part_lies_in_its_parent() -> None:
    towns, villages, grids = subdivide(BENT, [3, 9, 40], np.random.default_rng(5))
    for above, level in ((towns, villages), (villages, grids)):
        assert sorted(set(level.parent)) == list(range(len(above.polygons)))
        for polygon, parent in zip(level.polygons, level.parent, strict=True):
            assert above.polygons[parent].buffer(1e-9).covers(polygon)


def test_the_same_seed_makes_the_same_parts() -> None:
    one, again = (subdivide(HOLED, [4, 12], np.random.default_rng(9))[1].polygons for _ in range(2))
    assert [part.wkb for part in one] == [part.wkb for part in again]


def test_borders_wander_like_real_ones() -> None:
    parts = subdivide(shapely.box(113.7, 23, 113.8, 23.1), [20], np.random.default_rng(3))[0].polygons
    assert all(shapely.get_num_coordinates(part) >= 10 for part in parts)
    assert all(part.area < part.convex_hull.area * 0.995 for part in parts)
