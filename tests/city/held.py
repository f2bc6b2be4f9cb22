"""Cases put into a small city as they are, whatever led there."""

from dataclasses import replace
from typing import Any

from city.cases.case import Assignment, Case, plain
from city.live import LiveCity
from tests.city.small_city import NOW, filed


def sent(inspector: str | None = None, department: str | None = None) -> Assignment:
    return Assignment("d1", inspector, department, "wang", NOW, NOW + 600_000)


def hold(live: LiveCity, id: str, area: str = "1-1", time: int = NOW, **told: Any) -> Case:
    """A case filed at this time in the middle of an area, with these of its fields."""
    live.fold_events([filed(id, area, time)], time)
    known = live.cases.get(id)
    assert known is not None
    case = replace(known, **{"received": time, "level": "town", **told})
    live.cases.forget([id])
    live.cases.restore([plain(case)], {})
    live.case_columns.put(case, live.areas.position[case.area])
    live.workload.put(case)
    return case
