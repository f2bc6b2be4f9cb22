"""Whom a new edition touches: people whose home is no more, and open cases whose area is another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from city.areas.areas import Areas
from city.areas.gone import successor
from city.areas.locate import PolygonLocator
from city.editions.difference import Difference
from city.people.roster import Person


@dataclass(frozen=True, slots=True)
class Rehomed:
    """Somebody whose home is gone. `to` None: its ground was shared out, and somebody must say where they
    belong."""

    inspector: str
    home: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Filed:
    """An open case. `area`: the code it was filed under. `lat`, `lon`: degrees WGS-84, None where nobody
    knows."""

    id: str
    area: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An open case that is shown in another area from then on; `to` None: no area has it."""

    id: str
    area: str
    to: str | None


def rehomed(people: Iterable[Person], difference: Difference) -> tuple[Rehomed, ...]:
    return tuple(
        Rehomed(person.inspector, person.area, successor(difference.gone[person.area]))
        for person in people
        if person.area in difference.gone
    )


def shown_elsewhere(cases: Iterable[Filed], new: Areas, difference: Difference) -> tuple[Shown, ...]:
    """A case with a place is shown where that lies now; one without, or beyond the city, where the area goes
    on that it was filed under."""
    listed = list(cases)
    placed = [
        (case.id, case.lat, case.lon) for case in listed if case.lat is not None and case.lon is not None
    ]
    lat, lon = (np.array([place[at] for place in placed], dtype=np.float64) for at in (1, 2))
    found = PolygonLocator(new).leaf(lon, lat)
    leaf = {id: new.order[int(at)].code for (id, _, _), at in zip(placed, found, strict=True) if at >= 0}
    told = []
    for case in listed:
        to = leaf.get(case.id) or _goes_on(case.area, difference)
        if to != case.area:
            told.append(Shown(case.id, case.area, to))
    return tuple(told)


def _goes_on(area: str, difference: Difference) -> str | None:
    return successor(difference.gone[area]) if area in difference.gone else area
