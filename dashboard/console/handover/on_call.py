"""Who is on call next in an area, as far as the viewer may know them."""

from __future__ import annotations

from city.handover.next_on_call import next_on_call
from city.live import LiveCity
from city.people.shifts import ShiftPlan
from city.sight import NAMELESS, Sight
from dashboard.console.names import Pair, stand_in

MOST = 4


def on_call_next(
    live: LiveCity, plan: ShiftPlan | None, code: str, sight: Sight, now: int
) -> tuple[int, list[Pair]] | None:
    """From when (epoch ms), and their names; None where no plan is kept or people are told by no name."""
    if plan is None or not sight.named:
        return None
    areas = [area.code for area in live.areas.path(code) if sight.holds(area.code)]
    begin, found = next_on_call(plan, areas, now)
    named = [
        (one.turn.name, one.turn.name_en or one.turn.name)
        if one.turn.inspector is None or sight.names(one.turn.inspector)
        else stand_in(NAMELESS)
        for one in found[:MOST]
    ]
    return begin, named
