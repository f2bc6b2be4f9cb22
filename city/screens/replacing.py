"""Whose push somebody else covered or ended: told to whoever had put it there. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from city.screens.plan import Changes, Plan
from city.screens.stack import PERSON, Push, Stack

COVERED, ENDED = "covered", "ended"


@dataclass(frozen=True, slots=True)
class Replaced:
    """`whose` push on which screen (its name and area then), by whom, when (epoch ms)."""

    whose: str
    push: str
    screen: str
    area: str
    how: str
    by: str
    at: int


def replaced(plan: Plan, changes: Changes, actor: str, now: int) -> list[Replaced]:
    """What `actor` did to the pushes of others; `plan` as it was before. One that lay on several screens of a
    wall is told once."""
    found: dict[str, Replaced] = {}
    for subject, after in changes.items():
        kind, _, id = subject.partition(":")
        screen = plan.screens.get(id)
        if kind != "stack" or screen is None:
            continue
        for push, how in _others(plan.stack(id), after or Stack(), actor, now):
            told = Replaced(push.by, push.id, screen.name, screen.area, how, actor, now)
            found.setdefault(push.id, told)
    return list(found.values())


def _others(before: Stack, after: Stack, actor: str, now: int) -> Iterator[tuple[Push, str]]:
    seen, top = before.top(now), after.top(now)
    covers = top is not None and top.rank == PERSON and top.by == actor
    left = {push.id for push in after.pushes}
    for push in before.live(now):
        if push.rank != PERSON or push.by == actor:
            continue
        if push.id not in left:
            yield push, ENDED
        elif covers and seen and seen.id == push.id:
            yield push, COVERED
