"""The ladder as a rule is written: after how many seconds without an owner who hears of a case."""

from __future__ import annotations

import re
from dataclasses import dataclass

RINGS = ("head", "leader")
_STEP = re.compile(r"(\d{1,6}) ([a-z]+)")


class LadderError(ValueError):
    """What was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many seconds without an owner, and the role that hears of it then."""

    after_s: int
    ring: str


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
