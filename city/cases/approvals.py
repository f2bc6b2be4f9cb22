"""What one person may only ask for and a second one approves: return, void, extend, defer. And resuming."""

from city.cases.case import Asked, Case
from city.cases.command import Decided, refuse
from city.cases.command_context import CommandContext
from city.cases.verdicts import heard
from city.time.days import DAY, HOUR
from city.time.deadlines import left, read_limit, resume

WISHES = {"return": "退回", "void": "作废", "extend": "延期", "defer": "缓办"}
MOST_HOURS = 24 * 90
MOST_DAYS = 366


def ask_for(ask: CommandContext) -> Decided:
    what = ask.data.get("what")
    if not isinstance(what, str) or what not in WISHES:
        wanted = ", ".join(WISHES)
        refuse(
            "bad_data",
            f"申请事项应为{'、'.join(WISHES.values())}之一，收到 {str(what)[:64]!r}。",
            f"what must be one of {wanted}, got {str(what)[:64]!r}.",
        )
    if ask.case.asked:
        zh, en = _pending(ask, ask.case.asked)
        refuse("asked", f"{zh}，尚待审批。", f"{en}, and nobody has decided yet.")
    reason = ask.text("reason", needed=True)
    told: dict[str, int] = {}
    if what == "extend":
        told = {"hours": ask.whole("hours", 1, MOST_HOURS)}
        _extended(ask, told["hours"])
    elif what == "defer":
        told = {"until": ask.whole("until", ask.now + 1, ask.now + MOST_DAYS * DAY)}
        _runs(ask)
    elif what == "void":
        heard(ask)
    return Decided("asked", {"what": what, "reason": reason, **told})


def approve(ask: CommandContext) -> Decided:
    wish = _wish(ask)
    if wish.by == ask.actor:
        zh, en = _pending(ask, wish)
        refuse("same_person", f"{zh}；须由另一人审批。", f"{en}; a second person must approve it.")
    told: dict[str, int] = {}
    if wish.what == "extend":
        told = {"hours": wish.data["hours"], "due": _extended(ask, wish.data["hours"])}
    elif wish.what == "defer":
        told = {"until": wish.data["until"], "left": _deferred(ask, wish.data["until"])}
    elif wish.what == "void":
        heard(ask)
    return Decided("approved", {"what": wish.what, **told})


def deny(ask: CommandContext) -> Decided:
    wish, reason = _wish(ask), ask.text("reason")
    return Decided("denied", {"what": wish.what, **({"reason": reason} if reason else {})})


def resume_clock(ask: CommandContext) -> Decided:
    case, pause = ask.case, ask.case.paused
    if pause is None:
        refuse("running", "该案件并未缓办。", "The clock of this case is not paused.")
    if ask.command.role == "clerk" and (pause.until is None or ask.now < pause.until):
        until = ask.when(pause.until)
        refuse("too_early", f"该案件缓办至 {until}。", f"This case is deferred until {until}.")
    kind = read_limit(case.limit).kind
    return Decided("resumed", {"due": resume(ask.now, pause.left, kind, ask.book.calendar)})


def _wish(ask: CommandContext) -> Asked:
    wish, what = ask.case.asked, ask.data.get("what")
    if wish is None:
        refuse("not_asked", "该案件没有待审批的申请。", "Nothing has been asked for that could be decided.")
    if what is not None and what != wish.what:
        zh, en = _pending(ask, wish)
        refuse("not_asked", f"{zh}，而非{WISHES.get(str(what), '其他')}。", f"{en}, not {str(what)[:64]!r}.")
    return wish


def _pending(ask: CommandContext, wish: Asked) -> tuple[str, str]:
    at = ask.when(wish.at)
    return f"{wish.by} 已于 {at} 申请{WISHES[wish.what]}", f"{wish.by} has asked to {wish.what} it at {at}"


def _runs(ask: CommandContext) -> Case:
    """Only a clock that runs can be paused or given more time."""
    case = ask.case
    if case.paused:
        since, until = ask.when(case.paused.since), ask.when(case.paused.until)
        refuse(
            "paused",
            f"该案件自 {since} 起缓办至 {until}，须先恢复计时。",
            f"This case has been deferred since {since} until {until}; resume it first.",
        )
    if case.due is None or not case.limit:
        refuse("no_limit", "该案件没有时限。", "This case has no time limit.")
    return case


def _extended(ask: CommandContext, hours: int) -> int:
    ends = (_runs(ask).due or 0) + hours * HOUR
    if ends <= ask.now:
        at = ask.when(ends)
        refuse(
            "too_late",
            f"延长 {hours} 小时后的时限 {at} 也已过去。",
            f"Even {hours} hours later, at {at}, the deadline would have passed.",
        )
    return ends


def _deferred(ask: CommandContext, until: int) -> int:
    if until <= ask.now:
        at = ask.when(until)
        refuse(
            "too_late", f"申请的缓办期限 {at} 已过。", f"It was to be deferred until {at}, which has passed."
        )
    case = _runs(ask)
    return left(ask.now, case.due or 0, read_limit(case.limit).kind, ask.book.calendar)
