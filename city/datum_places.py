"""In which datum areas are, by positions whose area is known. Knows areas and points, no people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from city.areas import Areas
from city.datum_evidence import NAMES, from_wgs84
from city.datum_judgement import Judgement
from city.locate import PolygonLocator

FEWEST = 30  # positions
OFTEN, BETTER = 0.3, 1.4  # part of them at home, and how much more often than in any other datum


def of_places(areas: Areas, points: npt.NDArray[np.float64], homes: npt.NDArray[np.int64]) -> Judgement:
    """`points` are lon, lat in WGS-84, `homes` the position of the area that each belongs to."""
    share = {name: _share(areas, from_wgs84(points, name), homes) for name in NAMES} if len(homes) else {}
    told = ", ".join(f"{100 * part:.0f} % as {NAMES[name]}" for name, part in share.items())
    first, *others = sorted(share, key=lambda name: -share[name]) or [""]
    if len(homes) < FEWEST or share[first] < OFTEN or share[first] < BETTER * share[others[0]]:
        counted = (
            f"of {len(homes):,} positions with a known area lie in it: {told}" if told else "no position"
        )
        return Judgement(f"the positions tell no datum; {counted}")
    seen = f"of {len(homes):,} positions lie in the area they belong to: {told}"
    if first == "wgs84":
        return Judgement(f"the datum is WGS-84; {seen}", first, known=True)
    return Judgement(
        f"the datum must be WGS-84, but it fits the positions as {NAMES[first]}; {seen}", first, True
    )


def _share(areas: Areas, points: npt.NDArray[np.float64], homes: npt.NDArray[np.int64]) -> float:
    leaf = PolygonLocator(areas).leaf(points[:, 0], points[:, 1])
    return float(((leaf >= homes) & (leaf < areas.end[homes])).mean())
