"""In which datum areas are, by positions whose area is known. Knows areas and points, no people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from city.areas.areas import Areas
from city.areas.locate import PolygonLocator
from city.datum.evidence import NAMES, Degrees, from_wgs84, to_wgs84
from city.datum.judgement import Judgement

FEWEST = 30  # positions
OFTEN, BETTER = 0.3, 1.4  # part of them at home, and how much more often than read in any other way
SAME = "as they are"


def of_places(areas: Areas, points: Degrees, homes: npt.NDArray[np.int64]) -> Judgement:
    """`points` are lon, lat, meant as WGS-84; `homes` the position of the area that each belongs to. Their
    own datum may be wrong too: then the judgement is known, and says so, and names none for the areas."""
    if len(homes) < FEWEST:
        return Judgement(f"the positions tell no datum: {len(homes):,} with a known area, {FEWEST} wanted")
    share = {how: _share(areas, moved, homes) for how, moved in _readings(points).items()}
    first, second = sorted(share, key=lambda how: -share[how])[:2]
    told = f"of {len(homes):,} positions {_told(first, share)} lie in the area they belong to"
    told += f", {_told(second, share)}"
    if share[first] < OFTEN or share[first] < BETTER * share[second]:
        return Judgement(f"the positions tell no datum: {told}")
    if first == SAME:
        return Judgement(f"areas and positions are in one datum: {told}", "wgs84", known=True)
    whose, _, name = first.partition(" in ")
    datum = next(key for key, known in NAMES.items() if known == name)
    return Judgement(
        f"{whose} must be in WGS-84, got {name}: {told}", datum if whose == "areas" else None, True
    )


def _readings(points: Degrees) -> dict[str, Degrees]:
    """The positions as they must be for the areas, by what is in which datum."""
    others = {key: name for key, name in NAMES.items() if key != "wgs84"}
    return (
        {SAME: points}
        | {f"areas in {name}": from_wgs84(points, key) for key, name in others.items()}
        | {f"positions in {name}": to_wgs84(points, key) for key, name in others.items()}
    )


def _told(how: str, share: dict[str, float]) -> str:
    return f"{100 * share[how]:.0f} % ({how if how == SAME else f'with {how}'})"


def _share(areas: Areas, points: Degrees, homes: npt.NDArray[np.int64]) -> float:
    leaf = PolygonLocator(areas).leaf(points[:, 0], points[:, 1])
    return float(((leaf >= homes) & (leaf < areas.end[homes])).mean())
