"""Levels inside a shape: groups of groups of cells that tile it. Knows shapes, never codes or names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.plane import Plane
from city.building.scatter import allot, cluster, sample
from city.building.tiling import Tiling, tile

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
    centres = _middles(points, mass, group)
    owner: list[Whole] = [chain.pop()] if len(chain) > 1 else []
    while len(chain) > 1:
        owner.insert(0, chain.pop()[owner[0]])
    return Nest(centres, owner)


def _middles(points: Points, mass: Points, group: Whole) -> Points:
    """Of each group the point nearest to its centre of mass, which itself may lie outside a bent shape."""
    total = np.bincount(group, mass)
    centre = np.column_stack([np.bincount(group, mass * points[:, axis]) / total for axis in (0, 1)])
    order = np.lexsort((((points - centre[group]) ** 2).sum(axis=1), group))
    middles: Points = points[order[np.searchsorted(group[order], np.arange(len(total)))]]
    return middles


def raise_levels(flat: Any, nested: Nest, plane: Plane, random: Random) -> list[Level]:
    """The polygons of every level: cells tile the flat shape, the levels above are unions of them."""
    tiling = tile(flat, nested.centres, random)
    owner = settle(nested.owner, tiling)
    cells = shapely.transform(tiling.cells, plane.round)
    levels: list[Level] = []
    above = np.zeros(len(cells), dtype=np.int64)
    for group in [*owner, np.arange(len(cells))]:
        first, group = np.unique(group, return_index=True, return_inverse=True)[1:]
        polygons = [shapely.coverage_union_all(cells[group == index]) for index in range(len(first))]
        levels.append(Level(polygons, above[first].tolist()))
        above = group
    return levels


def settle(owner: list[Whole], tiling: Tiling) -> list[Whole]:
    """Gives a piece that lies apart from the rest of its group to the group round it, level by level."""
    owner = [group.copy() for group in owner]
    beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), length in zip(tiling.pairs.tolist(), tiling.length.tolist(), strict=True):
        beside[one].append((length, other))
        beside[other].append((length, one))
    for level, group in enumerate(owner):
        for _ in range(5):
            pieces = _astray(group, tiling.pairs)
            for piece in pieces:
                _move(piece, level, owner, beside)
            if not pieces:
                break
    return owner


def _move(
    piece: set[int], level: int, owner: list[Whole], beside: dict[int, list[tuple[float, int]]]
) -> None:
    """To the group with the longest border beside the piece. A smaller group wholly in it moves along; a
    part of one joins the smaller group across that border."""
    border: dict[int, float] = defaultdict(float)
    across: dict[int, int] = {}
    for cell in sorted(piece):
        for length, other in sorted(beside[cell]):
            at_home = level == 0 or owner[level - 1][other] == owner[level - 1][cell]
            if other not in piece and at_home:
                border[int(owner[level][other])] += length
                across[int(owner[level][other])] = other
    if not border:
        return
    taker = max(border, key=lambda group: border[group])
    cells = np.array(sorted(piece))
    owner[level][cells] = taker
    for below in owner[level + 1 :]:
        for group in np.unique(below[cells]):
            part = cells[below[cells] == group]
            if len(part) < np.count_nonzero(below == group):
                below[part] = below[across[taker]]


def _astray(group: Whole, pairs: Whole) -> list[set[int]]:
    """The connected pieces of every group but its largest."""
    root = list(range(len(group)))

    def find(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = cell = root[root[cell]]
        return cell

    for one, other in pairs[group[pairs[:, 0]] == group[pairs[:, 1]]].tolist():
        root[find(one)] = find(other)
    pieces: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for cell, kind in enumerate(group.tolist()):
        pieces[kind][find(cell)].add(cell)
    return [
        piece
        for found in pieces.values()
        for piece in sorted(found.values(), key=lambda cells: -len(cells))[1:]
    ]
