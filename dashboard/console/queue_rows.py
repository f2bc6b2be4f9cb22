"""A case as a duty console's queue shows it, and as the API tells of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from msgspec import Meta, Struct

from city.cases.about import about
from city.cases.case import STATES, Assignment, Case, Pause
from city.cases.conditions import urge_from
from city.cases.ladder import claim_by
from city.live import LiveCity
from city.queries.travel import FIRST_MODE, pace
from city.sight import Sight
from city.time.deadlines import due_soon_at
from dashboard.console.names import stand_in
from dashboard.transport.route_docs import one_of

CaseId = Annotated[str, Meta(description="A case's number.")]
CaseState = Annotated[str, one_of(STATES)]
Name = tuple[str, str | None]  # Chinese, and English where there is one


class AcknowledgedRow(Struct, frozen=True, gc=False):
    """Who has acknowledged a call for help, and when."""

    by: str
    at: int | None


class AskedRow(Struct, frozen=True, gc=False):
    """A wish that waits for a second person: return, void, extend or defer."""

    what: str
    by: str


class AssignmentRow(Struct, frozen=True, gc=False):
    """The dispatch that stands; `inspector` is null for somebody whom this viewer is not told by id, as is
    their `pace`: seconds on the way for a metre as the crow flies."""

    id: str
    inspector: str | None
    pace: float | None
    department: str | None
    name: Name
    at: int
    answer_by: int
    accepted_at: int | None
    arrived_at: int | None
    handling_at: int | None
    unanswered_at: int | None


class OrderRow(Struct, frozen=True, gc=False):
    """What somebody who leads wants to be told by when, and the answer once there is one."""

    text: str
    by: str
    at: int
    answer_by: int
    answer: str | None
    answered_by: str | None
    answered_at: int | None


class CaseRow(Struct, frozen=True, gc=False):
    """A case in a list. `calling`: a call for help, and nobody is on the spot; `caller` is their name, null
    for one whom this viewer is not told by name. `place` names the areas it lies in, below the area that was
    asked for; `about`, lat and lon, is the middle of the smallest of them, of a case without a point.
    `unfiled`: the record does not hold it yet; `due` is null without a running deadline, `due_soon` is from
    when on little is left of it, `claim_by` until when somebody should claim it.
    `reply_by`: until when an order waits for its answer; `urge_from`: from when on it may be urged again, 0
    at once; `inspection`: who looks whether it was put right; `evidence` of that: photo or inspection."""

    id: str
    revision: int
    state: CaseState
    item: str
    level: str
    urgent: bool
    sos: bool
    calling: bool
    caller: Name | None
    unverified: bool
    unfiled: bool
    acknowledged: AcknowledgedRow | None
    area: str
    place: list[Name]
    lat: float | None
    lon: float | None
    about: tuple[float, float] | None
    inspector: str | None
    filed: int
    received: int
    limit: str
    due: int | None
    due_soon: int | None
    claim_by: int | None
    paused: Pause | None
    owner: str | None
    owned_at: int | None
    unowned_at: int | None
    assignment: AssignmentRow | None
    asked: AskedRow | None
    to_locate: bool
    to_sort: bool
    returned: int
    rung: int
    merged_into: str | None
    ended_at: int | None
    order: OrderRow | None
    reply_by: int | None
    urged: int
    urged_at: int | None
    urge_from: int
    inspection: AssignmentRow | None
    evidence: str | None
    mine_to_do: bool


def case_row(live: LiveCity, case: Case, depth: int, mine: bool, sight: Sight) -> CaseRow:
    """`place` names the areas below depth `depth`; clocks are the page's, from `due`."""
    return CaseRow(
        id=case.id,
        revision=case.revision,
        state=case.state,
        item=case.item,
        level=case.level,
        urgent=case.urgent,
        sos=case.sos,
        calling=case.calling,
        caller=_caller(live, case, sight),
        unverified=case.unverified,
        unfiled=not case.revision,
        acknowledged=_acknowledged(case, sight),
        area=case.area,
        place=[_named(live.areas[code]) for code in case.place[depth + 1 :]],
        **_where(live, case),
        inspector=sight.person(case.inspector),
        filed=case.filed,
        received=case.received,
        limit=case.limit,
        due=case.due,
        due_soon=due_soon_at(case, live.rules, live.calendar),
        claim_by=claim_by(case, live.ladder),
        paused=case.paused,
        owner=sight.seat(case.owner),
        owned_at=case.owned_at,
        unowned_at=case.unowned_at,
        assignment=assignment(live, case.assignment, sight) if case.assignment else None,
        to_locate=case.to_locate,
        to_sort=case.to_sort,
        returned=case.returned,
        rung=case.rung,
        merged_into=sight.case(case.merged_into, live.cases),
        ended_at=case.ended_at,
        mine_to_do=mine,
        **_looked_after(live, case, sight),
    )


def _where(live: LiveCity, case: Case) -> dict[str, Any]:
    return {"lat": case.lat, "lon": case.lon, "about": about(live.areas, case)}


def _looked_after(live: LiveCity, case: Case, sight: Sight) -> dict[str, Any]:
    """What those who lead are asked for or want, and how it is checked."""
    return {
        "asked": AskedRow(case.asked.what, str(sight.seat(case.asked.by))) if case.asked else None,
        "order": _order(case, sight),
        "reply_by": case.reply_by,
        "urged": case.urged,
        "urged_at": case.urged_at,
        "urge_from": urge_from(case, live.rules),
        "inspection": assignment(live, case.inspection, sight) if case.inspection else None,
        "evidence": case.evidence,
    }


def _order(case: Case, sight: Sight) -> OrderRow | None:
    if case.order is None:
        return None
    told = asdict(case.order)
    return OrderRow(**told | {name: sight.seat(told[name]) for name in ("by", "answered_by")})


def _acknowledged(case: Case, sight: Sight) -> AcknowledgedRow | None:
    by = sight.seat(case.acknowledged_by)
    return AcknowledgedRow(by, case.acknowledged_at) if by else None


def _caller(live: LiveCity, case: Case, sight: Sight) -> Name | None:
    person = live.roster.get(sight.person(case.inspector) or "") if case.sos else None
    return _named(person) if person else None


def assignment(live: LiveCity, sent: Assignment, sight: Sight) -> AssignmentRow:
    return AssignmentRow(
        id=sent.id,
        inspector=sight.person(sent.inspector),
        pace=_pace(live, sight.person(sent.inspector)),
        department=sent.department,
        name=name_of(live, sent, sight),
        at=sent.at,
        answer_by=sent.answer_by,
        accepted_at=sent.accepted_at,
        arrived_at=sent.arrived_at,
        handling_at=sent.handling_at,
        unanswered_at=sent.unanswered_at,
    )


def _pace(live: LiveCity, inspector: str | None) -> float | None:
    if inspector is None:
        return None
    person = live.roster.get(inspector)
    return round(pace(person.mode if person else FIRST_MODE, live.rules), 3)


def name_of(live: LiveCity, sent: Assignment, sight: Sight) -> Name:
    """Of the person or the department, as far as it is known."""
    if sent.inspector is not None:
        if not sight.names(sent.inspector):
            return stand_in(sight.stands_for(sent.inspector))
        person = live.roster.get(sent.inspector)
        return _named(person) if person else (sent.inspector, None)
    department = live.matters.departments.get(sent.department or "")
    return _named(department) if department else (sent.department or "", None)


def _named(thing: Any) -> Name:
    return thing.name, thing.name_en
