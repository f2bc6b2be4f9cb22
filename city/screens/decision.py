"""What every decision about screens is given and gives; how each looks things up and refuses. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from city.areas.areas import Areas
from city.cases.refusal import Name, refuse
from city.screens.plan import Plan
from city.screens.screen import EDITORS, Screen
from city.screens.stack import Stack


@dataclass(frozen=True, slots=True)
class Moment:
    """Who asks for something, of which plan, when (epoch ms). `id` is the command's, and what it makes bears
    it. `called(account)`: how people call somebody."""

    plan: Plan
    areas: Areas
    account: str
    role: str
    scope: str
    now: int
    id: str
    called: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Decision:
    """`changes` by subject; `done` and `data` are what the log of the wall says of it."""

    done: str
    changes: Mapping[str, Any]
    data: Mapping[str, Any] = field(default_factory=dict)


def screen_of(at: Moment, id: str) -> Screen:
    """One that hangs in the scope of whoever asks: of others nobody is told whether they are there."""
    screen = at.plan.screens.get(id)
    if screen is None or screen.area not in at.areas or not at.areas.within(screen.area, at.scope):
        refuse("unknown_screen")
    return screen


def pushable(at: Moment, id: str) -> Screen:
    """A screen that whoever asks may put something on."""
    screen = screen_of(at, id)
    if not screen.takes_from(at.role):
        refuse("not_cleared", screen=Name(screen.name))
    return screen


def check_editor(at: Moment, area: str) -> None:
    """Whether whoever asks may change what belongs to this area."""
    if at.role not in EDITORS:
        refuse("not_an_editor")
    if area not in at.areas or not at.areas.within(area, at.scope):
        refuse("area_elsewhere")


def check_revision(held: int, known: int) -> None:
    if held != known:
        refuse("edited_meanwhile")


def name_of(text: str, longest: int = 64) -> str:
    """Without needless blanks."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= longest or not name.isprintable():
        refuse("unfit_text", longest=longest)
    return name


def between(what: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        refuse("out_of_bounds", what=Name(what), low=low, high=high)


def stacked(at: Moment, screen: str, **values: Any) -> Mapping[str, Stack]:
    """The change of a screen's stack; leases that are over go with it."""
    stack = at.plan.stack(screen)
    values.setdefault("pushes", stack.live(at.now))
    return {f"stack:{screen}": replace(stack, revision=stack.revision + 1, **values)}
