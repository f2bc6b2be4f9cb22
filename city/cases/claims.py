"""Who has a case: acknowledging, claiming, letting go, handing it up. A claim is a lock beside the steps."""

from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.refusal import ObjectionError, Term, refuse, terms

CLERK_RELEASES = ("idle", "shift_over")


def acknowledge(ask: CommandContext) -> Decided:
    return Decided("acknowledged", {})


def claim(ask: CommandContext) -> Decided:
    return Decided("claimed", {})


def take_over(ask: CommandContext) -> Decided:
    """Of somebody else's call for help: seconds count, and whoever sees a shorter way need not wait."""
    reason = ask.text("reason", needed=True)
    return Decided("taken_over", {"taken_from": ask.case.owner, "reason": reason})


def release(ask: CommandContext) -> Decided:
    if ask.command.role == "clerk":
        return Decided("released", {"reason": _clerk_release(ask)})
    return Decided("released", {"reason": ask.text("reason", needed=True)})


def _clerk_release(ask: CommandContext) -> str:
    reason = ask.data.get("reason")
    if reason not in CLERK_RELEASES:
        ask.bad("one_of", "reason", reason, wanted=", ".join(CLERK_RELEASES))
    if reason == "idle" and ask.case.state != "new":
        refuse("wrong_state", "kept_once_dispatched", at=ask.when(ask.case.dispatched_at))
    return str(reason)


def escalate(ask: CommandContext) -> Decided:
    above = ask.book.areas.levels[: ask.level]
    wanted = ask.data.get("level") or above[-1]
    if wanted not in above:
        got, level = str(wanted)[:64], Term("level", ask.case.level)
        refuse("bad_level", level=level, above=terms("level", above), got=got)
    return Decided("escalated", {"level": wanted, "reason": ask.text("reason", needed=True)})


def ring(ask: CommandContext) -> Decided:
    """A step of the ladder has rung: written down so that it rings once."""
    if ask.case.owner is not None:
        raise ObjectionError(ask.owned())
    return Decided("rung", {"step": ask.whole("step", ask.case.rung + 1, 100)})
