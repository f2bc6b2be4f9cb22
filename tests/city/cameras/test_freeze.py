"""A picture that never changes is frozen; a still scene is not, for its sensor is never still."""

from __future__ import annotations

import numpy as np
import pytest

from city.cameras.freeze import COLUMNS, ROWS, Freeze, Luma

SECOND = 1000


def scene(height: int = 360, width: int = 640) -> np.ndarray:
    """A wall in even light: a slope from dark to bright, as lamps and lenses make them."""
    return np.add.outer(np.linspace(60, 140, height), np.linspace(0, 40, width)).astype(np.float32)


def small(picture: np.ndarray, chance: np.random.Generator, sigma: float) -> Luma:
    """As a sensor gives it and a decoder makes it small: noise on every pixel, then means of blocks."""
    noise = chance.standard_normal(picture.shape, dtype=np.float32) * np.float32(sigma)
    seen = np.clip(np.round(picture + noise), 0, 255)
    high, wide = picture.shape[0] // ROWS, picture.shape[1] // COLUMNS
    means: Luma = np.round(seen.reshape(ROWS, high, COLUMNS, wide).mean(axis=(1, 3))).astype(np.uint8)
    return means


@pytest.mark.parametrize("sigma", [2, 3])
@pytest.mark.parametrize("size", [(360, 640), (1080, 1920)])
def test_a_still_scene_with_a_sensors_noise_is_not_frozen(sigma: float, size: tuple[int, int]) -> None:
    chance, freeze, picture = np.random.default_rng(7), Freeze(), scene(*size)
    verdicts = [freeze.sample(small(picture, chance, sigma), n * 4 * SECOND) for n in range(40)]
    assert not any(verdicts)


def test_the_same_picture_is_frozen_after_thirty_seconds() -> None:
    picture, freeze = small(scene(), np.random.default_rng(7), 2), Freeze()
    verdicts = [freeze.sample(picture, n * 10 * SECOND) for n in range(5)]
    assert verdicts == [False, False, False, True, True]


def test_thirty_seconds_are_not_enough_with_fewer_than_three_pictures() -> None:
    picture, freeze = np.zeros((ROWS, COLUMNS), np.uint8), Freeze()
    assert [freeze.sample(picture, at * SECOND) for at in (0, 40, 80)] == [False, False, True]


def test_one_changed_value_ends_it_and_thirty_seconds_begin_anew() -> None:
    picture, freeze = np.zeros((ROWS, COLUMNS), np.uint8), Freeze()
    assert [freeze.sample(picture, at * SECOND) for at in (0, 20, 40)][-1]
    other = picture.copy()
    other[17, 31] = 1
    assert not freeze.sample(other, 41 * SECOND)
    assert [freeze.sample(picture, at * SECOND) for at in (42, 60, 71, 72)] == [False, False, False, True]


def test_a_picture_of_another_shape_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="luma must be uint8 18 × 32"):
        Freeze().sample(np.zeros((32, 18), np.uint8), 0)
