"""What a rule would have shown of cases that were: tried before it is switched on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from city.cases.case import Case
from city.screens.screen import Screen
from city.screens.screen_rule import CategoryOf, ScreenRule
from city.screens.stack import MOST_OF_RULES

STRETCH = 200  # of cases, between two pauses
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Shown:
    """Epoch ms."""

    case: str
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Trial:
    """`shown` in the order in which they would have come. `seconds`: for how long the screen would have shown
    any of them. `most`: how many at once at the worst moment."""

    shown: tuple[Shown, ...]
    seconds: int
    most: int


def dry_run(
    rule: ScreenRule,
    screen: Screen,
    cases: Iterable[Case],
    now: int,
    category_of: CategoryOf,
    pause: Callable[[], object] = lambda: None,
) -> Trial:
    """Of each case from when it came in, by what is known of it now; what goes on is counted up to `now`.
    `pause` is called again and again: a city has thousands of cases a day."""
    shown = []
    for case in _pausing(cases, pause):
        at, until = rule.span(case)
        if screen.area in case.place and rule.concerns(case, category_of) and at < min(until, now):
            shown.append(Shown(case.id, at, min(until, now)))
    shown.sort(key=lambda each: (each.at, each.case))
    kept, most = _crowded(shown, pause)
    return Trial(tuple(kept), _together(kept, pause) // 1000, most)


def _pausing(things: Iterable[Thing], pause: Callable[[], object]) -> Iterator[Thing]:
    for number, thing in enumerate(things, 1):
        if number % STRETCH == 0:
            pause()
        yield thing


def _crowded(shown: Iterable[Shown], pause: Callable[[], object]) -> tuple[list[Shown], int]:
    """A newer one ends the oldest where there are more than the screen keeps. And how many there are at
    once at the worst moment."""
    kept: list[Shown] = []
    running: list[int] = []  # of those kept, the oldest first
    most = 0
    for each in _pausing(shown, pause):
        running = [at for at in running if kept[at].until > each.at]
        if len(running) >= MOST_OF_RULES:
            first = running.pop(0)
            kept[first] = Shown(kept[first].case, kept[first].at, each.at)
        running.append(len(kept))
        kept.append(each)
        most = max(most, len(running))
    return kept, most


def _together(shown: Iterable[Shown], pause: Callable[[], object]) -> int:
    """Milliseconds in which at least one is shown."""
    total, reached = 0, 0
    for each in _pausing(shown, pause):
        total += max(0, each.until - max(each.at, reached))
        reached = max(reached, each.until)
    return total
