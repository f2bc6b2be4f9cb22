"""Where centres go: sharing out, claiming and clustering."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from city.building.scatter import allot, claim, cluster, sample

SQUARE = shapely.box(0, 0, 1000, 1000)


def _random() -> np.random.Generator:
    return np.random.default_rng(1)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.integers(0, 500), st.integers(0, 3))
def test_what_is_allotted_adds_up_and_follows_the_shares(shares: list[float], extra: int, least: int) -> None:
    total = least * len(shares) + extra
    parts = allot(total, np.array(shares), least)
    exact = np.array(shares) / sum(shares) * extra + least
    assert sum(parts) == total and min(parts) >= least
    assert np.abs(np.array(parts) - exact).max() < 1 + 1e-6


def test_too_few_to_share_out_is_refused() -> None:
    with pytest.raises(ValueError, match="2 is too few for 3 parts of at least 1"):
        allot(2, np.ones(3))


def test_samples_fill_the_shape_and_stay_inside() -> None:
    shape = SQUARE.difference(shapely.box(200, 200, 800, 800))
    points = sample(shape, 20, _random())
    assert shapely.contains_xy(shape, points).all()
    assert len(points) == pytest.approx(shape.area / 400, rel=0.05)


def test_each_centre_claims_about_its_share() -> None:
    points = sample(SQUARE, 10, _random())
    centres = np.array([[200.0, 200], [300, 300], [700, 600]])
    held = np.bincount(claim(points, centres, np.array([1.0, 2, 7]))) / len(points)
    assert held == pytest.approx([0.1, 0.2, 0.7], abs=0.02)


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_no_cluster_is_empty(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.uniform(0, 1000, (60, 2))
    group = cluster(points, random.uniform(0.1, 5, 60), count, random)
    assert sorted(set(group.tolist())) == list(range(count))
