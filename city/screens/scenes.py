"""Scenes: what stands where on a screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LAYOUTS: dict[str, int] = {  # how many panels each has
    "wall": 0,  # an area's wall, as people know it
    "one": 1,
    "two": 2,
    "three": 3,  # a large one, two beside it
    "four": 4,
    "six": 6,  # a large one, five around it
    "nine": 9,
}
PANELS = ("map", "tiles", "counters", "feed", "cameras", "chart", "ranking", "announcement")
MOST_CAMERAS = 16
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Panel:
    """`cameras`: their ids in order, of kind *cameras*; none: those of the scene's area take turns."""

    kind: str
    cameras: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """`area`: none is that of the screen that shows it."""

    id: str
    name: str
    layout: str = "wall"
    panels: tuple[Panel, ...] = ()
    area: str = ""
    revision: int = 1
