"""Where a case without a point of its own is about: what only names its village or grid. Pure."""

from __future__ import annotations

from city.areas.areas import Areas
from city.areas.geometry import label_point
from city.cases.case import Case

_middles: dict[tuple[str, str], tuple[float, float] | None] = {}  # by edition and code


def about(areas: Areas, case: Case) -> tuple[float, float] | None:
    """lat, lon of the middle of its area; None of a case with a point, or whose area nobody has told."""
    if case.to_locate or (case.lat is not None and case.lon is not None):
        return None
    key = areas.edition, case.area
    if key not in _middles:
        _middles[key] = label_point(areas[case.area])
    return _middles[key]
