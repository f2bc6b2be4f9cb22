"""Where to put centres: sample points of a shape, and their clustering. Knows points only, in metres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Points = npt.NDArray[np.float64]
Random = np.random.Generator


def sample(shape: Any, step: float, random: Random) -> Points:
    """Points about `step` metres apart that fill the shape."""
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    points = np.column_stack([x.ravel(), y.ravel()])
    points += random.uniform(0.0, step, points.shape)
    shapely.prepare(shape)
    inside: npt.NDArray[np.bool_] = shapely.contains_xy(shape, points)
    return points[inside]


def swirl(random: Random, wavelength: float, reach: float) -> Callable[[Points], Points]:
    """A smooth displacement of about `reach` metres that changes over about `wavelength` metres."""
    angle, phase = random.uniform(0, 2 * np.pi, (2, 2, 6))
    wave = 2 * np.pi / (wavelength * random.uniform(0.7, 1.5, (2, 6)))

    def move(points: Points) -> Points:
        x, y = points[:, 0, None], points[:, 1, None]
        shift = [
            np.sin(wave[axis] * (x * np.cos(angle[axis]) + y * np.sin(angle[axis])) + phase[axis]).sum(axis=1)
            for axis in (0, 1)
        ]
        moved: Points = points + np.column_stack(shift) * (reach / np.sqrt(3))
        return moved

    return move


def claim(points: Points, centres: Points, share: Points, rounds: int = 120) -> npt.NDArray[np.int64]:
    """Gives each point to a centre so that each holds about its share of them (a power diagram)."""
    wanted = share / share.sum()
    few = points[:: max(1, len(points) // 20_000)]
    span = np.ptp(points, axis=0).prod()
    weight = np.zeros(len(centres))
    apart = _squares(few, centres)
    for turn in range(rounds):  # ever smaller steps: neighbours that answer each other would swing
        held = np.bincount((apart - weight).argmin(axis=1), minlength=len(centres)) / len(few)
        weight += 0.3 * span / (1 + turn / 10) * (wanted - held)
    return _nearest(points, centres, weight)


def cluster(
    points: Points, mass: Points, count: int, random: Random, rounds: int = 6
) -> npt.NDArray[np.int64]:
    """Splits the points into `count` compact groups of about equal mass, not too regular. No group is
    empty as long as there are that many points."""
    if count == 1:
        return np.zeros(len(points), dtype=np.int64)
    chosen = random.choice(len(points), size=count, replace=False, p=mass / mass.sum())
    centres = points[chosen]
    for _ in range(rounds):
        group = _nearest(points, centres, 0.0)
        total = np.bincount(group, mass, count)
        full = total > 0
        for axis in (0, 1):
            pulled = np.bincount(group, mass * points[:, axis], count)
            centres[full, axis] = pulled[full] / total[full]
    group = _nearest(points, centres, 0.0)
    for empty in np.flatnonzero(np.bincount(group, minlength=count) == 0):
        largest = np.bincount(group, minlength=count).argmax()
        group[np.flatnonzero(group == largest)[0]] = empty
    return group


def allot(total: int, share: npt.NDArray[Any], least: int = 1) -> list[int]:
    """Splits `total` by shares into whole numbers, each at least `least`: largest remainders first."""
    spare = total - least * len(share)
    if spare < 0:
        raise ValueError(f"{total} is too few for {len(share)} parts of at least {least}")
    exact = share / share.sum() * spare
    whole = np.floor(exact).astype(int)
    whole[np.argsort(-(exact - whole), kind="stable")[: spare - int(whole.sum())]] += 1
    return [int(number) + least for number in whole]


def _nearest(points: Points, centres: Points, weight: Points | float) -> npt.NDArray[np.int64]:
    nearest: npt.NDArray[np.int64] = (_squares(points, centres) - weight).argmin(axis=1)
    return nearest


def _squares(points: Points, centres: Points) -> Points:
    east, north = points[:, 0, None] - centres[:, 0], points[:, 1, None] - centres[:, 1]
    squares: Points = east**2 + north**2
    return squares
