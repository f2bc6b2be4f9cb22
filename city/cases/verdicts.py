"""How a case ends, and how it is taken up again: advised, verified, closed, reopened."""

from city.cases.case import Case
from city.cases.command import Decided, refuse
from city.cases.command_context import STATE_WORDS, CommandContext
from city.cases.commands import REPLAY
from city.cases.sending import sent
from city.time.deadlines import due, read_limit, resume


def advise(ask: CommandContext) -> Decided:
    heard(ask)
    return Decided("advised", _note(ask))


def verify(ask: CommandContext) -> Decided:
    ok, stands = ask.data.get("ok"), ask.case.assignment
    if not isinstance(ok, bool):
        refuse("bad_data", "请说明核查是否通过。", f"ok must be true or false, got {str(ok)[:64]!r}.")
    if ok:
        return Decided("verified", _note(ask))
    reason = ask.text("reason", needed=True)
    if stands is None:
        refuse("no_dispatch", "该案件没有可退回的分拨。", "There is no dispatch this could go back to.")
    who = {"inspector": stands.inspector} if stands.inspector else {"department": stands.department}
    return sent(ask, "failed", {name: str(code) for name, code in who.items()}, reason, reason=reason)


def close(ask: CommandContext) -> Decided:
    case, replayed = ask.case, ask.command.role in REPLAY
    if case.state == "new" and not case.sos and not replayed:
        refuse(
            "wrong_state",
            f"该案件{STATE_WORDS[case.state]}；须先核查通过才能结案。",
            f"This case is {case.state}; it is closed once it is verified.",
        )
    heard(ask)
    note = _note(ask, needed=case.state == "new" or replayed)
    if case.paused and case.limit:
        kind = read_limit(case.limit).kind
        return Decided("closed", {**note, "due": resume(ask.now, case.paused.left, kind, ask.book.calendar)})
    return Decided("closed", note)


def reopen(ask: CommandContext) -> Decided:
    """The clock starts anew, by the limit the case was filed with."""
    limit = ask.case.limit
    ends = due(ask.now, read_limit(limit), ask.book.calendar) if limit else None
    return Decided("reopened", {"reason": ask.text("reason", needed=True), "due": ends})


def heard(ask: CommandContext) -> None:
    """A call for help ends in no way before a named person has taken note of it."""
    if waits(ask.case):
        refuse(
            "unacknowledged",
            "紧急求助尚无人确认，须先确认。",
            "Nobody has acknowledged this call for help yet; acknowledge it first.",
        )


def waits(case: Case) -> bool:
    return case.sos and case.acknowledged_by is None


def _note(ask: CommandContext, *, needed: bool = False) -> dict[str, str]:
    note = ask.text("note", needed=needed)
    return {"note": note} if note else {}
