"""One area of the city: a town, a village, a grid. Knows nothing of the tree it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class AreaError(ValueError):
    """One sentence: where, what was wanted, what came. `faults` are all that were found, one sentence each:
    whoever mends a file wants to mend it once."""

    def __init__(self, *faults: str) -> None:
        more = f" (and {len(faults) - 1} more; `gridwall areas check` tells all)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Area:
    """`polygon` is a shapely Polygon or MultiPolygon in WGS-84, x = lon, y = lat; it is empty for an area
    that exists on paper only, such as a virtual community. Dates are ISO days, both inclusive."""

    code: str
    name: str
    name_en: str | None
    level: str
    parent: str | None
    posts: int
    synthetic: bool
    polygon: Any
    valid_from: str | None = None
    valid_to: str | None = None
