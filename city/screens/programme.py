"""Programmes: scenes one after the other. Which of them is due is found where it is shown, so that a
screen goes on without a server. Pure."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST, LONGEST = 5, 86_400  # seconds a scene stays
MOST_STEPS = 16  # a socket takes no longer list
MEASURES = ("sos", "overdue", "open", "unlocated")  # counters by which a scene is quiet: 0 of them
DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Step:
    """`seconds` it stays. `first`, `last`: minutes of the local day between which it is shown, past midnight
    where `last` is the smaller; both 0: all day. `measure`: a counter of its area: at 0 the step is passed
    over, above it stays up to `stay` seconds."""

    scene: str
    seconds: int = 30
    first: int = 0
    last: int = 0
    measure: str = ""
    stay: int = 0


@dataclass(frozen=True, slots=True)
class Programme:
    """`draft`: steps that were saved and not published yet; `edited_by` whose they are."""

    id: str
    name: str
    steps: tuple[Step, ...] = ()
    draft: tuple[Step, ...] | None = None
    edited_by: str = ""
    area: str = ""  # whose people may change it
    revision: int = 1
