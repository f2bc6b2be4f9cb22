"""A flat map in metres round one point, good for a city. Knows two projections, nothing of areas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Points = npt.NDArray[np.float64]
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Plane:
    lon: float
    lat: float

    @classmethod
    def of(cls, polygon: Any) -> Plane:
        west, south, east, north = polygon.bounds
        return cls((west + east) / 2, (south + north) / 2)

    def flat(self, degrees: Points) -> Points:
        """Rows of lon, lat → rows of metres east, metres north."""
        return (degrees - (self.lon, self.lat)) * self._scale

    def round(self, metres: Points) -> Points:
        """Rows of metres → rows of lon, lat on a raster of 1e-6°, where neighbours meet exactly."""
        return np.round(metres / self._scale + (self.lon, self.lat), 6)

    def flatten(self, polygon: Any) -> Any:
        return shapely.transform(polygon, self.flat)

    @property
    def _scale(self) -> Points:
        return np.array([METRES_PER_DEGREE * math.cos(math.radians(self.lat)), METRES_PER_DEGREE])
