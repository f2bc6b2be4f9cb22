"""What became of an area that a newer edition no longer has."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from city.areas.areas import Areas
from city.areas.gone import Heir

LEAST = 0.01  # of its ground: less is how two people draw one border


def heirs(old: Areas, new: Areas, codes: Iterable[str]) -> dict[str, tuple[Heir, ...]]:
    """For each of `codes` of the old edition the areas of its level that have its ground now, the largest
    share first; nothing for what has no ground or lies outside now."""
    wanted = [old[code] for code in codes]
    found: dict[str, tuple[Heir, ...]] = {area.code: () for area in wanted}
    for level in {area.level for area in wanted}:
        there = [area for area in new.order if area.level == level]
        here = [area for area in wanted if area.level == level and not area.polygon.is_empty]
        if not there or not here:
            continue
        shapes = np.array([area.polygon for area in there], dtype=object)
        grounds = np.array([area.polygon for area in here], dtype=object)
        which, of = shapely.STRtree(shapes).query(grounds, predicate="intersects")
        common = shapely.area(shapely.intersection(grounds[which], shapes[of]))
        shares = common / shapely.area(grounds)[which]
        for at, area in enumerate(here):
            mine = [(there[of[row]].code, float(shares[row])) for row in np.flatnonzero(which == at)]
            kept = [Heir(code, min(share, 1.0)) for code, share in mine if share >= LEAST]
            found[area.code] = tuple(sorted(kept, key=lambda heir: (-heir.share, heir.code)))
    return found
