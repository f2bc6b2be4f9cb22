"""What needs eyes first, in every feed, queue and list: a call for help until somebody is on the spot, what
somebody above waits to be told of, what is overdue, what is urgent and nobody has begun, what nobody has,
what is in hand, what has ended. Within each the order is:

    sos         not acknowledged before acknowledged, then the longest call first
    ordered     the earliest time to answer first
    overdue     the earliest deadline first
    urgent, unclaimed, ended    the newest first
    in_hand     the next deadline first

Pages judge the same by the server's clock (assets/core/case_status.mjs); a test holds the two together."""

from __future__ import annotations

from city.cases.case import Case

ATTENTION = ("sos", "ordered", "overdue", "urgent", "unclaimed", "in_hand", "ended")
SOS, ORDERED, OVERDUE, URGENT, UNCLAIMED, IN_HAND, ENDED = range(len(ATTENTION))
NOT_BEGUN = ("new", "dispatched")


def standing(case: Case) -> int:
    """The index in ATTENTION, its deadline left aside: that is time's."""
    if not case.open:
        return ENDED
    if case.calling:
        return SOS
    if case.reply_by is not None:
        return ORDERED
    if case.urgent and case.state in NOT_BEGUN:
        return URGENT
    return UNCLAIMED if case.state == "new" and case.owner is None else IN_HAND


def attention(case: Case, now: int) -> str:
    """The reason to look at it, one of ATTENTION."""
    found = standing(case)
    late = case.open and case.due is not None and case.due < now
    return ATTENTION[OVERDUE if late and found > OVERDUE else found]
