"""The datums that maps in China come in, and WGS-84. Knows formulas for points, nothing of areas.

GCJ-02 is defined by a program that was never published; these are the well-known formulas that agree with it
to within a metre or so inside China, and the ones Baidu publishes for BD-09.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]
Pair = tuple[Degrees, Degrees]

AXIS = 6_378_245.0  # Krassowsky 1940
SQUASH = 0.00669342162296594323
TURN = np.pi * 3000 / 180


def gcj02_from_wgs84(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Pair:
    lat, lon = np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64)
    north, east = _shift(lat, lon)
    return lat + north, lon + east


def wgs84_from_gcj02(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Pair:
    """Good to a centimetre: the shift is looked up where the point came from, step by step."""
    return _back(gcj02_from_wgs84, lat, lon)


def bd09_from_wgs84(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Pair:
    y, x = gcj02_from_wgs84(lat, lon)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * TURN)
    return radius * np.sin(angle) + 0.006, radius * np.cos(angle) + 0.0065


def wgs84_from_bd09(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Pair:
    return _back(bd09_from_wgs84, lat, lon)


# name in options and settings → (name for people, to WGS-84)
DATUMS: dict[str, tuple[str, Callable[[npt.ArrayLike, npt.ArrayLike], Pair]]] = {
    "gcj02": ("GCJ-02", wgs84_from_gcj02),
    "bd09": ("BD-09", wgs84_from_bd09),
}


def _back(
    forth: Callable[[npt.ArrayLike, npt.ArrayLike], Pair], lat: npt.ArrayLike, lon: npt.ArrayLike
) -> Pair:
    lat, lon = np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64)
    guess_lat, guess_lon = lat.copy(), lon.copy()
    for _ in range(6):
        there_lat, there_lon = forth(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + (lat - there_lat), guess_lon + (lon - there_lon)
    return guess_lat, guess_lon


def _shift(lat: Degrees, lon: Degrees) -> Pair:
    """Degrees north and east that GCJ-02 moves a WGS-84 point."""
    x, y = lon - 105.0, lat - 35.0
    ripple = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    root = np.sqrt(np.abs(x))
    up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    up += (ripple + _waves(y, (20, 1), (40, 3)) + _waves(y, (160, 12), (320, 30))) * 2 / 3
    right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    right += (ripple + _waves(x, (20, 1), (40, 3)) + _waves(x, (150, 12), (300, 30))) * 2 / 3
    angle = np.radians(lat)
    bend = 1 - SQUASH * np.sin(angle) ** 2
    north = np.degrees(up * bend * np.sqrt(bend) / (AXIS * (1 - SQUASH)))
    east = np.degrees(right * np.sqrt(bend) / (AXIS * np.cos(angle)))
    return north, east


def _waves(value: Degrees, *terms: tuple[float, float]) -> Degrees:
    total = np.zeros_like(value)
    for size, length in terms:
        total = total + size * np.sin(value / length * np.pi)
    return total
