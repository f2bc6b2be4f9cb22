"""What can be put on a screen: one small value, from which a page draws it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

AREA, CASE, CAMERA, PLACE, COUNTER, SCENE = "area", "case", "camera", "place", "counter", "scene"
FOLLOW = "follow"  # the area that whoever put it there looks at
LONGEST_ID = 200  # characters
KINDS = (AREA, CASE, CAMERA, PLACE, COUNTER, SCENE, FOLLOW)
OF_AN_ID = (CASE, CAMERA, COUNTER, SCENE)


@dataclass(frozen=True, slots=True)
class Content:
    """`area`: the code of the area it lies in, which whoever sees it must be allowed to see. `id`: of the
    case, camera or scene, or the counter's name. `lat`, `lon`: degrees WGS-84, of a place.
    `cameras_within_m`: of a case, its cameras as far as this many metres from it are shown with it.
    `beyond`: whoever is followed looks at what this screen may not show; `area` is the last that it might."""

    kind: str
    area: str
    id: str = ""
    lat: float | None = None
    lon: float | None = None
    cameras_within_m: int = 0
    beyond: bool = False
