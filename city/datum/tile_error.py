"""How far off the tiles of a base map in another datum stay, once each is set down where its middle lies in
WGS-84: the shift differs from place to place, and a tile moves as a whole. Pages move them so in
assets/map/basemap.mjs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from city.areas.datum import bd09_from_wgs84, gcj02_from_wgs84, wgs84_from_bd09, wgs84_from_gcj02

Column = npt.NDArray[np.float64]
Pair = tuple[Column, Column]
Way = Callable[[npt.ArrayLike, npt.ArrayLike], Pair]
Box = tuple[float, float, float, float]  # west, south, east, north in degrees of WGS-84

EQUATOR_M = 40_075_016.686
# datum → (from WGS-84, to WGS-84)
WAYS: dict[str, tuple[Way, Way]] = {
    "gcj02": (gcj02_from_wgs84, wgs84_from_gcj02),
    "bd09": (bd09_from_wgs84, wgs84_from_bd09),
}
TILES, POINTS = 24, 120  # looked at from west to east, and as many from north to south


def shift_at(lat: float, lon: float, datum: str) -> float:
    """Metres that the datum moves a place."""
    x, y = _mercator(np.float64(lat), np.float64(lon))
    there = _mercator(*WAYS[datum][0](lat, lon))
    return float(_metres(there[0] - x, there[1] - y, np.float64(lat)))


def tile_error(box: Box, datum: str, level: int) -> float:
    """The most metres, over the box, between where a place is drawn and where it is, with tiles of a level
    (2 ** level of them around the world)."""
    away, back = WAYS[datum]
    west, south, east, north = box
    edge_lat, edge_lon = np.meshgrid(np.linspace(south, north, 9), np.linspace(west, east, 9))
    x, y = (each * 2**level for each in _mercator(*away(edge_lat, edge_lon)))  # in tiles
    columns, rows = _picked(x.min(), x.max()), _picked(y.min(), y.max())
    points = max(POINTS // max(len(columns), len(rows)), 2)
    inner = np.linspace(0, 1, points)
    at_x = np.clip(columns[:, None] + inner, x.min(), x.max()).ravel()
    at_y = np.clip(rows[:, None] + inner, y.min(), y.max()).ravel()
    middle_x, middle_y = np.repeat(columns + 0.5, points), np.repeat(rows + 0.5, points)
    drawn_x, drawn_y = np.meshgrid(at_x / 2**level, at_y / 2**level)
    whole_x, whole_y = np.meshgrid(middle_x / 2**level, middle_y / 2**level)
    lat, lon = back(*_degrees(drawn_x, drawn_y))
    true, moved = _mercator(lat, lon), _mercator(*back(*_degrees(whole_x, whole_y)))
    east_off = drawn_x + moved[0] - whole_x - true[0]
    south_off = drawn_y + moved[1] - whole_y - true[1]
    return float(_metres(east_off, south_off, lat).max())


def level_of(box: Box, pixels: int, edge: int) -> int:
    """The level whose tiles, `edge` pixels each, show the box about so many pixels high or wide."""
    west, south, east, north = box
    x, y = _mercator(np.array([south, north]), np.array([west, east]))
    return round(float(np.log2(pixels / edge / max(np.ptp(x), np.ptp(y), 1e-9))))


def pixel_metres(lat: float, level: int, edge: int) -> float:
    """Metres on the ground along one pixel of a tile."""
    return float(EQUATOR_M * np.cos(np.radians(lat)) / (edge * 2**level))


def _picked(low: float, high: float) -> Column:
    """Numbers of the tiles between two places, the outer ones always."""
    first, last = np.floor(low), np.floor(high)
    count = int(min(last - first + 1, TILES))
    return np.unique(np.linspace(first, last, count).round())


def _mercator(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Pair:
    """The unit square, from the north-west."""
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.asarray(lon) / 360 + 0.5, np.asarray(y)


def _degrees(x: Column, y: Column) -> Pair:
    """Latitude and longitude."""
    return np.degrees(2 * np.arctan(np.exp((0.5 - y) * 2 * np.pi)) - np.pi / 2), (x - 0.5) * 360


def _metres(east: npt.ArrayLike, south: npt.ArrayLike, lat: npt.ArrayLike) -> Column:
    return np.hypot(east, south) * EQUATOR_M * np.cos(np.radians(lat))
