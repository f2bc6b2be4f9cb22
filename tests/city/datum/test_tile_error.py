"""How far off moved tiles stay: held against places walked through a page's way of drawing, one by one."""

from __future__ import annotations

import math

import pytest

from city.areas.datum import bd09_from_wgs84, gcj02_from_wgs84, wgs84_from_bd09, wgs84_from_gcj02
from city.datum.tile_error import level_of, pixel_metres, shift_at, tile_error

BOX = (113.78, 22.98, 113.82, 23.01)
THERE = {"gcj02": gcj02_from_wgs84, "bd09": bd09_from_wgs84}
BACK = {"gcj02": wgs84_from_gcj02, "bd09": wgs84_from_bd09}


def apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres on a sphere, by the haversine of the angle between two places."""
    north, east = math.radians(other_lat - lat), math.radians(other_lon - lon)
    part = math.sin(north / 2) ** 2
    part += math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * math.sin(east / 2) ** 2
    return 2 * 6_378_137 * math.asin(math.sqrt(part))


def tile_at(lat: float, lon: float, level: int) -> tuple[float, float]:
    """In tiles, by the usual formula of slippy maps."""
    rise = math.asinh(math.tan(math.radians(lat)))
    return (lon + 180) / 360 * 2**level, (1 - rise / math.pi) / 2 * 2**level


def place_at(x: float, y: float, level: int) -> tuple[float, float]:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**level)))), x / 2**level * 360 - 180


def walked(datum: str, level: int, steps: int) -> float:
    """The most metres between places of the box and where a page draws what a map of the datum has there."""
    west, south, east, north = BOX
    worst = 0.0
    for row in range(steps):
        for column in range(steps):
            lat, lon = (
                south + (north - south) * row / (steps - 1),
                west + (east - west) * column / (steps - 1),
            )
            x, y = tile_at(*map(float, THERE[datum](lat, lon)), level)  # the place on a map of the datum
            middle = math.floor(x) + 0.5, math.floor(y) + 0.5
            true = tile_at(*map(float, BACK[datum](*place_at(*middle, level))), level)
            drawn = place_at(x + true[0] - middle[0], y + true[1] - middle[1], level)
            worst = max(worst, apart(lat, lon, *drawn))
    return worst


@pytest.mark.parametrize(("datum", "level"), [("gcj02", 13), ("gcj02", 10), ("bd09", 13)])
def test_the_most_that_is_left_is_what_a_walk_through_the_city_finds(datum: str, level: int) -> None:
    found, told = walked(datum, level, 40), tile_error(BOX, datum, level)
    assert 0 < found <= told * 1.001  # a walk may miss the worst place, and finds nothing worse
    assert found == pytest.approx(told, rel=0.12)


def test_finer_tiles_leave_less_and_the_shift_is_of_hundreds_of_metres() -> None:
    left = [tile_error(BOX, "gcj02", level) for level in (12, 14, 16, 18)]
    assert left == sorted(left, reverse=True) and left[-1] < 0.5
    lat, lon = 23.0, 113.8
    assert shift_at(lat, lon, "gcj02") == pytest.approx(
        apart(lat, lon, *map(float, gcj02_from_wgs84(lat, lon))), rel=2e-3
    )
    assert shift_at(lat, lon, "bd09") > 1000


def test_the_level_of_a_whole_city_fills_the_pixels_it_is_given() -> None:
    level = level_of((113.5, 22.6, 114.3, 23.2), 1000, 256)
    across = 0.8 / 360 * 2**level * 256
    assert 700 < across < 1415
    assert pixel_metres(0.0, 0, 256) == pytest.approx(156_543.03, abs=0.01)
