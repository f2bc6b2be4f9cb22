"""Which open cases may tell of the same thing: same item, near in place and time. An officer decides."""

from __future__ import annotations

import math

import numpy as np

from city.areas.plane import METRES_PER_DEGREE
from city.cases.book import CaseBook
from city.cases.case import Case
from city.cases.case_columns import CaseColumns
from city.rules import Rules
from city.time.days import MINUTE


def possible(case: Case, columns: CaseColumns, book: CaseBook, rules: Rules) -> list[tuple[Case, float, int]]:
    """(case, metres, ms between the two), nearest first: open, of the same item, nearer than
    `rules.duplicate_metres` and `rules.duplicate_minutes`. Calls for help and cases to sort have none, and
    neither has one without a position."""
    if not case.open or case.sos or case.to_sort or case.lat is None or case.lon is None:
        return []
    within = rules.duplicate_minutes * MINUTE
    rows = np.flatnonzero(columns.open & ~columns.sos & (np.abs(columns.filed - case.filed) < within))
    found = []
    for other in book.some(columns.ids[row] for row in rows.tolist()):
        if other.id == case.id or other.item != case.item or other.to_sort or not other.open:
            continue
        metres = _metres(case.lat, case.lon, other)
        if metres < rules.duplicate_metres:
            found.append((other, metres, abs(other.filed - case.filed)))
    return sorted(found, key=lambda each: (each[1], each[0].id))


def _metres(lat: float, lon: float, other: Case) -> float:
    if other.lat is None or other.lon is None:
        return math.inf
    north = (other.lat - lat) * METRES_PER_DEGREE
    return math.hypot(north, (other.lon - lon) * METRES_PER_DEGREE * math.cos(math.radians(lat)))
