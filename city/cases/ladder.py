"""Who hears of a case that nobody takes: after how long, and at which area's consoles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from city.areas.areas import Areas
from city.cases.case import Case
from city.ladder_steps import Step

WAITING = frozenset({"new", "fed_back", "verified"})  # the next move is an officer's


class Seated(Protocol):
    """Somebody on shift at an area's console."""

    @property
    def area(self) -> str: ...


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
