"""What citizens are told of cases, in the words of Open311: which cases go out, how each stands, what became
of it and when. Knows no person and no text of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from city.cases.case import Case, Happened
from city.cases.filing import ADVISED

CHANNEL = "open311"
OPEN, CLOSED = "open", "closed"
# each state as the updates that FixMyStreet reads call it
UPDATE_STATUS = {
    "new": "OPEN",
    "dispatched": "ACTION_SCHEDULED",
    "handling": "IN_PROGRESS",
    "fed_back": "IN_PROGRESS",
    "verified": "IN_PROGRESS",
    "closed": "FIXED",
    "advised": "FIXED",
    "void": "NO_FURTHER_ACTION",
    "merged": "DUPLICATE",
}
_LEADS_TO = {
    "dispatched": "dispatched",
    "failed": "dispatched",
    "arrived": "handling",
    "handled": "handling",
    "fed_back": "fed_back",
    "verified": "verified",
    "closed": "closed",
    "advised": "advised",
    "merged": "merged",
    "reopened": "new",
    "declined": "new",
    "handed_back": "new",
}
_OF_AN_INSPECTION = ("arrived", "declined", "handed_back")  # where the case waits to be looked at
_GRANTED = {"return": "new", "void": "void"}


@dataclass(frozen=True, slots=True)
class Change:
    """The case came to stand so: `state` is ours, `time` epoch ms."""

    revision: int
    time: int
    state: str

    @property
    def status(self) -> str:
        return UPDATE_STATUS[self.state]


def goes_out(case: Case) -> bool:
    """Calls for help, and what nobody has found a matter for yet, are no business of citizens."""
    return not case.sos and not case.to_sort


def request_id(case: Case) -> str:
    """The one its sender was answered, which was there before the case; of all others the case's own. A
    second case under one report's id has its own too."""
    given = case.report if case.channel == CHANNEL and case.resend_of is None else None
    return given or case.id


def status(case: Case) -> str:
    return OPEN if case.open else CLOSED


def changes(case: Case, history: Sequence[Happened]) -> list[Change]:
    """How it came to stand otherwise for citizens, the oldest first."""
    found: list[Change] = []
    state = before = "new"
    for each in history:
        was, state = state, _after(case, state, before, each)
        if state == "merged" and was != "merged":
            before = was
        if UPDATE_STATUS[state] != UPDATE_STATUS[was]:
            found.append(Change(each.revision, each.time, state))
    return found


def _after(case: Case, state: str, before: str, each: Happened) -> str:
    if each.type == "filed":
        return "advised" if case.outcome == ADVISED else state
    if each.type == "unmerged":
        return before
    if each.type == "approved":
        return _GRANTED.get(str(each.data.get("what")), state)
    if state == "fed_back" and each.type in _OF_AN_INSPECTION:
        return state
    return _LEADS_TO.get(each.type, state)
