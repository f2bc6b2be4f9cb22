"""Where the demo city's 22 cameras stand and what they are called. The same seed, the same cameras.

Eight are in Hengli, two of those in one village, so that a town's wall has more than it can show at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from city.areas.area import Area
from city.areas.areas import Areas
from demo.city.city import HENGLI

COUNT, IN_HENGLI = 22, 8
SPOTS = [
    *(("路口", "crossing"), ("村口", "entrance"), ("农贸市场", "market"), ("小学门口", "school gate")),
    *(("桥头", "bridge"), ("公交站", "bus stop"), ("文化广场", "square"), ("河堤", "embankment")),
    *(("停车场", "car park"), ("卫生站", "clinic"), ("工业路", "Gongye Road")),
]
TRIES = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """`area` is the code of the village it stands in."""

    id: str
    name: str
    name_en: str
    area: str
    lat: float
    lon: float


def demo_cameras(areas: Areas, seed: int = 1) -> list[Spot]:
    random = np.random.default_rng([seed, COUNT])
    villages = _villages(areas, random)
    kinds = _kinds(random)
    placed: list[Spot] = []
    for number, (village, (zh, en)) in enumerate(zip(villages, kinds, strict=True), 1):
        lon, lat = _inside(village.polygon, random)
        names = f"{village.name}{zh}", f"{village.name_en} {en}"
        placed.append(Spot(f"cam-{number:02d}", *names, village.code, lat, lon))
    return placed


def _villages(areas: Areas, random: np.random.Generator) -> list[Area]:
    """Of each camera; the first two are the same."""
    at_home = _drawn(areas.children(HENGLI), IN_HENGLI - 1, random)
    towns = [town for town in areas.children(areas.root.code) if town.code != HENGLI]
    elsewhere = [
        _drawn(areas.children(town.code), 1, random)[0] for town in _drawn(towns, COUNT - IN_HENGLI, random)
    ]
    return [at_home[0], *at_home, *elsewhere]


def _drawn(areas: list[Area], count: int, random: np.random.Generator) -> list[Area]:
    return [areas[index] for index in random.choice(len(areas), size=count, replace=False).tolist()]


def _kinds(random: np.random.Generator) -> list[tuple[str, str]]:
    """Neighbours in the list are of different kinds."""
    rounds = [random.permutation(len(SPOTS)).tolist() for _ in range(-(-COUNT // len(SPOTS)))]
    return [SPOTS[index] for turn in rounds for index in turn][:COUNT]


def _inside(polygon: Any, random: np.random.Generator) -> tuple[float, float]:
    """A point well within, lon and lat at 1e-6 degrees."""
    west, south, east, north = polygon.bounds
    inner = polygon.buffer(-0.1 * min(east - west, north - south))
    for _ in range(TRIES):
        lon, lat = random.uniform([west, south], [east, north]).round(6).tolist()
        if inner.covers(shapely.Point(lon, lat)):
            return lon, lat
    point = polygon.representative_point()
    return round(point.x, 6), round(point.y, 6)
