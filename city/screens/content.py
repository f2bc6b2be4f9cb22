"""What can be put on a screen: one small value, from which a page draws it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

AREA, CASE, CAMERA, PLACE, COUNTER, SCENE = "area", "case", "camera", "place", "counter", "scene"
LONGEST_ID = 200  # characters
KINDS = (AREA, CASE, CAMERA, PLACE, COUNTER, SCENE)
OF_AN_ID = (CASE, CAMERA, COUNTER, SCENE)


@dataclass(frozen=True, slots=True)
class Content:
    """`area`: the code of the area it lies in, which whoever sees it must be allowed to see. `id`: of the
    case, camera or scene, or the counter's name. `lat`, `lon`: degrees WGS-84, of a place.
    `cameras_within_m`: of a case, its cameras as far as this many metres from it are shown with it."""

    kind: str
    area: str
    id: str = ""
    lat: float | None = None
    lon: float | None = None
    cameras_within_m: int = 0
