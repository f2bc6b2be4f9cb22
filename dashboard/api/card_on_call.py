"""Whom a card names as on call for its case, as far as the viewer may know them. A number is told on request
alone: the card says only that there is one."""

from __future__ import annotations

from msgspec import Struct

from city.cases.case import Case
from city.live import LiveCity
from city.people.shifts import OnCall, ShiftPlan, Turn
from city.sight import NAMELESS, Sight
from dashboard.console.names import stand_in
from dashboard.console.queue_rows import Name

MOST = 8


class CardOnCall(Struct, frozen=True):
    """Somebody on call now for the area `place`, and for this department of it if one is told: `until` in
    epoch ms, `key` by which their number is asked for, `number` whether there is one."""

    key: str
    name: Name
    place: Name
    department: Name | None
    until: int
    number: bool


def card_on_call(
    live: LiveCity, plan: ShiftPlan | None, case: Case, sight: Sight, now: int
) -> list[CardOnCall] | None:
    """None where no plan is kept, the case has ended, or people are told by no name."""
    if plan is None or case.ended_at is not None or not sight.named:
        return None
    return [_told(live, one, sight) for one in _for_case(live, plan, case, sight, now)[:MOST]]


def turn_of(
    live: LiveCity, plan: ShiftPlan | None, case: Case, sight: Sight, now: int, key: str
) -> Turn | None:
    """Whose number a card's key asks for: somebody who is on call for the case now, and nobody else."""
    if plan is None:
        return None
    here = _for_case(live, plan, case, sight, now)
    return next((one.turn for one in here if _key(one, sight) == key), None)


def _for_case(live: LiveCity, plan: ShiftPlan, case: Case, sight: Sight, now: int) -> list[OnCall]:
    """Of the case's area and of those above it inside the scope."""
    areas = [area.code for area in live.areas.path(case.area) if sight.holds(area.code)]
    item = live.matters.items.get(case.item)
    sent_to = case.assignment.department if case.assignment else None
    return plan.on_call(areas, sent_to or (item.department if item else None), now)


def _told(live: LiveCity, one: OnCall, sight: Sight) -> CardOnCall:
    turn, area = one.turn, live.areas[one.turn.area]
    department = live.matters.departments.get(turn.department or "")
    return CardOnCall(
        key=_key(one, sight),
        name=(turn.name, turn.name_en) if _named(turn, sight) else stand_in(NAMELESS),
        place=(area.name, area.name_en),
        department=(department.name, department.name_en) if department else None,
        until=one.until,
        number=turn.phone is not None,
    )


def _named(turn: Turn, sight: Sight) -> bool:
    """Whoever is on no roster is an area's own; others as everywhere."""
    return turn.inspector is None or sight.names(turn.inspector)


def _key(one: OnCall, sight: Sight) -> str:
    """What is written down with whoever was told their number: the id, of those who are told by it."""
    return sight.person(one.turn.inspector) or one.mark
