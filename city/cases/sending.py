"""Sending somebody, and what they answer: the field's and the departments' side of a case."""

from typing import Any

from city.cases.case import Assignment, Case
from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.refusal import Name, ObjectionError, refuse
from city.time.days import MINUTE, LocalDays


def dispatch(ask: CommandContext) -> Decided:
    inspector, department = ask.data.get("inspector"), ask.data.get("department")
    if (inspector is None) == (department is None):
        refuse("bad_data", "one_addressee")
    who = {"department": _department(ask)} if inspector is None else {"inspector": inspector_of(ask)}
    _not_twice(ask, ask.case.assignment, who)
    return sent(ask, "dispatched", who, ask.text("note"))


def inspect(ask: CommandContext) -> Decided:
    """Somebody else than whoever handled it looks whether it is so; what they tell is the evidence."""
    who, handled = {"inspector": inspector_of(ask)}, ask.case.assignment
    if handled is not None and handled.inspector == who["inspector"]:
        refuse("handled_it", inspector=who["inspector"])
    _not_twice(ask, ask.case.inspection, who)
    return sent(ask, "inspecting", who, ask.text("note"))


def _not_twice(ask: CommandContext, stands: Assignment | None, who: dict[str, str]) -> None:
    if stands and stands.unanswered_at is None and who.items() <= _addressee(stands).items():
        name, at = stands.inspector or stands.department, ask.when(stands.at)
        refuse("dispatched", name=name, at=at, dispatch=stands.id)


def sent(ask: CommandContext, event: str, who: dict[str, str], note: str | None, **more: Any) -> Decided:
    """A dispatch goes out with its event; its id is the case's with the revision it was made at."""
    case, rules = ask.case, ask.book.rules
    wait = rules.answer_urgent_seconds * 1000 if case.urgent else rules.answer_minutes * MINUTE
    told = {"dispatch": f"{case.id}.{case.revision + 1}", **who}
    deadline = {"answer_by": ask.now + wait}
    data = {**told, **deadline, **({"note": note} if note else {}), **more}
    kind = "inspect" if event == "inspecting" else "handle"
    entry = about(case, deadline["answer_by"], note, kind)
    return Decided(event, data, {**told, "time": ask.now, "data": entry})


def about(case: Case, answer_by: int, note: str | None, kind: str = "handle") -> dict[str, Any]:
    """What to do and where, as whoever is sent is told it."""
    return {
        "kind": kind,
        "item": case.item,
        "area": case.area,
        "place": list(case.place),
        "lat": case.lat,
        "lon": case.lon,
        "note": note,
        "urgent": case.urgent,
        "text": case.text,
        "address": case.address,
        "due": case.due,
        "answer_by": answer_by,
    }


def accept(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.accepted_at is not None:
        refuse("accepted", at=ask.when(stands.accepted_at))
    return Decided("accepted", _said(ask, stands))


def decline(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.accepted_at is not None:
        refuse("accepted", "hand_back_instead", at=ask.when(stands.accepted_at))
    return Decided("declined", _said(ask, stands, reason=ask.text("reason", needed=True)))


def hand_back(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    return Decided("handed_back", _said(ask, stands, reason=ask.text("reason", needed=True)))


def arrive(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.arrived_at is not None:
        refuse("arrived", at=ask.when(stands.arrived_at))
    return Decided("arrived", _said(ask, stands))


def handle(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.handling_at is not None:
        refuse("handling", at=ask.when(stands.handling_at))
    return Decided("handled", _said(ask, stands))


def feed_back(ask: CommandContext) -> Decided:
    """Of who was sent to look: whether it is put right, and what they saw."""
    stands = _standing(ask)
    said = _said(ask, stands, text=ask.text("text"), photos=ask.photos())
    if stands is not ask.case.inspection:
        return Decided("fed_back", said)
    ok = ask.data.get("ok", True)
    if not isinstance(ok, bool):
        ask.bad("true_or_false", "ok", ok)
    if "text" not in said and "photos" not in said:
        refuse("no_evidence")
    return Decided("inspected", {**said, "ok": ok})


def unanswered(ask: CommandContext) -> Decided:
    told = (ask.case.assignment, ask.case.inspection)
    stands = next((each for each in told if each and each.id == ask.data.get("dispatch")), None)
    if stands is None:
        refuse("no_dispatch", dispatch=str(ask.data.get("dispatch"))[:64])
    if stands.accepted_at is not None:
        refuse("accepted", at=ask.when(stands.accepted_at))
    if stands.unanswered_at is not None:
        refuse("unanswered", at=ask.when(stands.unanswered_at))
    if ask.now < stands.answer_by:
        refuse("too_early", until=ask.when(stands.answer_by))
    return Decided("unanswered", {"dispatch": stands.id})


def _said(ask: CommandContext, stands: Assignment, **told: Any) -> dict[str, Any]:
    """Which dispatch it is about, what was said, and where whoever says it is, if they told."""
    place = {name: ask.degrees(name) for name in ("lat", "lon") if ask.data.get(name) is not None}
    return {"dispatch": stands.id, **{name: said for name, said in told.items() if said}, **place}


def inspector_of(ask: CommandContext) -> str:
    inspector = ask.code("inspector")
    person = ask.book.roster.get(inspector)
    if person is None or not ask.sees(person.area):  # one sentence: it does not tell who is at home elsewhere
        scope = ask.book.areas[ask.command.scope]
        refuse("unknown_inspector", inspector=inspector, area=Name(scope.name, scope.name_en))
    if ask.case.sos and inspector == ask.case.inspector:
        refuse("caller", inspector=inspector)
    return inspector


def _department(ask: CommandContext) -> str:
    department = ask.code("department")
    found = ask.book.matters.departments.get(department)
    if found is None:
        refuse("unknown_department", department=department)
    if not found.stands(LocalDays(ask.book.rules.zone).stamp(ask.now, "%Y-%m-%d")):
        name = Name(found.name, found.name_en)
        days = f"{found.valid_from or '…'} – {found.valid_to or '…'}"
        refuse("former_department", department=name, days=days)
    return department


def _addressee(stands: Assignment) -> dict[str, str | None]:
    return {"inspector": stands.inspector, "department": stands.department}


def _standing(ask: CommandContext) -> Assignment:
    """The dispatch that stands, if it is the one named and the actor is who was sent: of what was fed back,
    the inspection."""
    told, case = ask.code("dispatch"), ask.case
    looks = case.inspection is not None and case.inspection.id == told
    stands = case.inspection if looks else case.assignment
    if stands is None:
        refuse("no_dispatch", dispatch=told)
    if stands.id != told:
        refuse("no_dispatch", "sent_again", dispatch=told, at=ask.when(stands.at))
    if not looks and case.state == "fed_back":
        raise ObjectionError(ask.wrong_state(("dispatched", "handling")))
    own = stands.inspector if ask.command.role == "field" else stands.department
    if own != ask.actor:
        refuse("not_yours", dispatch=told, actor=ask.actor)
    return stands
