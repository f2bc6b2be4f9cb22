"""How far it is as the crow flies, and how fast people get about. See responders.py for the formula."""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np

from city.areas.plane import METRES_PER_DEGREE
from city.rules import Rules

MODES = ("foot", "bike", "car")
FIRST_MODE = "foot"  # of who is on no roster
Degrees = TypeVar("Degrees", float, "np.ndarray[tuple[int], np.dtype[np.float64]]")


def metres_from(place: tuple[float, float], lat: Degrees, lon: Degrees) -> Degrees:
    """To one point or to many; degrees."""
    north = (lat - place[0]) * METRES_PER_DEGREE
    east = (lon - place[1]) * METRES_PER_DEGREE * math.cos(math.radians(place[0]))
    metres: Degrees = np.hypot(north, east)
    return metres


def pace(mode: str, rules: Rules) -> float:
    """Seconds on the way for a metre as the crow flies."""
    return rules.detour / speed(mode, rules)


def speed(mode: str, rules: Rules) -> float:
    """Metres a second of the way as it really is."""
    return float(getattr(rules, f"{mode}_kmh")) / 3.6
