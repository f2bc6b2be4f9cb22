"""What those who lead do to a case that others have: order an answer by a time, and urge whoever has it now.
An order is answered in words by its holder; what ends the case ends it unanswered."""

from dataclasses import replace

from city.cases.case import Assignment, Case
from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.refusal import Term, refuse
from city.time.days import DAY

LONGEST = 500  # characters of an order: it stands on a card and on a phone
MOST_DAYS = 90
ENDS = ("closed", "advised", "merged")


def supervise(ask: CommandContext) -> Decided:
    told = ask.text("text", needed=True) or ""
    if len(told) > LONGEST:
        refuse("too_long", name=Term("field", "text"), limit=LONGEST, got=f"{len(told):,}")
    by = ask.whole("answer_by", ask.now + 1, ask.now + MOST_DAYS * DAY)
    return Decided("supervised", {"text": told, "answer_by": by})


def reply(ask: CommandContext) -> Decided:
    return Decided("replied", {"text": ask.text("text", needed=True)})


def withdraw(ask: CommandContext) -> Decided:
    return Decided("order_withdrawn", {"reason": ask.text("reason", needed=True)})


def urge(ask: CommandContext) -> Decided:
    """Goes out to whoever was sent; an owner's console shows it."""
    who = holder(ask.case)
    assert who is not None  # the table's condition
    name, code = who
    note = ask.text("note")
    told = {name: code, "count": ask.case.urged + 1, **({"note": note} if note else {})}
    stands = at_work_on(ask.case)
    if stands is None:
        return Decided("urged", told)
    data = {"count": told["count"], "note": note}
    return Decided("urged", told, {"urge": stands.id, name: code, "time": ask.now, "data": data})


def holder(case: Case) -> tuple[str, str] | None:
    """Who must move now: `inspector` or `department` that was sent, else the `owner`; None: nobody has it."""
    sent = at_work_on(case)
    if sent is not None:
        return ("inspector", sent.inspector) if sent.inspector else ("department", str(sent.department))
    return ("owner", case.owner) if case.owner else None


def at_work_on(case: Case) -> Assignment | None:
    """The dispatch that its case waits for: to handle it, or to look whether it was handled."""
    return case.assignment if case.state in ("dispatched", "handling") else case.inspection


def with_end_of_order(ask: CommandContext, decided: Decided) -> Decided:
    """The same decision; where it ends a case whose order nobody has answered, its event says whose."""
    void = decided.type == "approved" and decided.data["what"] == "void"
    order = ask.case.order
    if order is None or ask.case.reply_by is None or not (void or decided.type in ENDS):
        return decided
    return replace(decided, data={**decided.data, "order_ended": order.by})
