"""Where the land borders of China's prefectures run, by some points of each: data/prefectures.md says whence.

Good enough to tell one datum from another, and for nothing else.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prefecture:
    """`points`: lon, lat in GCJ-02; `box`: west, south, east, north of them."""

    code: str
    name: str
    points: Degrees
    box: tuple[float, float, float, float]


def around(bounds: tuple[float, float, float, float]) -> list[Prefecture]:
    """Those whose box meets this one."""
    west, south, east, north = bounds
    return [
        one
        for one in _read()
        if one.box[0] <= east and one.box[2] >= west and one.box[1] <= north and one.box[3] >= south
    ]


@cache
def _read() -> tuple[Prefecture, ...]:
    text = resources.files("city").joinpath("data", "prefectures.csv").read_text(encoding="utf-8")
    return tuple(_prefecture(*row) for row in csv.reader(text.splitlines()[1:]))


def _prefecture(code: str, name: str, steps: str) -> Prefecture:
    points = np.cumsum(np.array(steps.split(), dtype=np.int64).reshape(-1, 2), axis=0) / 1000
    west, south = points.min(axis=0).tolist()
    east, north = points.max(axis=0).tolist()
    return Prefecture(code, name, points, (west, south, east, north))
