"""Two editions of a city beside each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from city.areas.area import Area
from city.areas.areas import Areas
from city.areas.gone import Heir
from city.editions.succession import heirs

SAME = 0.999  # of both grounds together is common: borders that were only written otherwise


class OtherCityError(ValueError):
    """The two are not editions of one city: one sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`gone` maps a code that is no more to who has its ground now. `new`: areas that were not there.
    `renamed`, `moved` (another parent), `levelled` (another level): the area before and after. `redrawn`
    maps a code to the share of both its grounds that is common, 0 to 1. `posts`: before and after."""

    gone: dict[str, tuple[Heir, ...]]
    new: tuple[Area, ...]
    renamed: tuple[tuple[Area, Area], ...]
    moved: tuple[tuple[Area, Area], ...]
    levelled: tuple[tuple[Area, Area], ...]
    redrawn: dict[str, float]
    posts: tuple[int, int]

    @property
    def nothing(self) -> bool:
        changes = (self.gone, self.new, self.renamed, self.moved, self.levelled, self.redrawn)
        return not any(changes) and self.posts[0] == self.posts[1]


def compare(old: Areas, new: Areas) -> Difference:
    """Raises OtherCityError when the root's code is another one: nothing of what was filed would fit."""
    if old.root.code != new.root.code:
        raise OtherCityError(
            f"the new edition must be of the same city, {old.root.code} {old.root.name}; "
            f"got {new.root.code} {new.root.name}"
        )
    both = [(area, new[area.code]) for area in old.order if area.code in new]
    return Difference(
        gone=heirs(old, new, (area.code for area in old.order if area.code not in new)),
        new=tuple(area for area in new.order if area.code not in old),
        renamed=tuple((was, now) for was, now in both if (was.name, was.name_en) != (now.name, now.name_en)),
        moved=tuple((was, now) for was, now in both if was.parent != now.parent),
        levelled=tuple((was, now) for was, now in both if was.level != now.level),
        redrawn=_redrawn(both),
        posts=(_posts(old), _posts(new)),
    )


def _posts(areas: Areas) -> int:
    return sum(area.posts for area in areas.order)


def _redrawn(both: list[tuple[Area, Area]]) -> dict[str, float]:
    """Of what is there before and after: how much of both grounds is common. Without any ground: the same."""
    pairs = [(was, now) for was, now in both if was.polygon != now.polygon]
    before = np.array([was.polygon for was, _ in pairs], dtype=object)
    after = np.array([now.polygon for _, now in pairs], dtype=object)
    common = shapely.area(shapely.intersection(before, after))
    together = shapely.area(before) + shapely.area(after) - common
    shares = np.divide(common, together, out=np.ones_like(common), where=together > 0)
    return {now.code: float(share) for (_, now), share in zip(pairs, shares, strict=True) if share < SAME}
