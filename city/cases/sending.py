"""Sending somebody, and what they answer: the field's and the departments' side of a case."""

from typing import Any

from city.cases.case import Assignment, Case
from city.cases.command import Decided, refuse
from city.cases.command_context import CommandContext
from city.time.days import MINUTE


def dispatch(ask: CommandContext) -> Decided:
    inspector, department = ask.data.get("inspector"), ask.data.get("department")
    if (inspector is None) == (department is None):
        refuse(
            "bad_data",
            "请选择一名人员或一个部门（只能其一）。",
            "Choose one person or one department, and not both.",
        )
    who = {"department": _department(ask)} if inspector is None else {"inspector": _inspector(ask)}
    stands = ask.case.assignment
    if stands and stands.unanswered_at is None and who.items() <= _addressee(stands).items():
        name, at = stands.inspector or stands.department, ask.when(stands.at)
        refuse(
            "dispatched",
            f"该案件已于 {at} 分拨给 {name}（{stands.id}）。",
            f"This case was sent to {name} at {at} already ({stands.id}).",
        )
    return sent(ask, "dispatched", who, ask.text("note"))


def sent(ask: CommandContext, event: str, who: dict[str, str], note: str | None, **more: Any) -> Decided:
    """A dispatch goes out with its event; its id is the case's with the revision it was made at."""
    case, rules = ask.case, ask.book.rules
    wait = rules.answer_urgent_seconds * 1000 if case.urgent else rules.answer_minutes * MINUTE
    told = {"dispatch": f"{case.id}.{case.revision + 1}", **who}
    deadline = {"answer_by": ask.now + wait}
    data = {**told, **deadline, **({"note": note} if note else {}), **more}
    return Decided(event, data, {**told, "time": ask.now, "data": about(case, deadline["answer_by"], note)})


def about(case: Case, answer_by: int, note: str | None) -> dict[str, Any]:
    """What to do and where, as whoever is sent is told it."""
    return {
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
        at = ask.when(stands.accepted_at)
        refuse("accepted", f"该分拨已于 {at} 接受。", f"This dispatch was accepted at {at} already.")
    return Decided("accepted", _said(ask, stands))


def decline(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.accepted_at is not None:
        at = ask.when(stands.accepted_at)
        refuse(
            "accepted",
            f"该分拨已于 {at} 接受，不能再拒绝；可以退回并说明理由。",
            f"This dispatch was accepted at {at}; it can be handed back with a reason, not declined.",
        )
    return Decided("declined", _said(ask, stands, reason=ask.text("reason", needed=True)))


def hand_back(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    return Decided("handed_back", _said(ask, stands, reason=ask.text("reason", needed=True)))


def arrive(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.arrived_at is not None:
        at = ask.when(stands.arrived_at)
        refuse("arrived", f"已于 {at} 到达。", f"The arrival was told at {at} already.")
    return Decided("arrived", _said(ask, stands))


def handle(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    if stands.handling_at is not None:
        at = ask.when(stands.handling_at)
        refuse("handling", f"已于 {at} 开始处置。", f"Handling began at {at} already.")
    return Decided("handled", _said(ask, stands))


def feed_back(ask: CommandContext) -> Decided:
    stands = _standing(ask)
    return Decided("fed_back", _said(ask, stands, text=ask.text("text"), photos=ask.photos()))


def unanswered(ask: CommandContext) -> Decided:
    stands = ask.case.assignment
    if stands is None or ask.data.get("dispatch") != stands.id:
        refuse("no_dispatch", "该分拨已不再有效。", "This dispatch no longer stands.")
    if stands.accepted_at is not None:
        at = ask.when(stands.accepted_at)
        refuse("accepted", f"该分拨已于 {at} 接受。", f"This dispatch was accepted at {at}.")
    if stands.unanswered_at is not None:
        at = ask.when(stands.unanswered_at)
        refuse("unanswered", f"该分拨已于 {at} 记为未应答。", f"It was marked unanswered at {at} already.")
    if ask.now < stands.answer_by:
        by = ask.when(stands.answer_by)
        refuse("too_early", f"可应答至 {by}。", f"There is time to answer until {by}.")
    return Decided("unanswered", {"dispatch": stands.id})


def _said(ask: CommandContext, stands: Assignment, **told: Any) -> dict[str, Any]:
    """Which dispatch it is about, what was said, and where whoever says it is, if they told."""
    place = {name: ask.degrees(name) for name in ("lat", "lon") if ask.data.get(name) is not None}
    return {"dispatch": stands.id, **{name: said for name, said in told.items() if said}, **place}


def _inspector(ask: CommandContext) -> str:
    inspector = ask.code("inspector")
    person = ask.book.roster.get(inspector)
    if person is None or not ask.sees(person.area):  # one sentence: it does not tell who is at home elsewhere
        scope = ask.book.areas[ask.command.scope]
        refuse(
            "unknown_inspector",
            f"您辖区（{scope.name}）的花名册上没有 {inspector}。",
            f"{inspector} is not on the roster of your area ({scope.code}).",
        )
    if ask.case.sos and inspector == ask.case.inspector:
        refuse("caller", f"{inspector} 正是求助者本人。", f"{inspector} is the one who calls for help.")
    return inspector


def _department(ask: CommandContext) -> str:
    department = ask.code("department")
    if department not in ask.book.matters.departments:
        refuse("unknown_department", f"没有部门 {department}。", f"There is no department {department}.")
    return department


def _addressee(stands: Assignment) -> dict[str, str | None]:
    return {"inspector": stands.inspector, "department": stands.department}


def _standing(ask: CommandContext) -> Assignment:
    """The dispatch that stands, if it is the one named and the actor is who was sent."""
    told, stands = ask.code("dispatch"), ask.case.assignment
    if stands is None:
        refuse(
            "no_dispatch",
            f"分拨 {told} 已不再有效：该案件目前没有分拨。",
            f"Dispatch {told} no longer stands: the case is with nobody now.",
        )
    if stands.id != told:
        at = ask.when(stands.at)
        refuse(
            "no_dispatch",
            f"分拨 {told} 已不再有效：该案件已于 {at} 重新分拨。",
            f"Dispatch {told} no longer stands: the case was sent again at {at}.",
        )
    own = stands.inspector if ask.command.role == "field" else stands.department
    if own != ask.actor:
        refuse(
            "not_yours",
            f"分拨 {told} 并非分拨给 {ask.actor}。",
            f"Dispatch {told} was not sent to {ask.actor}.",
        )
    return stands
