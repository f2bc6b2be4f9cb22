"""Who hears of a case that nobody takes: after how long, and at which area's consoles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from city.areas.areas import Areas
from city.cases.case import Case

RINGS = ("head", "leader")
WAITING = frozenset({"new", "fed_back", "verified"})  # the next move is an officer's
_STEP = re.compile(r"(\d{1,6}) ([a-z]+)")


class LadderError(ValueError):
    """What was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many seconds without an owner, and the role that hears of it then."""

    after_s: int
    ring: str


class Seated(Protocol):
    """Somebody on shift at an area's console."""

    @property
    def area(self) -> str: ...


def read_ladder(text: str) -> tuple[Step, ...]:
    """`60 head, 90 leader` as steps; nothing at all is a ladder without steps. Raises LadderError."""
    steps: list[Step] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _STEP.fullmatch(part)
        if not found or found[2] not in RINGS:
            roles = " or ".join(RINGS)
            raise LadderError(f"must be seconds and {roles}, as in '60 head, 90 leader', got {part!r}")
        steps.append(Step(int(found[1]), found[2]))
        if len(steps) > 1 and steps[-1].after_s <= steps[-2].after_s:
            raise LadderError(f"must rise in time, got {text!r}")
    return tuple(steps)


def due_steps(case: Case, now: int, ladder: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps whose time has come and that have not rung for this case yet (`case.rung` have).

    The claim clock starts when the report reached us or, later, when its owner let go of it. It runs while
    nobody owns the case and the next move is an officer's: new, fed back, verified or unanswered."""
    since = waiting_since(case)
    if since is None:
        return ()
    return tuple(step for step in ladder[case.rung :] if now - since >= step.after_s * 1000)


def claim_by(case: Case, ladder: tuple[Step, ...]) -> int | None:
    """Until when somebody should claim it, before the ladder's first step rings; None when nobody need."""
    since = waiting_since(case)
    return None if since is None or not ladder else since + ladder[0].after_s * 1000


def waiting_since(case: Case) -> int | None:
    """Since when its claim clock runs; None while it does not."""
    if case.owner is not None or case.paused is not None:
        return None
    if case.state not in WAITING and not (case.open and case.unanswered):
        return None
    return max(case.received, case.unowned_at or 0)


def owning_area(case: Case, seats: Iterable[Seated], areas: Areas) -> str:
    """The area whose consoles own the case: of the case's level, or the next above it where somebody is on
    shift; when nobody is anywhere, that of its level. A case that lies in no area of its level is the lowest
    one's above."""
    path = [areas[code] for code in case.place]
    depth = areas.levels.index(case.level) if case.level in areas.levels else 0
    owners = [area for area in path if areas.levels.index(area.level) <= depth] or path[:1]
    manned = {seat.area for seat in seats}
    return next((area.code for area in reversed(owners) if area.code in manned), owners[-1].code)
