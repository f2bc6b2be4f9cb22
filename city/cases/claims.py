"""Who has a case: acknowledging, claiming, letting go, handing it up. A claim is a lock beside the steps."""

from city.cases.command import Decided, refuse
from city.cases.command_context import LEVEL_WORDS, CommandContext

CLERK_RELEASES = ("idle", "shift_over")


def acknowledge(ask: CommandContext) -> Decided:
    case = ask.case
    if not case.urgent:
        refuse(
            "not_urgent",
            "只有紧急求助和紧急案件需要确认，该案件不紧急。",
            "Only a call for help or an urgent case is acknowledged; this case is neither.",
        )
    if case.acknowledged_by:
        by, at = case.acknowledged_by, ask.when(case.acknowledged_at)
        refuse("acknowledged", f"{by} 已于 {at} 确认。", f"{by} has acknowledged it at {at}.")
    return Decided("acknowledged", {})


def claim(ask: CommandContext) -> Decided:
    if ask.case.owner == ask.actor:
        since = ask.when(ask.case.owned_at)
        refuse("yours", f"您已于 {since} 认领该案件。", f"You have owned this case since {since}.")
    return Decided("claimed", {})


def release(ask: CommandContext) -> Decided:
    case, role = ask.case, ask.command.role
    if case.owner is None:
        refuse("unowned", "该案件无人认领，无须释放。", "Nobody owns this case; there is nothing to release.")
    if role == "clerk":
        return Decided("released", {"reason": _clerk_release(ask)})
    if case.owner != ask.actor and role not in ("head", "leader"):
        owner, since = case.owner, ask.when(case.owned_at)
        refuse(
            "owned",
            f"{owner} 已于 {since} 认领；只有本人或值班长可以释放。",
            f"{owner} has owned this case since {since}; only they or a shift head may release it.",
        )
    reason = ask.text("reason", needed=case.owner != ask.actor)
    return Decided("released", {"reason": reason} if reason else {})


def _clerk_release(ask: CommandContext) -> str:
    reason = ask.data.get("reason")
    if reason not in CLERK_RELEASES:
        wanted = " or ".join(CLERK_RELEASES)
        refuse(
            "bad_data",
            f"理由应为 {wanted}，收到 {str(reason)[:64]!r}。",
            f"reason must be {wanted}, got {str(reason)[:64]!r}.",
        )
    if reason == "idle" and ask.case.state != "new":
        at = ask.when(ask.case.dispatched_at)
        refuse(
            "wrong_state",
            f"该案件已于 {at} 分拨，认领保持到结案、释放或交班。",
            f"This case was dispatched at {at}; its owner keeps it until it ends, or the shift does.",
        )
    return str(reason)


def escalate(ask: CommandContext) -> Decided:
    levels, case = ask.book.areas.levels, ask.case
    at = levels.index(case.level) if case.level in levels else len(levels) - 1
    if at == 0:
        top = LEVEL_WORDS.get(levels[0], levels[0])
        refuse(
            "top_level",
            f"该案件已由最高层级（{top}）负责，无法再上报。",
            f"The top level, {levels[0]}, owns this case already; it cannot go higher.",
        )
    wanted = ask.data.get("level") or levels[at - 1]
    if wanted not in levels[:at]:
        above = ", ".join(levels[:at])
        refuse(
            "bad_level",
            f"层级应高于 {case.level}：{above}，收到 {str(wanted)[:64]!r}。",
            f"level must be above {case.level}: {above}; got {str(wanted)[:64]!r}.",
        )
    return Decided("escalated", {"level": wanted, "reason": ask.text("reason", needed=True)})


def ring(ask: CommandContext) -> Decided:
    """A step of the ladder has rung: written down so that it rings once."""
    if ask.case.owner is not None:
        refuse(ask.owned().code, ask.owned().zh, ask.owned().en)
    return Decided("rung", {"step": ask.whole("step", ask.case.rung + 1, 100)})
