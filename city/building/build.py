"""Makes the levels a city's file lacks: parts inside the lowest areas it has, marked synthetic. Knows codes
and names; the shapes come from subdivide."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from city.areas.area import AreaError
from city.areas.rings import read_polygon, write_polygon
from city.building.joining import Coded, feature
from city.building.scatter import allot
from city.building.subdivide import Level, subdivide

CALLED = {"grid": ("网格", "Grid")}  # other levels' made-up names use the level's own word


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """`listed` are the codes and names to use, by parent; `parts` how many an area is split into without a
    list; `leaves` how many areas the lowest level shall have where no list tells it."""

    listed: Mapping[str, Sequence[Coded]] = field(default_factory=dict)
    parts: int = 5
    leaves: int | None = None
    seed: int = 1


def by_parent(codes: Sequence[Coded], parents: Sequence[str]) -> dict[str, list[Coded]]:
    """Lists codes under the longest parent's code that they begin with. Raises AreaError."""
    found: dict[str, list[Coded]] = defaultdict(list)
    known = sorted(parents, key=len, reverse=True)
    for coded in codes:
        parent = next((code for code in known if coded.code.startswith(code) and coded.code != code), None)
        if parent is None:
            raise AreaError(f"{coded.code} {coded.name}: no area's code begins this code")
        found[parent].append(coded)
    return dict(found)


def fill_levels(document: dict[str, Any], plan: BuildPlan, source: str) -> dict[str, Any]:
    """The document with every level below its lowest areas, in a new one. Raises AreaError."""
    levels: list[str] = document["levels"]
    features = list(document["features"])
    parents = {told["properties"].get("parent") for told in features}
    bare = [
        told
        for told in features
        if told["properties"]["code"] not in parents and told["properties"]["level"] != levels[-1]
    ]
    counts = _counts(bare, levels, plan)
    for told, count in zip(bare, counts, strict=True):
        below = levels[levels.index(told["properties"]["level"]) + 1 :]
        if told["geometry"] is None:
            features += _on_paper(told["properties"]["code"], below[0], plan)
        else:
            features += _inside(told, below, count, plan, source)
    return {**document, "features": features}


def _counts(bare: Sequence[dict[str, Any]], levels: list[str], plan: BuildPlan) -> list[list[int]]:
    """How many areas each bare one gets at each level below it."""
    counts = []
    for told in bare:
        missing = len(levels) - levels.index(told["properties"]["level"]) - 1
        listed = plan.listed.get(told["properties"]["code"])
        first = len(listed) if listed else plan.parts
        counts.append([first * plan.parts**step for step in range(missing)])
    if plan.leaves is not None:
        drawn = [
            index
            for index, told in enumerate(bare)
            if told["geometry"] is not None
            and (len(counts[index]) > 1 or told["properties"]["code"] not in plan.listed)
        ]
        _spread(plan.leaves, [counts[index] for index in drawn], [bare[index]["geometry"] for index in drawn])
    return counts


def _spread(leaves: int, counts: Sequence[list[int]], geometries: Sequence[Any]) -> None:
    """Sets the last of each area's counts: many parts need leaves, and so does much land."""
    least = [each[-2] if len(each) > 1 else 1 for each in counts]
    if leaves < sum(least):
        raise AreaError(f"{leaves} areas of the lowest level are too few for {sum(least)} above them")
    if not counts:
        return
    land = np.array([read_polygon(geometry, "").area for geometry in geometries])
    share = np.array(least) / sum(least) + land / land.sum()
    for each, few, more in zip(counts, least, allot(leaves - sum(least), share, 0), strict=True):
        each[-1] = few + more


def _on_paper(parent: str, level: str, plan: BuildPlan) -> list[dict[str, Any]]:
    return [feature(coded, level, parent, None, synthetic=True) for coded in plan.listed.get(parent, ())]


def _inside(
    told: dict[str, Any], below: list[str], counts: list[int], plan: BuildPlan, source: str
) -> list[dict[str, Any]]:
    code = told["properties"]["code"]
    shape = read_polygon(told["geometry"], f"{source} area {code}")
    random = np.random.default_rng([plan.seed, zlib.crc32(code.encode())])
    above, found = [code], []
    for level, made in zip(below, subdivide(shape, counts, random), strict=True):
        coded = _coded(level, made, above, plan.listed)
        found += [
            feature(one, level, above[parent], write_polygon(polygon), synthetic=True)
            for one, parent, polygon in zip(coded, made.parent, made.polygons, strict=True)
        ]
        above = [one.code for one in coded]
    return found


def _coded(level: str, made: Level, above: list[str], listed: Mapping[str, Sequence[Coded]]) -> list[Coded]:
    """The listed codes and names in their order, or numbers after the parent's code."""
    taken: dict[int, int] = defaultdict(int)
    zh, en = CALLED.get(level, (level, level.capitalize()))
    coded = []
    for parent in made.parent:
        number = taken[parent]
        taken[parent] += 1
        names = listed.get(above[parent])
        if names:
            coded.append(names[number])
        else:
            code = f"{above[parent]}{number + 1:03d}"
            coded.append(Coded(code, f"{zh} {number + 1:02d}", f"{en} {number + 1:02d}"))
    return coded
