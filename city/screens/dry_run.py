"""What a rule would have shown of cases that were: tried before it is switched on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from city.cases.case import Case
from city.screens.screen import Screen
from city.screens.screen_rule import CategoryOf, ScreenRule
from city.screens.stack import MOST_OF_RULES


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
    rule: ScreenRule, screen: Screen, cases: Iterable[Case], now: int, category_of: CategoryOf
) -> Trial:
    """Of each case from when it came in, by what is known of it now; what goes on is counted up to `now`."""
    shown = []
    for case in cases:
        at, until = rule.span(case)
        if screen.area in case.place and rule.concerns(case, category_of) and at < min(until, now):
            shown.append(Shown(case.id, at, min(until, now)))
    shown.sort(key=lambda each: (each.at, each.case))
    shown = _crowded(shown)
    return Trial(tuple(shown), _together(shown) // 1000, _most(shown))


def _crowded(shown: list[Shown]) -> list[Shown]:
    """A newer one ends the oldest where there are more than the screen keeps."""
    kept: list[Shown] = []
    running: list[int] = []  # of those kept, the oldest first
    for each in shown:
        running = [at for at in running if kept[at].until > each.at]
        if len(running) >= MOST_OF_RULES:
            first = running.pop(0)
            kept[first] = replace(kept[first], until=each.at)
        running.append(len(kept))
        kept.append(each)
    return kept


def _together(shown: Iterable[Shown]) -> int:
    """Milliseconds in which at least one is shown."""
    total, reached = 0, 0
    for each in shown:
        total += max(0, each.until - max(each.at, reached))
        reached = max(reached, each.until)
    return total


def _most(shown: Iterable[Shown]) -> int:
    steps = sorted([(each.at, 1) for each in shown] + [(each.until, -1) for each in shown])
    most = running = 0
    for _, step in steps:
        running += step
        most = max(most, running)
    return most
