"""The table of commands: who may give which, in which states, and what it writes. docs/case-commands.md is
printed from it (`python -m city.cases.table`)."""

from city.cases.command import Rule
from city.cases.effects import EFFECTS

OFFICERS = ("officer", "head")
LEADERS = (*OFFICERS, "leader")
FIELD = ("field", "department")
CLERK = ("clerk",)
REPLAY = ("replay",)  # a recording speaks: in a world of its own, and no session has this role
ROLE_WORDS = {
    "officer": "值班员",
    "head": "值班长",
    "leader": "带班领导",
    "operator": "大屏操作员",
    "field": "处置人员",
    "department": "部门",
    "clerk": "系统",
    "replay": "回放",
}


def _rule(
    roles: tuple[str, ...],
    owner: str,
    events: str,
    data: str,
    zh: str,
    en: str,
    states: tuple[str, ...] = (),
) -> Rule:
    """The states are those its event fits to, unless told."""
    fits = states or EFFECTS[events.split()[0]].states
    return Rule(fits, roles, owner, tuple(events.split()), data, zh, en)


COMMANDS: dict[str, Rule] = {
    "acknowledge": _rule(
        (*LEADERS, "operator"),
        "",
        "acknowledged",
        "",
        "确认紧急求助或紧急案件",
        "take note of a call for help or an urgent case",
        EFFECTS["claimed"].states,
    ),
    "claim": _rule(
        OFFICERS,
        "free",
        "claimed",
        "",
        "认领无人负责的案件",
        "take a case that is nobody's",
    ),
    "release": _rule(
        (*LEADERS, *CLERK),
        "",
        "released",
        "reason?",
        "释放：本人，或值班长说明理由，或系统（闲置、交班）",
        "let go: its owner, a head with a reason, the clerk (idle, shift_over)",
    ),
    "dispatch": _rule(
        OFFICERS,
        "free",
        "dispatched",
        "inspector or department, note?",
        "分拨给人员或部门；无人认领的案件随之认领",
        "send a person or a department; claims a case that is nobody's",
    ),
    "advise": _rule(
        OFFICERS,
        "free",
        "advised",
        "note?",
        "记为当场劝导，即告结束",
        "put right by persuasion, and so finished",
    ),
    "accept": _rule(
        FIELD,
        "sent",
        "accepted",
        "dispatch, lat?, lon?",
        "接受分拨",
        "take on the dispatch",
    ),
    "decline": _rule(
        FIELD,
        "sent",
        "declined",
        "dispatch, reason, lat?, lon?",
        "拒绝尚未接受的分拨",
        "turn down a dispatch that is not accepted yet",
    ),
    "arrive": _rule(
        FIELD,
        "sent",
        "arrived",
        "dispatch, lat?, lon?",
        "到达现场（视为已接受、处置中）",
        "be there; counts as accepted and handling",
    ),
    "handle": _rule(
        FIELD,
        "sent",
        "handled",
        "dispatch, lat?, lon?",
        "开始处置（视为已接受）",
        "begin to handle; counts as accepted",
    ),
    "feed_back": _rule(
        FIELD,
        "sent",
        "fed_back",
        "dispatch, text?, photos?, lat?, lon?",
        "反馈处理结果",
        "tell what was done; counts as accepted",
    ),
    "hand_back": _rule(
        FIELD,
        "sent",
        "handed_back",
        "dispatch, reason, lat?, lon?",
        "退回分拨并说明理由",
        "give the dispatch back with a reason",
    ),
    "unanswered": _rule(
        CLERK,
        "",
        "unanswered",
        "dispatch",
        "到时未应答",
        "nobody has answered in time",
    ),
    "verify": _rule(
        OFFICERS,
        "free",
        "verified failed",
        "ok, note?, reason when not ok",
        "核查：通过，或说明理由后重新分拨给原处置方",
        "check on site: good, or sent to the same again with a reason",
    ),
    "close": _rule(
        (*OFFICERS, *REPLAY),
        "own",
        "closed",
        "note?",
        "结案；已确认的紧急求助可附说明直接结案；回放按录制结案，附说明",
        "finish; an acknowledged SOS that is new too, with a note; a replay what is nobody's, too",
    ),
    "target": _rule(
        REPLAY,
        "",
        "targeted",
        "due",
        "按录制设定时限",
        "give it the deadline a recording tells",
    ),
    "ask": _rule(
        OFFICERS,
        "own",
        "asked",
        "what, reason, hours or until",
        "申请退回、作废、延期（小时数）或缓办（恢复时间）",
        "ask for return, void, extend (hours) or defer (until)",
    ),
    "approve": _rule(
        LEADERS,
        "",
        "approved",
        "what?",
        "批准（须非申请人）",
        "agree to what somebody else has asked for",
    ),
    "deny": _rule(
        LEADERS,
        "",
        "denied",
        "what?, reason?",
        "驳回，或由申请人撤回",
        "refuse what was asked for, or take one's own wish back",
    ),
    "resume": _rule(
        (*OFFICERS, *CLERK),
        "own",
        "resumed",
        "",
        "恢复计时：本人，或到期由系统恢复",
        "let the clock run on: its owner, or the clerk when the time has come",
    ),
    "escalate": _rule(
        (*LEADERS, *CLERK),
        "free",
        "escalated",
        "level?, reason",
        "上报上一级，由其重新认领",
        "hand up to the level above, which must claim it",
    ),
    "note": _rule(
        (*LEADERS, *CLERK),
        "",
        "noted",
        "text",
        "备注",
        "write something down",
    ),
    "locate": _rule(
        OFFICERS,
        "",
        "located",
        "lat and lon, or area",
        "确定位置",
        "say where it is",
    ),
    "sort": _rule(
        OFFICERS,
        "",
        "sorted",
        "item",
        "确定事项，时限随之重算",
        "say what it is; its limit follows",
    ),
    "merge": _rule(
        OFFICERS,
        "free",
        "merged",
        "into",
        "并入另一未结案件",
        "the same as another open case",
    ),
    "unmerge": _rule(
        OFFICERS,
        "",
        "unmerged",
        "",
        "撤销并案，恢复原状态",
        "undo a merge: it is what it was",
    ),
    "reopen": _rule(
        OFFICERS,
        "",
        "reopened",
        "reason",
        "重新打开，时限重新起算",
        "take it up again; its clock starts anew",
    ),
    "ring": _rule(
        CLERK,
        "",
        "rung",
        "step",
        "催办到第几步",
        "a step of the ladder has rung",
    ),
}
