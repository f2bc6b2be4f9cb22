"""Which desks should see to a case. Pure: who is on shift is handed in, as codes of areas."""

from __future__ import annotations

from collections.abc import Container

from city.areas.areas import Areas
from city.cases.case import Case


def mine_to_do(case: Case, code: str, areas: Areas, staffed: Container[str], now: int) -> bool:
    """Whether an area's desk should act: its level owns the case, or it stands above and the case is urgent,
    a call for help, overdue, not answered for in time as was ordered, or unattended below. Deeper areas see
    it, and may act first, but need not."""
    if code not in case.place:
        return False
    here, owning = case.place.index(code), _owning(case, areas)
    if here >= owning:
        return here == owning
    if case.urgent or case.sos or (case.due is not None and case.due <= now):
        return True
    if case.reply_by is not None and case.reply_by <= now:
        return True
    return not any(below in staffed for below in case.place[here + 1 : owning + 1])


def _owning(case: Case, areas: Areas) -> int:
    """The index in its place of the area that owns it: of its level, or the deepest known above that."""
    level = areas.levels.index(case.level) if case.level in areas.levels else len(areas.levels)
    depths = [areas.levels.index(areas[code].level) for code in case.place]
    return max(sum(depth <= level for depth in depths) - 1, 0)
