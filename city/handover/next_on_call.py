"""Who is on call after those who are now. Knows a plan, never who is there."""

from __future__ import annotations

from collections.abc import Sequence

from city.people.shifts import OnCall, ShiftPlan
from city.time.days import DAY, MINUTE

STEP = 30 * MINUTE  # turns begin at such times
AHEAD = DAY


def next_on_call(plan: ShiftPlan, areas: Sequence[str], now: int) -> tuple[int, list[OnCall]]:
    """From when, in epoch ms, and who, the nearest area first: at the first end of a turn that runs now, or
    as soon after it as anybody is; nobody when nobody is within a day. `areas` from the city down."""
    ends = [one.until for one in plan.on_call(areas, None, now)]
    begin = min(ends, default=(now // STEP + 1) * STEP)
    for at in range(begin, now + AHEAD, STEP):
        if found := plan.on_call(areas, None, at):
            return at, found
    return begin, []
