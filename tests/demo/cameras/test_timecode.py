"""The time code: what is drawn can be read back, small and soiled, and nothing else is taken for one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.cameras import timecode
from demo.cameras.strip import Layout

NOW = 1_763_900_000_123
moments = st.integers(0, 2**42)


def drawn(width: int, height: int, at: int, kind: int = timecode.LIVE) -> timecode.Plane:
    layout = Layout(width, height)
    luma = np.full((height, width), 90, dtype=np.uint8)
    layout.draw(luma[layout.ground :], "CAM 07 2025-11-23", at, kind)
    return luma


def shrunk(luma: timecode.Plane, width: int, height: int) -> timecode.Plane:
    """Each pixel the mean of those it stands for."""
    down, across = (
        np.linspace(0, size, count + 1) for size, count in zip(luma.shape, (height, width), strict=True)
    )
    sums = np.zeros((luma.shape[0] + 1, luma.shape[1] + 1))
    sums[1:, 1:] = luma.astype(float).cumsum(0).cumsum(1)
    corners = sums[np.ix_(down.astype(int), across.astype(int))]
    areas = np.outer(np.diff(down.astype(int)), np.diff(across.astype(int)))
    return (np.diff(np.diff(corners, axis=0), axis=1) / areas).astype(np.uint8)


@given(moments, st.integers(-(2**30), 2**30))
def test_any_moment_comes_back_to_the_millisecond_when_about_now_is_known(at: int, off: int) -> None:
    assert timecode.read(drawn(640, 360, at), at + off) == at


@pytest.mark.parametrize(("width", "height"), [(320, 180), (480, 272), (704, 576), (768, 432), (1280, 720)])
def test_it_is_read_in_any_size_of_picture(width: int, height: int) -> None:
    assert timecode.read(drawn(width, height, NOW), NOW + 90_000) == NOW


@given(moments, st.integers(80, 640))
def test_it_survives_a_small_panel(at: int, width: int) -> None:
    panel = shrunk(drawn(640, 360, at), width, round(width * 9 / 16))
    assert timecode.read(panel, at + 5) == at


@given(moments, st.integers(0, 1000))
def test_it_survives_noise(at: int, seed: int) -> None:
    luma = drawn(640, 360, at) + np.random.default_rng(seed).normal(0, 20, (360, 640))
    assert timecode.read(np.clip(luma, 0, 255).astype(np.uint8), at) == at


@given(st.integers(0, timecode.LOOP_MS - 1), st.integers(0, 2**40))
def test_a_phase_means_the_nearest_moment_with_that_phase(phase: int, near: int) -> None:
    found = timecode.read(drawn(640, 360, phase, timecode.PHASE), near)
    assert found is not None
    assert (found % timecode.LOOP_MS, abs(found - near) <= timecode.LOOP_MS // 2) == (phase, True)


@given(st.integers(0, 2**32 - 1), st.integers(0, timecode.BLOCKS - 1))
def test_one_block_gone_wrong_is_noticed(at: int, block: int) -> None:
    luma = drawn(640, 360, at)
    code = luma[-24:, block * 16 : block * 16 + 16]
    code[:] = np.where(code == timecode.BLACK, timecode.WHITE, timecode.BLACK)
    assert timecode.read(luma, at) is None


@pytest.mark.parametrize("value", [0, 90, 255])
def test_a_picture_of_one_brightness_has_none(value: int) -> None:
    assert timecode.read(np.full((360, 640), value, dtype=np.uint8), NOW) is None
