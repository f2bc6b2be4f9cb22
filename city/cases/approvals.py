"""What one person may only ask for and a second one approves: return, void, extend, defer. And resuming."""

from city.cases.case import Asked
from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.commands import WISHES
from city.cases.conditions import check
from city.cases.refusal import refuse, terms
from city.time.days import DAY, HOUR
from city.time.deadlines import left, read_limit, resume

MOST_HOURS = 24 * 90
MOST_DAYS = 366


def ask_for(ask: CommandContext) -> Decided:
    what = ask.data.get("what")
    if not isinstance(what, str) or what not in WISHES:
        ask.bad("one_of", "what", what, wanted=terms("ask", WISHES))
    reason = ask.text("reason", needed=True)
    told: dict[str, int] = {}
    if what == "extend":
        told = {"hours": ask.whole("hours", 1, MOST_HOURS)}
    elif what == "defer":
        told = {"until": ask.whole("until", ask.now + 1, ask.now + MOST_DAYS * DAY)}
    check(ask, WISHES[what])
    if what == "extend":
        _extended(ask, told["hours"])
    return Decided("asked", {"what": what, "reason": reason, **told})


def approve(ask: CommandContext) -> Decided:
    wish = _wish(ask)
    told: dict[str, int] = {}
    if wish.what == "extend":
        told = {"hours": wish.data["hours"], "due": _extended(ask, wish.data["hours"])}
    elif wish.what == "defer":
        told = {"until": wish.data["until"], "left": _deferred(ask, wish.data["until"])}
    return Decided("approved", {"what": wish.what, **told})


def deny(ask: CommandContext) -> Decided:
    wish, reason = _wish(ask), ask.text("reason")
    return Decided("denied", {"what": wish.what, **({"reason": reason} if reason else {})})


def resume_clock(ask: CommandContext) -> Decided:
    case, pause = ask.case, ask.case.paused
    assert pause is not None  # the table's condition
    if ask.command.role == "clerk" and (pause.until is None or ask.now < pause.until):
        refuse("too_early", "still_deferred", until=ask.when(pause.until))
    kind = read_limit(case.limit).kind
    return Decided("resumed", {"due": resume(ask.now, pause.left, kind, ask.book.calendar)})


def _wish(ask: CommandContext) -> Asked:
    wish, what = ask.case.asked, ask.data.get("what")
    assert wish is not None  # the table's condition
    if what is not None and what != wish.what:
        refuse("not_asked", "asked_for_another", **ask.wish(), got=str(what)[:64])
    return wish


def _extended(ask: CommandContext, hours: int) -> int:
    ends = (ask.case.due or 0) + hours * HOUR
    if ends <= ask.now:
        refuse("too_late", "still_too_late", hours=hours, at=ask.when(ends))
    return ends


def _deferred(ask: CommandContext, until: int) -> int:
    if until <= ask.now:
        refuse("too_late", at=ask.when(until))
    case = ask.case
    return left(ask.now, case.due or 0, read_limit(case.limit).kind, ask.book.calendar)
