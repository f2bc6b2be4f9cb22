"""The outlines around somebody's home that the phone's small map is drawn from. The page has them beforehand,
so that a place can be shown without a connection. Nobody is in them: the same lines as on every wall."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from city.areas.areas import Areas
from city.areas.geometry import rings_e5

MOST_POINTS = 2000  # with the rest of the page compressed about 10 kB more
ABOVE = 2  # levels above the home: of a grid the town it stands in


class NearbyOutlines:
    """Makes each area's rings once: of one edition of the areas, as people open their pages."""

    def __init__(self) -> None:
        self._areas: Areas | None = None
        self._rings: dict[str, list[list[int]]] = {}

    def around(self, areas: Areas, home: str) -> dict[str, Any]:
        if areas is not self._areas:
            self._areas, self._rings = areas, {}
        return outlines(areas, home, self._rings)


def outlines(areas: Areas, home: str, made: dict[str, list[list[int]]] | None = None) -> dict[str, Any]:
    """`grids`: `[code, zh, en, above, rings]` of areas with none below them, those nearest to the home first
    until there are points enough; `above` is an index in `above`: `[code, zh, en]`, where they lie.
    A ring is flat: latitude, longitude at 1e-5°, then each as its difference from the one before.
    `made` holds the rings of these areas that were made before."""
    made = {} if made is None else made
    above: dict[str | None, int] = {}
    grids: list[tuple[str, str, str | None, int, list[list[int]]]] = []
    points = 0
    for at in _nearest(areas, home) if home in areas else ():
        area = areas.order[at]
        rings = made.get(area.code)
        if rings is None:
            rings = made[area.code] = [_differences(ring) for ring in rings_e5(area)]
        points += sum(len(ring) // 2 for ring in rings)
        if grids and points > MOST_POINTS:
            break
        if rings:
            index = above.setdefault(area.parent, len(above))
            grids.append((area.code, area.name, area.name_en, index, rings))
    named = [areas[code] for code in above if code]
    return {"above": [(area.code, area.name, area.name_en) for area in named], "grids": grids}


def _nearest(areas: Areas, home: str) -> list[int]:
    """Positions of the leaves around, the nearest first; in order where the home has no outline."""
    path = areas.path(home)
    top = areas.position[path[max(len(path) - 1 - ABOVE, min(1, len(path) - 1))].code]
    inside = np.arange(top, areas.end[top])
    leaves = inside[areas.end[inside] == inside + 1]
    at = areas.position[home]
    mine = (leaves >= at) & (leaves < areas.end[at])
    others = leaves[~mine]
    away = shapely.distance(areas[home].polygon, areas.polygons[others])  # degrees will do to sort by
    return [*leaves[mine].tolist(), *others[np.argsort(away, kind="stable")].tolist()]


def _differences(ring: list[int]) -> list[int]:
    return ring[:2] + [ring[at] - ring[at - 2] for at in range(2, len(ring))]
