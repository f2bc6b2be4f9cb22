"""Those who are sent: to see to a case, or to look whether it was seen to. What events make of them, and of
the photos that were brought."""

from __future__ import annotations

from dataclasses import replace

from city.cases.case import Assignment, Case, CaseEvent


def assigned(event: CaseEvent) -> Assignment:
    """The dispatch that an event makes."""
    data = event.data
    inspector, department = data.get("inspector"), data.get("department")
    if (inspector is None) == (department is None):
        raise ValueError(f"inspector or department is wanted, got {inspector!r} and {department!r}")
    return Assignment(
        id=str(data["dispatch"]),
        inspector=None if inspector is None else str(inspector),
        department=None if department is None else str(department),
        by=event.actor,
        at=event.time,
        answer_by=moment(data["answer_by"]),
    )


def standing(case: Case, event: CaseEvent) -> tuple[str, Assignment]:
    """Which of a case's two dispatches the event is about, by the name of its field. Raises ValueError for
    neither; what was fed back is nobody's to change but whoever looks at it."""
    told, looks, stands = event.data.get("dispatch"), case.inspection, case.assignment
    if looks is not None and told == looks.id:
        return "inspection", looks
    if stands is None or told != stands.id or case.state == "fed_back":
        wanted = looks or (None if case.state == "fed_back" else stands)
        named = wanted.id if wanted else "none"
        raise ValueError(f"{event.type} must be of the dispatch that stands, {named}, got {told!r}")
    return "assignment", stands


def at_work(assignment: Assignment, event: CaseEvent) -> Assignment:
    return replace(
        assignment,
        accepted_at=assignment.accepted_at or event.time,
        handling_at=assignment.handling_at or event.time,
        unanswered_at=None,
    )


def with_photos(case: Case, event: CaseEvent) -> tuple[str, ...]:
    """Those of the case and those that came with the event, each once."""
    return tuple(dict.fromkeys((*case.photos, *map(str, event.data.get("photos") or ()))))


def moment(value: object) -> int:
    found = int(str(value))
    if not 0 <= found < 2**62:
        raise ValueError(f"a time in ms since 1970 is wanted, got {value!r}")
    return found
