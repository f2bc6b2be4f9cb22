"""Levels inside a shape: groups of groups of cells that tile it. Knows shapes, never codes or names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.plane import Plane
from city.scatter import allot, cluster, sample
from city.tiling import Tiling, tile

Points = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Nest:
    """Cells before they have borders: a centre each, and for each level above the group it belongs to."""

    centres: Points
    owner: list[Whole]  # top to bottom, without the cells themselves


@dataclass(frozen=True, slots=True)
class Level:
    polygons: list[Any]  # in lon, lat
    parent: list[int]  # index in the level above; 0 in the first


def subdivide(shape: Any, counts: Sequence[int], random: Random) -> list[Level]:
    """Splits a lon/lat shape into counts[0] parts, those into counts[1] parts in all, and so on."""
    plane = Plane.of(shape)
    flat = plane.flatten(shape)
    points = sample(flat, float(np.sqrt(flat.area / (60 * counts[-1]))), random)
    return raise_levels(flat, nest(points, np.ones(len(points)), counts, random), plane, random)


def nest(points: Points, mass: Points, counts: Sequence[int], random: Random) -> Nest:
    """Groups the points into counts[0], those into counts[1] in all, …; the last are the cells."""
    group = np.zeros(len(points), dtype=np.int64)
    chain: list[Whole] = []
    for count in counts:
        share = np.bincount(group, mass)
        least = 2 if count >= 2 * len(share) else 1
        finer = np.zeros_like(group)
        parent: list[int] = []
        for index, parts in enumerate(allot(count, share, least)):
            inside = group == index
            finer[inside] = len(parent) + cluster(points[inside], mass[inside], parts, random)
            parent += [index] * parts
        group = finer
        chain.append(np.array(parent))
    total = np.bincount(group, mass)
    centres = np.column_stack([np.bincount(group, mass * points[:, axis]) / total for axis in (0, 1)])
    owner: list[Whole] = [chain.pop()] if len(chain) > 1 else []
    while len(chain) > 1:
        owner.insert(0, chain.pop()[owner[0]])
    return Nest(centres, owner)


def raise_levels(flat: Any, nested: Nest, plane: Plane, random: Random) -> list[Level]:
    """The polygons of every level: cells tile the flat shape, the levels above are unions of them."""
    tiling = tile(flat, nested.centres, random)
    owner = settle(nested.owner, tiling)
    cells = shapely.transform(tiling.cells, plane.round)
    levels = []
    above = np.zeros(len(cells), dtype=np.int64)
    for group in [*owner, np.arange(len(cells))]:
        first = np.unique(group, return_index=True)[1]
        polygons = [shapely.coverage_union_all(cells[group == index]) for index in range(len(first))]
        levels.append(Level(polygons, [int(above[cell]) for cell in first]))
        above = group
    return levels


def settle(owner: list[Whole], tiling: Tiling) -> list[Whole]:
    """Gives a cell that lies apart from the rest of its group to the group round it, level by level."""
    owner = [group.copy() for group in owner]
    beside = defaultdict(list)
    for (one, other), length in zip(tiling.pairs.tolist(), tiling.length.tolist(), strict=True):
        beside[one].append((length, other))
        beside[other].append((length, one))
    for level, group in enumerate(owner):
        for _ in range(5):
            astray = _astray(group, tiling.pairs)
            if not astray:
                break
            for cell in astray:
                near = [
                    (level == 0 or owner[level - 1][other] == owner[level - 1][cell], length, other)
                    for length, other in beside[cell]
                    if other not in astray
                ]
                if near and (max(near)[0]):
                    for below in owner[level:]:
                        below[cell] = below[max(near)[2]]
    return owner


def _astray(group: Whole, pairs: Whole) -> set[int]:
    """Cells outside the largest connected piece of their group."""
    root = list(range(len(group)))

    def find(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = cell = root[root[cell]]
        return cell

    for one, other in pairs[group[pairs[:, 0]] == group[pairs[:, 1]]].tolist():
        root[find(one)] = find(other)
    pieces = defaultdict(list)
    for cell in range(len(group)):
        pieces[find(cell)].append(cell)
    largest: dict[int, int] = {}
    for piece, cells in pieces.items():
        kept = largest.setdefault(int(group[piece]), piece)
        if len(cells) > len(pieces[kept]):
            largest[int(group[piece])] = piece
    return {cell for piece, cells in pieces.items() if largest[int(group[piece])] != piece for cell in cells}
