"""Rosters of any size spread over the grids of a city, and where each person walks: a small circle inside
the own grid. Knows nothing of streams; ids have a fixed width so that entries can be written as columns."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from city.areas.areas import Areas

DEGREE = 111_320.0  # metres in a degree of latitude
STEP = 1.3  # metres a walking person covers in a second


@dataclass(slots=True)
class Crowd:
    """One row a person: the circle they walk and where on it they began."""

    ids: np.ndarray  # S7
    lat: np.ndarray  # float64 degrees, the circle's middle
    lon: np.ndarray
    radius: np.ndarray  # metres
    phase: np.ndarray  # radians

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, rows: np.ndarray, seconds: float) -> tuple[np.ndarray, np.ndarray]:
        """Latitudes and longitudes of these rows after so many seconds of walking."""
        angle = self.phase[rows] + STEP / self.radius[rows] * seconds
        lat = self.lat[rows] + self.radius[rows] * np.sin(angle) / DEGREE
        scale = DEGREE * np.cos(np.radians(self.lat[rows]))
        return lat, self.lon[rows] + self.radius[rows] * np.cos(angle) / scale

    def save(self, path: Path) -> None:
        np.savez(path, ids=self.ids, lat=self.lat, lon=self.lon, radius=self.radius, phase=self.phase)


def load(path: Path) -> Crowd:
    with np.load(path) as columns:
        return Crowd(*(columns[name] for name in ("ids", "lat", "lon", "radius", "phase")))


def spread(areas: Areas, people: int, seed: int = 1) -> tuple[Crowd, list[str]]:
    """A crowd of so many people, dealt evenly to the leaves of the city, and each one's home area. Neighbours
    in the list are not neighbours in the city: phones do not report area by area."""
    leaves = [area for area in areas.order if area.level == areas.levels[-1]]
    random = np.random.default_rng(seed)
    homes = [leaves[row % len(leaves)] for row in random.permutation(people)]
    middles = {area.code: area.polygon.representative_point() for area in leaves}
    metres = np.array([np.sqrt(area.polygon.area) * DEGREE for area in homes])
    shift = random.uniform(-0.15, 0.15, (2, people)) * metres / DEGREE
    crowd = Crowd(
        ids=np.array([f"p{row:06d}" for row in range(people)], dtype="S7"),
        lat=np.array([middles[area.code].y for area in homes]) + shift[0],
        lon=np.array([middles[area.code].x for area in homes]) + shift[1],
        radius=np.minimum(metres * 0.1, 80.0),
        phase=random.uniform(0, 2 * np.pi, people),
    )
    return crowd, [area.code for area in homes]


def write_roster(path: Path, crowd: Crowd, homes: list[str]) -> None:
    """The roster file the wall is started with."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["inspector", "name", "area"])
        for person, home in zip(crowd.ids.astype(str), homes, strict=True):
            rows.writerow([person, f"Person {person[1:]}", home])
