"""How a case ends, and how it is taken up again: advised, verified, closed, reopened."""

from typing import Any

from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.commands import REPLAY
from city.cases.conditions import check
from city.cases.refusal import refuse
from city.cases.sending import sent
from city.time.days import LATEST
from city.time.deadlines import due, read_limit, resume


def advise(ask: CommandContext) -> Decided:
    return Decided("advised", _note(ask))


def verify(ask: CommandContext) -> Decided:
    ok = ask.data.get("ok")
    if not isinstance(ok, bool):
        ask.bad("true_or_false", "ok", ok)
    if ok:
        return Decided("verified", _evidence(ask))
    reason = ask.text("reason", needed=True)
    check(ask, ("assigned",))
    stands = ask.case.assignment
    assert stands is not None
    who = {"inspector": stands.inspector} if stands.inspector else {"department": stands.department}
    photos = ask.photos()
    shown = {"photos": photos} if photos else {}
    addressee = {name: str(code) for name, code in who.items()}
    return sent(ask, "failed", addressee, reason, reason=reason, **shown)


def _evidence(ask: CommandContext) -> dict[str, Any]:
    """A photo of the feedback or one that comes now, what an inspector saw, or the words of who saw it."""
    note, photos = _note(ask), ask.photos()
    if not (ask.case.evidence or note or photos):
        refuse("no_evidence")
    shown = {"photos": photos} if photos else {}
    return {"evidence": ask.case.evidence or ("photo" if photos else "words"), **note, **shown}


def close(ask: CommandContext) -> Decided:
    """A replay tells when the case was closed in its recording, instead of a note."""
    case = ask.case
    told: dict[str, Any] = _note(ask, needed=case.state == "new" and ask.command.role not in REPLAY)
    if ask.command.role in REPLAY:
        told = {"recorded": ask.whole("recorded", 0, LATEST)}
    if case.paused and case.limit:
        kind = read_limit(case.limit).kind
        return Decided("closed", {**told, "due": resume(ask.now, case.paused.left, kind, ask.book.calendar)})
    return Decided("closed", told)


def reopen(ask: CommandContext) -> Decided:
    """The clock starts anew, by the limit the case was filed with."""
    limit = ask.case.limit
    ends = due(ask.now, read_limit(limit), ask.book.calendar) if limit else None
    return Decided("reopened", {"reason": ask.text("reason", needed=True), "due": ends})


def _note(ask: CommandContext, *, needed: bool = False) -> dict[str, str]:
    note = ask.text("note", needed=needed)
    return {"note": note} if note else {}
