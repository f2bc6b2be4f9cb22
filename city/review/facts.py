"""What is kept of each case to compare days by: whole numbers, and codes of what it belonged to."""

from __future__ import annotations

from dataclasses import dataclass

from city.cases.case import STATES, Case
from city.matters import Matters

FACT_CODES = ("place", "item", "category", "department", "channel", "person")
FACT_NUMBERS = ("revision", "state", "urgent", "sos", "returned", "reopened")
FACT_TIMES = (
    "filed",
    "received",
    "first_response",
    "dispatched",
    "fed_back",
    "verified",
    "closed",
    "ended",
    "due",
)
ALWAYS = frozenset({"filed", "received"})  # of the times
STATE_NUMBER = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`codes` in the order of FACT_CODES, "" for none; `numbers` of FACT_NUMBERS; `times` of FACT_TIMES, in
    epoch ms."""

    case: str
    codes: tuple[str, ...]
    numbers: tuple[int, ...]
    times: tuple[int | None, ...]


def facts_of(case: Case, matters: Matters) -> CaseFacts:
    """As the case is now. `matters`: of the day it was filed on.

    A case belongs to the department it was sent to, or else to its item's; to the person it was sent to last.
    """
    item, sent = matters.items.get(case.item), case.assignment
    department = (sent.department if sent else None) or (item.department if item else None)
    person = sent.inspector if sent else None
    codes = ("/".join(case.place), case.item, item.category if item else "", department, case.channel, person)
    numbers = (
        case.revision,
        STATE_NUMBER[case.state],
        case.urgent,
        case.sos,
        case.returned,
        case.reopened,
    )
    times = (
        case.filed,
        case.received,
        case.first_response,
        case.dispatched_at,
        case.fed_back_at,
        case.verified_at,
        case.closed_at,
        case.ended_at,
        case.due,
    )
    return CaseFacts(case.id, tuple(code or "" for code in codes), tuple(map(int, numbers)), times)
