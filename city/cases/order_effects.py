"""What becomes of a case when it is ordered to be answered for, answered, urged, or looked at on the spot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from city.cases.assigned import assigned, moment, standing, with_photos
from city.cases.case import Case, CaseEvent, Order
from city.cases.case_places import CasePlaces

Changes = dict[str, Any]


def supervised(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    data = event.data
    return {"order": Order(str(data["text"]), event.actor, event.time, moment(data["answer_by"]))}


def replied(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    order = case.order
    if order is None or order.answered_at is not None:
        raise ValueError("only an order that waits is answered, got none")
    answer = str(event.data["text"])
    return {"order": replace(order, answer=answer, answered_by=event.actor, answered_at=event.time)}


def order_withdrawn(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """Nothing of it stands any more; the history keeps what was ordered and why it was withdrawn."""
    if case.reply_by is None:
        raise ValueError("only an order that waits is withdrawn, got none")
    return {"order": None}


def urged(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"urged": case.urged + 1, "urged_at": event.time}


def inspecting(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"inspection": assigned(event)}


def inspected(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """What somebody saw there is evidence; that it was not put right is evidence of nothing."""
    name, _ = standing(case, event)
    if name != "inspection":
        raise ValueError(f"inspected must be of an inspection, got {event.data.get('dispatch')!r}")
    good = event.data.get("ok") is not False
    return {
        "inspection": None,
        "evidence": "inspection" if good else None,
        "photos": with_photos(case, event),
    }
