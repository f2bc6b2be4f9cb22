"""What hangs where: screens that come, change and go. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from city.cases.refusal import refuse
from city.screens.decision import Decision, Moment, between, check_editor, check_revision, name_of, screen_of
from city.screens.screen import CLEARANCES, LARGEST_WALL, Part, Screen

FARTHEST, LARGEST = 60, 800  # metres, inches
MOST_ROWS = 20  # of screens in a room, and columns
MOST_SCREENS = 500


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
    elif len(at.plan.screens) >= MOST_SCREENS:
        refuse("too_many_screens", most=MOST_SCREENS)
    screen = _checked(at, asked, held.revision + 1 if held else 1)
    changes = {f"screen:{screen.id}": screen}
    return Decision("changed" if held else "hung", changes, {"room": screen.room, "area": screen.area})


def take_down(at: Moment, asked: TakeDown) -> Decision:
    screen = screen_of(at, asked.screen)
    check_editor(at, screen.area)
    return Decision("taken_down", {f"screen:{screen.id}": None, f"stack:{screen.id}": None})


def _checked(at: Moment, asked: Hang, revision: int) -> Screen:
    between("row", asked.row, 1, MOST_ROWS)
    between("column", asked.column, 1, MOST_ROWS)
    between("distance", asked.distance, 0, FARTHEST)
    between("panel", asked.panel, 0, LARGEST)
    if asked.clearance not in CLEARANCES:
        refuse("bad_clearance")
    if asked.programme and asked.programme not in at.plan.programmes:
        refuse("unknown_programme")
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
