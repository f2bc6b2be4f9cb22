"""Who did what to a case, in a sentence, for whoever wanted to do something to it at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from city.cases.case import Happened
from city.live import LiveCity
from city.sight import NAMELESS, OUTSIDER, Sight
from dashboard.console.console_presence import seat_name

DEEDS = {
    "filed": ("立案", "filed it"),
    "acknowledged": ("已确认", "acknowledged it"),
    "claimed": ("认领了此案", "claimed it"),
    "released": ("释放了此案", "released it"),
    "dispatched": ("已分拨", "dispatched it"),
    "advised": ("已劝导办结", "advised on the spot"),
    "accepted": ("已接单", "accepted it"),
    "declined": ("已拒单", "declined it"),
    "arrived": ("已到场", "arrived"),
    "handled": ("开始处置", "began to handle it"),
    "fed_back": ("已反馈", "fed back"),
    "handed_back": ("已退回", "handed it back"),
    "verified": ("已核查通过", "verified it"),
    "failed": ("核查未通过", "found it not put right"),
    "closed": ("已结案", "closed it"),
    "asked": ("提出了申请", "asked for something that needs approval"),
    "approved": ("批准了申请", "approved what was asked"),
    "denied": ("驳回了申请", "denied what was asked"),
    "resumed": ("恢复了计时", "let its clock run again"),
    "escalated": ("上报了上级", "escalated it"),
    "noted": ("添加了备注", "added a note"),
    "located": ("改了位置", "gave it a place"),
    "sorted": ("改了事项", "gave it an item"),
    "targeted": ("按录制设定了时限", "gave it the recording's deadline"),
    "merged": ("已并入另一案件", "merged it into another"),
    "unmerged": ("撤销了并案", "undid its merging"),
    "reopened": ("重新打开了此案", "reopened it"),
    "unanswered": ("标记为无人应答", "marked it unanswered"),
    "rung": ("已催办", "rang for it"),
}
CLERK = ("系统", "the system")
REPLAY = ("回放", "the replay")


def told_since(live: LiveCity, happened: Sequence[Happened], sight: Sight) -> tuple[str, str]:
    """What came between, the newest last; three at most."""
    newest = happened[-3:]
    actors = [who(live, sight.actor(each.type, each.actor, live.matters.departments)) for each in newest]
    zh = "；".join(f"{actor[0]}{deed(each.type)[0]}" for actor, each in zip(actors, newest, strict=True))
    en = "; ".join(f"{actor[1]} {deed(each.type)[1]}" for actor, each in zip(actors, newest, strict=True))
    return f"刚才{zh}，您的操作未执行。", f"Just now {en}; what you wanted was not done."


def said(live: LiveCity, happened: Sequence[Happened]) -> tuple[str, str]:
    """Who did what, as the record has it, in Chinese and English."""
    zh = "；".join(who(live, each.actor)[0] + deed(each.type)[0] for each in happened)
    return zh, "; ".join(f"{who(live, each.actor)[1]} {deed(each.type)[1]}" for each in happened)


def deed(type: str) -> tuple[str, str]:
    return DEEDS.get(type, (f"执行了 {type}", f"did {type!r}"))


def who(live: LiveCity, actor: str | None) -> tuple[str, str]:
    """A seat, a person of the roster, a department, or the id as it is."""
    if actor in ("clerk", "replay"):
        return CLERK if actor == "clerk" else REPLAY
    if actor is None or actor == NAMELESS:
        return OUTSIDER
    known = live.roster.get(actor) or live.matters.departments.get(actor)
    return (known.name, known.name_en or known.name) if known else seat_name(actor)
