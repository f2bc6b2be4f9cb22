"""What hangs where: screens that come, change and go. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.content import SCENE
from city.screens.decision import (
    Decision,
    Moment,
    between,
    check_editor,
    check_fit,
    check_revision,
    fits,
    home,
    name_of,
    screen_of,
    seen,
    stacked,
)
from city.screens.screen import CLEARANCES, LARGEST_WALL, WIDEST_GAP, Part, Screen
from city.screens.stack import Push, Stack

FARTHEST, LARGEST = 60, 800  # metres, inches
MOST_ROWS = 20  # of screens in a room, and columns
MOST_SCREENS = 500
ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Hang:
    """Where a screen hangs and how it is read. `id` is its account's. Fields as of Screen."""

    id: str
    name: str
    room: str
    area: str
    row: int = 1
    column: int = 1
    programme: str = ""
    distance: float = 0.0
    panel: float = 0.0
    clearance: str = "all"
    part: Part | None = None
    revision: int = 0  # known to whoever changes it; 0: it is new


@dataclass(frozen=True, slots=True)
class TakeDown:
    screen: str


def hang(at: Moment, asked: Hang) -> Decision:
    """A new screen, or one that hangs and is changed."""
    held = at.plan.screens.get(asked.id)
    check_editor(at, asked.area)
    if held is not None:
        screen_of(at, asked.id)
        check_revision(held.revision, asked.revision)
    elif asked.revision:
        refuse("unknown_screen")  # it was taken down meanwhile
    elif not ID.fullmatch(asked.id):
        refuse("unknown_screen")
    elif len(at.plan.screens) >= MOST_SCREENS:
        refuse("too_many_screens", most=MOST_SCREENS)
    screen = _checked(at, asked, held.revision + 1 if held else 1)
    if held is not None and held.part == screen.part and _place(held) != _place(screen):
        screen = replace(screen, part=None)  # moved: it left its wall
    if held is None or _place(held)[:3] != _place(screen)[:3]:
        _check_free(at, screen)
    _check_programme(at, screen, held)
    changes = {f"screen:{screen.id}": screen, **_kept(at, screen)}
    data = {"screen": screen.id, "room": screen.room, "area": screen.area}
    return Decision("changed" if held else "hung", changes, data)


def take_down(at: Moment, asked: TakeDown) -> Decision:
    screen = screen_of(at, asked.screen)
    check_editor(at, home(at, screen.area))
    changes = {f"screen:{screen.id}": None, f"stack:{screen.id}": None}
    return Decision("taken_down", changes, {"screen": screen.id})


def _place(screen: Screen) -> tuple[str, int, int, str]:
    return screen.room, screen.row, screen.column, screen.area


def _check_free(at: Moment, screen: Screen) -> None:
    """Of those that whoever asks may know of none hangs in the same place: one would hide the other."""
    where = _place(screen)[:3]
    for other in at.plan.room(screen.room):
        seen_there = at.areas.within(home(at, other.area), at.scope)
        if other.id != screen.id and _place(other)[:3] == where and seen_there:
            room, row, column = where
            refuse("place_taken", screen=Name(other.name), room=Name(room), row=row, column=column)


def _kept(at: Moment, screen: Screen) -> Mapping[str, Stack]:
    """What was put on it and does not lie in the area where it hangs now goes."""
    live = at.plan.stack(screen.id).live(at.now)
    left = tuple(push for push in live if _may_stay(at, push, screen))
    return stacked(at, screen.id, pushes=left) if left != live else {}


def _may_stay(at: Moment, push: Push, screen: Screen) -> bool:
    """A scene may lie elsewhere than when it was put there."""
    scene = at.plan.scenes.get(push.content.id) if push.content.kind == SCENE else None
    areas = (push.content.area, scene.area if scene else "")
    return all(fits(at.areas, area, screen.area) for area in areas)


def _check_programme(at: Moment, screen: Screen, held: Screen | None) -> None:
    """One that whoever asks may know of, with nothing in it that lies beyond the screen."""
    if not screen.programme:
        return
    programme = at.plan.programmes.get(screen.programme)
    kept = held is not None and held.programme == screen.programme
    if programme is None or not (kept or seen(at, programme.area)):
        refuse("unknown_programme")
    check_fit(at, screen, (step.scene for step in programme.steps))


def _checked(at: Moment, asked: Hang, revision: int) -> Screen:
    between("row", asked.row, 1, MOST_ROWS)
    between("column", asked.column, 1, MOST_ROWS)
    between("distance", asked.distance, 0, FARTHEST)
    between("panel", asked.panel, 0, LARGEST)
    if asked.clearance not in CLEARANCES:
        refuse("bad_clearance")
    part = asked.part
    if part is not None:
        name_of(part.wall)
        for what, value, most in (
            ("rows", part.rows, LARGEST_WALL),
            ("columns", part.columns, LARGEST_WALL),
            ("row", part.row, part.rows),
            ("column", part.column, part.columns),
        ):
            between(what, value, 1, most)
        between("gap", part.gap, 0, WIDEST_GAP)
    fresh = Screen(asked.id, name_of(asked.name), name_of(asked.room), asked.area, revision=revision)
    return replace(
        fresh,
        row=asked.row,
        column=asked.column,
        programme=asked.programme,
        distance=asked.distance,
        panel=asked.panel,
        clearance=asked.clearance,
        part=part,
    )
