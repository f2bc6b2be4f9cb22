"""Whether somebody may write a note, sign, or accept: decided on an area's shifts, refused in a sentence.

The key of what is decided comes from its cause: of two who sign the same shift one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from city.access.roles import HEAD, OFFICER
from city.cases.refusal import refuse
from city.handover.handovers import ACCEPTED, LATE, NOTED, SIGNED, Handover, Shifts
from city.handover.sheet import Sheet

TEXT_LONGEST = 280  # characters of a note
MOST_NOTES = 60  # of one shift
ON_DUTY = (OFFICER, HEAD)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the event says, and its key."""

    type: str
    key: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who asks: an account, or a seat where nobody signs in. `command`: the same again is the same."""

    id: str
    role: str
    command: str


def note(shifts: Shifts, hand: Hand, text: str) -> Decided:
    _on_duty(hand)
    text = " ".join(text.split())
    if not 0 < len(text) <= TEXT_LONGEST or not text.isprintable():
        refuse("bad_text", "handover_text", most=TEXT_LONGEST)
    if len(shifts.notes) >= MOST_NOTES:
        refuse("too_many", "handover_full", most=MOST_NOTES)
    return Decided(NOTED, f"noted:{shifts.area}:{hand.id}:{hand.command}", {"text": text})


def sign(shifts: Shifts, hand: Hand, sheet: Sheet, now: int, minutes: int) -> Decided:
    """`minutes` within which the last one should have been accepted: after that a new one replaces it."""
    if hand.role != HEAD:
        refuse("not_allowed", "handover_not_head")
    last, waits = shifts.last, shifts.waiting
    if waits is not None and not waits.late(now, minutes):
        refuse("signed", "handover_signed", by=waits.by, at=waits.at)
    before = last.number if last else 0
    return Decided(SIGNED, f"signed:{shifts.area}:{before}", sheet.frozen(last.at if last else None))


def accept(shifts: Shifts, hand: Hand, number: int) -> Decided:
    _on_duty(hand)
    found = shifts.numbered(number)
    if found is None:
        refuse("unknown", "handover_unknown")
    if found.accepted_at is not None:
        refuse("accepted", "handover_accepted", by=found.accepted_by, at=found.accepted_at)
    if found.replaced:
        refuse("replaced", "handover_replaced")
    if found.by == hand.id:
        refuse("same_person", "handover_same")
    return Decided(ACCEPTED, f"accepted:{shifts.area}:{number}", {"handover": number})


def late(found: Handover) -> Decided:
    """By the clerk alone."""
    return Decided(LATE, f"late:{found.area}:{found.number}", {"handover": found.number})


def _on_duty(hand: Hand) -> None:
    if hand.role not in ON_DUTY:
        refuse("not_allowed", "handover_not_on_duty")
