"""Which cell a point falls in, and which cells a line crosses."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from city.areas.raster import Raster

RASTER = Raster((0.0, 0.0, 3.0, 2.0), cells=600)
INSIDE = st.tuples(st.floats(0, 3), st.floats(0, 2))


def test_a_cell_holds_its_low_sides() -> None:
    side = RASTER.side
    here = RASTER.cell(np.array([10.1 * side]), np.array([5.1 * side]))
    assert RASTER.cell(np.array([10.9 * side]), np.array([5.9 * side])) == here
    assert RASTER.cell(np.array([11.1 * side]), np.array([5.5 * side])) == here + 1


def test_far_away_and_no_number_are_in_no_cell() -> None:
    x, y = np.array([99.0, -99.0, np.nan, np.inf]), np.zeros(4)
    assert RASTER.cell(x, y).tolist() == [-1] * 4


@given(INSIDE, INSIDE, st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_every_point_of_a_line_is_in_a_cell_it_crosses(
    begin: tuple[float, float], end: tuple[float, float], places: list[float]
) -> None:
    a, b = np.array([begin]), np.array([end])
    points = a + np.array(places)[:, None] * (b - a)
    crossed = RASTER.crossed(a, b)
    assert np.isin(RASTER.cell(points[:, 0], points[:, 1]), crossed).all()


def test_a_line_crosses_few_cells_beside_its_own() -> None:
    crossed = RASTER.crossed(np.array([[0.05, 0.52]]), np.array([[2.95, 0.53]]))
    assert len(crossed) <= 2.9 / RASTER.side + 3
