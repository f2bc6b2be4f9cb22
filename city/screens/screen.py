"""A screen: something that hangs in a room and shows what it is told. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from city.access.roles import HEAD, LEADER, OFFICER, OPERATOR

PUSHERS = (OPERATOR, HEAD, OFFICER, LEADER)
EDITORS = (OPERATOR, HEAD)
CLEARANCES: dict[str, tuple[str, ...]] = {  # who may put something on a screen
    "all": PUSHERS,
    "heads": (OPERATOR, HEAD, LEADER),
    "operators": (OPERATOR,),
    "nobody": (),  # it shows its programme, whatever happens; calls for help stand in its band all the same
}
LARGEST_WALL = 8  # rows and columns of screens that make one wall
WIDEST_GAP = 200  # mm that the frames of two of them take between their pictures


@dataclass(frozen=True, slots=True)
class Part:
    """Of a wall made of several screens, all alike, with one map across them: which it is, from 1. `gap`: mm
    between the pictures of two neighbours."""

    wall: str
    rows: int
    columns: int
    row: int
    column: int
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Screen:
    """`id` is its account's. `row` and `column`, from 1: where it hangs in its room. `distance` of the
    farthest seat in metres and `panel`, its diagonal in inches; 0: not told."""

    id: str
    name: str
    room: str
    area: str
    row: int = 1
    column: int = 1
    programme: str = ""  # none: the wall of its area
    distance: float = 0.0
    panel: float = 0.0
    clearance: str = "all"
    part: Part | None = None
    revision: int = 1

    @property
    def shares_map(self) -> bool:
        """Whether it shows its part of the one map: with a programme it has scenes of its own."""
        return self.part is not None and not self.programme

    @property
    def takes_from_rules(self) -> bool:
        """Whether anything but its programme comes to it."""
        return bool(CLEARANCES.get(self.clearance))

    def takes_from(self, role: str) -> bool:
        """Whether somebody of this role may put something on it."""
        return role in CLEARANCES.get(self.clearance, ())
