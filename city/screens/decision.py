"""What every decision about screens is given and gives; how each looks things up and refuses. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from city.areas.areas import Areas
from city.cases.refusal import Name, refuse
from city.screens.plan import Plan
from city.screens.screen import EDITORS, Screen
from city.screens.stack import MOST_OVER, Stack


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


class NothingError(Exception):
    """What was to be done is done, or not wanted any more: nothing is written."""


def home(at: Moment, area: str) -> str:
    """The area that something belongs to; the whole city where it has none, or one that is no more."""
    return area if area in at.areas else at.areas.root.code


def screen_of(at: Moment, id: str) -> Screen:
    """One that hangs in the scope of whoever asks: of others nobody is told whether they are there."""
    screen = at.plan.screens.get(id)
    if screen is None or not at.areas.within(home(at, screen.area), at.scope):
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
    """The change of a screen's stack. `pushes`: those whose lease runs; the others stay until the clerk has
    logged their end."""
    stack = at.plan.stack(screen)
    if "pushes" in values:
        values["pushes"] = (*stack.over(at.now)[-MOST_OVER:], *values["pushes"])
    return {f"stack:{screen}": replace(stack, revision=stack.revision + 1, **values)}


def fits(areas: Areas, area: str, screen: str) -> bool:
    """Whether what lies in `area` may be seen on a screen of this area; what lies in none fits on all."""
    return not area or (area in areas and screen in areas and areas.within(area, screen))


def seen(at: Moment, area: str) -> bool:
    """Whether whoever asks may know of what belongs to this area: to one in theirs, or around it."""
    owner = home(at, area)
    return at.areas.within(owner, at.scope) or at.areas.within(at.scope, owner)


def check_fit(at: Moment, screen: Screen, scenes: Iterable[str]) -> None:
    """Whether these scenes may be seen on this screen."""
    for id in scenes:
        scene = at.plan.scenes.get(id)
        if scene is not None and not fits(at.areas, scene.area, screen.area):
            refuse("beyond_screen", screen=Name(screen.name), area=area_named(at, screen.area))


def area_named(at: Moment, code: str) -> Name:
    if code not in at.areas:
        return Name(code)
    area = at.areas[code]
    return Name(area.name, area.name_en)
