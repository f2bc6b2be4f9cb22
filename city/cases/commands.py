"""The table of commands, in the order in which a console offers them: the usual next step first. Each row
says all there is to say of who may give it; docs/case-commands.md is printed from it, and the browser reads
it as assets/core/contract.mjs."""

from city.cases.command import Act, Rule
from city.cases.effects import EFFECTS

ROLES = ("officer", "head", "leader", "operator", "field", "department", "clerk", "partner", "replay")
SEATED = ("officer", "head", "leader")  # at a console
OFFICERS = ("officer", "head")
LEADING = ("head", "leader")  # grant what is asked for, and let go of what others own
LEADERS = SEATED
FIELD = ("field", "department")
CLERK = ("clerk",)
PARTNER = ("partner",)  # another system with a key of its own, which says something of what it reported
REPLAY = ("replay",)  # a recording speaks: in a world of its own, and no session has this role
# what one person may only ask for and a second one approves, and the conditions it rests on, then and now
WISHES: dict[str, tuple[str, ...]] = {
    "return": (),
    "void": ("heard",),
    "extend": ("clock_runs",),
    "defer": ("clock_runs",),
}


def _rule(
    events: str,
    roles: tuple[str, ...],
    owner: str = "",
    data: str = "",
    when: str = "",
    acts: tuple[Act, ...] = (),
    states: tuple[str, ...] = (),
) -> Rule:
    """The states are those its event fits to, unless told."""
    fits = states or EFFECTS[events.split()[0]].states
    return Rule(fits, roles, owner, tuple(events.split()), data, tuple(when.split()), acts)


_OPEN = EFFECTS["claimed"].states
_SAID = "dispatch, lat?, lon?"  # which dispatch, and where whoever says it is
COMMANDS: dict[str, Rule] = {
    "acknowledge": _rule(
        "acknowledged",
        (*LEADERS, "operator"),
        when="urgent unacknowledged",
        acts=(Act("acknowledge", "A"),),
        states=_OPEN,
    ),
    "approve": _rule(
        "approved", LEADING, data="what?", when="asked second_person grantable", acts=(Act("approve", "P"),)
    ),
    "deny": _rule(
        "denied",
        LEADERS,
        data="what?, reason?",
        when="asked own_or_leading",
        acts=(Act("withdraw", when=("own_wish",)), Act("deny", "Shift P", when=("second_person",))),
    ),
    "reply": _rule("replied", OFFICERS, "own", "text", "ordered", (Act("reply", "Y"),)),
    "claim": _rule("claimed", OFFICERS, "free", when="not_mine", acts=(Act("claim", "A"),)),
    "take_over": _rule(
        "taken_over",
        OFFICERS,
        data="reason",
        when="owned not_mine calling",
        acts=(Act("take_over", "A"),),
        states=("new", "dispatched", "handling"),
    ),
    "dispatch": _rule(
        "dispatched",
        OFFICERS,
        "free",
        "inspector or department, note?",
        acts=(Act("send", "Enter"), Act("departments", "D")),
    ),
    "verify": _rule(
        "verified failed",
        OFFICERS,
        "free",
        "ok, note?, photos?: without evidence yet one of the two; when not ok reason, photos?",
        acts=(Act("verify", "V"), Act("fail", "Shift V", ("assigned",))),
    ),
    "inspect": _rule("inspecting", OFFICERS, "free", "inspector, note?", acts=(Act("inspect", "I"),)),
    "close": _rule(
        "closed",
        (*OFFICERS, *REPLAY),
        "own",
        "note?; replay: recorded",
        when="checked heard",
        acts=(Act("close", "X"),),
    ),
    "advise": _rule("advised", OFFICERS, "free", "note?", when="heard no_call", acts=(Act("advise"),)),
    "resume": _rule("resumed", (*OFFICERS, *CLERK), "own", when="paused", acts=(Act("resume"),)),
    "ask": _rule(
        "asked",
        OFFICERS,
        "own",
        "what, reason, hours or until",
        when="not_asked",
        acts=(Act("return", "R"),),
    ),
    "urge": _rule("urged", LEADING, data="note?", when="held urge_due", acts=(Act("urge", "H"),)),
    "supervise": _rule(
        "supervised", LEADING, data="text, answer_by", when="no_order not_mine", acts=(Act("supervise", "W"),)
    ),
    "withdraw_order": _rule(
        "order_withdrawn",
        LEADING,
        data="reason",
        when="ordered own_order",
        acts=(Act("withdraw_order", "W"),),
    ),
    "escalate": _rule(
        "escalated",
        (*LEADERS, *CLERK),
        "free",
        "level?, reason",
        when="below_top",
        acts=(Act("escalate", "E"),),
    ),
    "release": _rule(
        "released", (*LEADERS, *CLERK), "led", "reason", when="owned", acts=(Act("release", "U"),)
    ),
    "reopen": _rule("reopened", OFFICERS, data="reason", acts=(Act("reopen"),)),
    "unmerge": _rule("unmerged", OFFICERS, acts=(Act("unmerge", "M"),)),
    "note": _rule("noted", (*LEADERS, *CLERK, *PARTNER), data="text", acts=(Act("note", "N"),)),
    "locate": _rule("located", OFFICERS, data="lat and lon, or area", acts=(Act("locate", "L"),)),
    "sort": _rule("sorted", OFFICERS, data="item", when="no_call not_paused", acts=(Act("sort", "S"),)),
    "merge": _rule("merged", OFFICERS, "free", "into", when="heard", acts=(Act("merge", "M"),)),
    "accept": _rule("accepted", FIELD, "sent", _SAID),
    "decline": _rule("declined", FIELD, "sent", "dispatch, reason, lat?, lon?"),
    "arrive": _rule("arrived", FIELD, "sent", _SAID),
    "handle": _rule("handled", FIELD, "sent", _SAID),
    "feed_back": _rule(
        "fed_back inspected",
        FIELD,
        "sent",
        "dispatch, text?, photos?, lat?, lon?; of an inspection ok",
        states=(*EFFECTS["fed_back"].states, *EFFECTS["inspected"].states),
    ),
    "hand_back": _rule("handed_back", FIELD, "sent", "dispatch, reason, lat?, lon?"),
    "unanswered": _rule("unanswered", CLERK, data="dispatch"),
    "ring": _rule("rung", CLERK, data="step"),
    "target": _rule("targeted", REPLAY, data="due", when="not_paused"),
}
