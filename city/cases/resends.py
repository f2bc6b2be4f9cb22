"""Whether what came again under a report's key tells of the same thing as the case it made. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from city.areas.areas import Areas
from city.areas.plane import METRES_PER_DEGREE
from city.cases.filing import Report


def tells_of_another(report: Report, first: Mapping[str, Any], areas: Areas, metres: int) -> bool:
    """`first` is the data of the `filed` event: what the sender said then, whatever officers made of it.

    Another item, or a place more than `metres` away. What is only left out the second time is no other."""
    if report.item and report.item != first.get("item"):
        return True
    there = _place(first) or _place(first.get("claimed") or {})
    if report.lat is not None and report.lon is not None and there is not None:
        return _metres((report.lat, report.lon), there) > metres
    area, told = str(first.get("area")), report.area or ""
    if area not in areas or told not in areas:
        return False
    return not (areas.within(told, area) or areas.within(area, told))


def _place(said: Mapping[str, Any]) -> tuple[float, float] | None:
    lat, lon = said.get("lat"), said.get("lon")
    return None if lat is None or lon is None else (float(lat), float(lon))


def _metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    north = (there[0] - here[0]) * METRES_PER_DEGREE
    return math.hypot(north, (there[1] - here[1]) * METRES_PER_DEGREE * math.cos(math.radians(here[0])))
