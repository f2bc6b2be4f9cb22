"""Several screens as one wall: made of those that hang side by side, and taken apart again. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.decision import Decision, Moment, between, check_editor, home, screen_of
from city.screens.plan import Plan
from city.screens.screen import LARGEST_WALL, WIDEST_GAP, Part, Screen
from city.screens.stack import PERSON, Push


@dataclass(frozen=True, slots=True)
class MakeWall:
    """`screen` hangs at its upper left corner; the others are those of its room that hang right of it and
    below. `gap`: mm between the pictures of two neighbours."""

    screen: str
    rows: int
    columns: int
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class SplitWall:
    """`screen`: any one of it."""

    screen: str


def make_wall(at: Moment, asked: MakeWall) -> Decision:
    """One area, one map. What was part of another wall is none any more."""
    corner = screen_of(at, asked.screen)
    check_editor(at, home(at, corner.area))
    between("rows", asked.rows, 1, LARGEST_WALL)
    between("columns", asked.columns, 1 if asked.rows > 1 else 2, LARGEST_WALL)
    between("gap", asked.gap, 0, WIDEST_GAP)
    parts = {
        _at(at, corner, row, column): Part(corner.id, asked.rows, asked.columns, row, column, asked.gap)
        for row in range(1, asked.rows + 1)
        for column in range(1, asked.columns + 1)
    }
    left = [mate for screen in parts for mate in wall_of(at.plan, screen) if mate not in parts]
    changes = {mate.id: replace(mate, part=None, revision=mate.revision + 1) for mate in left}
    changes |= {one.id: replace(one, part=part, revision=one.revision + 1) for one, part in parts.items()}
    data = {"screen": corner.id, "rows": asked.rows, "columns": asked.columns}
    data["screens"] = [screen.id for screen in parts]
    return Decision("wall_made", {f"screen:{id}": screen for id, screen in changes.items()}, data)


def split_wall(at: Moment, asked: SplitWall) -> Decision:
    screen = screen_of(at, asked.screen)
    check_editor(at, home(at, screen.area))
    mates = wall_of(at.plan, screen)
    if not mates:
        refuse("no_wall", screen=Name(screen.name))
    changes = {f"screen:{one.id}": replace(one, part=None, revision=one.revision + 1) for one in mates}
    return Decision("wall_split", changes, {"screen": screen.id, "screens": [one.id for one in mates]})


def wall_of(plan: Plan, screen: Screen) -> list[Screen]:
    """All that are parts of the same wall, itself among them."""
    if screen.part is None:
        return []
    return [
        each
        for each in plan.screens.values()
        if each.part and each.part.wall == screen.part.wall and each.room == screen.room
    ]


def sharing(at: Moment, screen: Screen) -> list[Screen]:
    """The others that show parts of the same map, and take what whoever asks puts on it."""
    if not screen.shares_map:
        return []
    return [
        each
        for each in wall_of(at.plan, screen)
        if each.id != screen.id
        and each.shares_map
        and each.area == screen.area
        and each.takes_from(at.role)
        and at.areas.within(home(at, each.area), at.scope)
    ]


def driven_by(at: Moment, screen: Screen) -> Push | None:
    """What somebody else has put uppermost there."""
    top = at.plan.stack(screen.id).top(at.now)
    return top if top and top.rank == PERSON and top.by != at.account else None


def _at(at: Moment, corner: Screen, row: int, column: int) -> Screen:
    """The one that hangs there, of the area that the corner shows."""
    where = (corner.row + row - 1, corner.column + column - 1)
    found = [
        screen
        for screen in at.plan.room(corner.room)
        if (screen.row, screen.column) == where and at.areas.within(home(at, screen.area), at.scope)
    ]
    if len(found) != 1:
        refuse("wall_hole", row=where[0], column=where[1])
    if found[0].area != corner.area:
        refuse("wall_areas", screen=Name(found[0].name))
    return found[0]
