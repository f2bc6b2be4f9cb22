"""GCJ-02 and BD-09 to and from WGS-84."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.areas.datum import bd09_from_wgs84, gcj02_from_wgs84, wgs84_from_bd09, wgs84_from_gcj02

LAT, LON = st.floats(18, 50), st.floats(75, 133)


def test_a_known_place_moves_as_published() -> None:
    lat, lon = gcj02_from_wgs84(31.1774276, 121.5272106)
    assert float(lat) == pytest.approx(31.17530398364597, abs=1e-9)
    assert float(lon) == pytest.approx(121.531541859215, abs=1e-9)


def test_dongguan_moves_about_as_far_as_maps_show() -> None:
    for forth, least, most in ((gcj02_from_wgs84, 350, 700), (bd09_from_wgs84, 1000, 1500)):
        lat, lon = forth(np.array([23.03]), np.array([113.97]))
        metres = np.hypot(lat - 23.03, (lon - 113.97) * np.cos(np.radians(23.03))) * 111_195
        assert least < metres[0] < most


@given(LAT, LON)
def test_there_and_back_is_the_same_place_to_a_centimetre(lat: float, lon: float) -> None:
    for forth, back in ((gcj02_from_wgs84, wgs84_from_gcj02), (bd09_from_wgs84, wgs84_from_bd09)):
        again = back(*forth(lat, lon))
        assert np.allclose(np.array(again, dtype=float), [lat, lon], atol=1e-7)
