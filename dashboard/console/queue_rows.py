"""A case as a duty console's queue shows it: plain values, in the shape of docs/architecture.md."""

from __future__ import annotations

from typing import Any

from city.cases.case import Assignment, Case
from city.live import LiveCity
from city.sight import OUTSIDER, Sight

Name = tuple[str, str | None]


def case_row(live: LiveCity, case: Case, depth: int, mine: bool, sight: Sight) -> dict[str, Any]:
    """`place` names the areas below depth `depth`; clocks are the page's, from `due`."""
    acknowledged = case.acknowledged_by and {"by": case.acknowledged_by, "at": case.acknowledged_at}
    return {
        "id": case.id,
        "revision": case.revision,
        "state": case.state,
        "item": case.item,
        "level": case.level,
        "urgent": case.urgent,
        "sos": case.sos,
        "unverified": case.unverified,
        "unfiled": not case.revision,
        "acknowledged": acknowledged or None,
        "area": case.area,
        "place": [_named(live.areas[code]) for code in case.place[depth + 1 :]],
        "lat": case.lat,
        "lon": case.lon,
        "inspector": sight.person(case.inspector),
        "filed": case.filed,
        "received": case.received,
        "limit": case.limit,
        "due": case.due,
        "paused": case.paused and _pause(case),
        "owner": case.owner,
        "owned_at": case.owned_at,
        "unowned_at": case.unowned_at,
        "assignment": assignment(live, case.assignment, sight) if case.assignment else None,
        "asked": case.asked and {"what": case.asked.what, "by": case.asked.by},
        "to_locate": case.to_locate,
        "to_sort": case.to_sort,
        "returned": case.returned,
        "rung": case.rung,
        "merged_into": sight.case(case.merged_into, live.cases),
        "ended_at": case.ended_at,
        "mine_to_do": mine,
    }


def assignment(live: LiveCity, sent: Assignment, sight: Sight) -> dict[str, Any]:
    return {
        "id": sent.id,
        "inspector": sight.person(sent.inspector),
        "department": sent.department,
        "name": name_of(live, sent, sight),
        "at": sent.at,
        "answer_by": sent.answer_by,
        "accepted_at": sent.accepted_at,
        "arrived_at": sent.arrived_at,
        "handling_at": sent.handling_at,
        "unanswered_at": sent.unanswered_at,
    }


def name_of(live: LiveCity, sent: Assignment, sight: Sight) -> Name:
    """Of the person or the department, as far as it is known."""
    if sent.inspector is not None:
        if not sight.knows(sent.inspector):
            return OUTSIDER
        person = live.roster.get(sent.inspector)
        return _named(person) if person else (sent.inspector, None)
    department = live.matters.departments.get(sent.department or "")
    return _named(department) if department else (sent.department or "", None)


def _pause(case: Case) -> dict[str, Any]:
    paused = case.paused
    assert paused is not None
    return {"since": paused.since, "until": paused.until, "left": paused.left}


def _named(thing: Any) -> Name:
    return thing.name, thing.name_en
