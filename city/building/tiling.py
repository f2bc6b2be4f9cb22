"""Cells round centres that fill a shape without gap or overlap, with borders that wander like real ones.
Knows metres and rings, never what the cells are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Points = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Random = np.random.Generator
INNER = 7  # points at most between the ends of a border


@dataclass(frozen=True, slots=True)
class Tiling:
    cells: npt.NDArray[np.object_]  # a polygon each, in the order of the centres
    pairs: Whole  # rows of two cells that share a border
    length: Points  # of that border, metres


def tile(shape: Any, centres: Points, random: Random, wander: float = 0.2) -> Tiling:
    """`wander` is how far a border strays, as a part of its length; it never leaves its two cells."""
    rings, corner = _voronoi(shape, centres)
    cell = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    start = np.concatenate(rings)
    end = np.concatenate([np.roll(ring, -1) for ring in rings])
    ends, first, edge = np.unique(
        np.sort(np.column_stack([start, end]), axis=1), axis=0, return_index=True, return_inverse=True
    )
    edge = edge.ravel()
    sides = np.full((len(ends), 2), -1)
    sides[edge, (np.arange(len(edge)) != first[edge]).astype(int)] = cell
    tracks = _tracks(corner[ends], centres, sides, random, wander)
    forward = start == ends[edge, 0]
    bounds = np.cumsum([0, *(len(ring) for ring in rings)])
    cells = [_cell(tracks, edge[low:high], forward[low:high]) for low, high in pairwise(bounds)]
    clipped, across = _clip(np.array(cells, dtype=object), shape)
    whole = (sides[:, 1] >= 0) & ~np.isin(sides, across).all(axis=1)
    length = np.hypot(*(corner[ends[:, 0]] - corner[ends[:, 1]]).T)
    cut, cut_length = _beside(clipped, across)
    return Tiling(clipped, np.concatenate([sides[whole], cut]), np.concatenate([length[whole], cut_length]))


def _voronoi(shape: Any, centres: Points) -> tuple[list[Whole], Points]:
    """Each centre's ring as indices of corners (open, not closed), and the corners."""
    room = shapely.box(*shape.bounds).buffer(5_000)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(centres), extend_to=room, ordered=True)
    )
    points, owner = shapely.get_coordinates(cells, return_index=True)
    corner, index = np.unique(np.round(points, 3), axis=0, return_inverse=True)
    index = index.ravel()
    bounds = np.searchsorted(owner, np.arange(len(cells) + 1))
    rings = [_open(index[low:high]) for low, high in pairwise(bounds)]
    return rings, corner


def _open(ring: Whole) -> Whole:
    opened: Whole = ring[:-1][ring[:-1] != ring[1:]]
    return opened


def _tracks(ends: Points, centres: Points, sides: Whole, random: Random, wander: float) -> list[Points]:
    """The points of each border, from its first end to its second."""
    begin, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    length = np.hypot(*along.T)
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None]
    at = np.arange(INNER + 2) / (INNER + 1)
    off = _fractal(len(ends), random) * (wander * length)[:, None]
    room = np.minimum(
        _room(begin, along, centres[sides[:, 0]], at), _room(begin, along, centres[sides[:, 1]], at)
    )
    room[sides[:, 1] < 0] = 0.0
    off = np.tanh(off / np.maximum(room, 1e-9)) * room
    points = begin[:, None] + at[:, None] * along[:, None] + off[..., None] * normal[:, None]
    stride = np.select([length < 160, length < 420, length < 1_300], [8, 4, 2], 1)
    return [row[::step] for row, step in zip(points, stride, strict=True)]


def _room(begin: Points, along: Points, centre: Points, at: Points) -> Points:
    """How far each point of a border may move towards the centre: a triangle of border and centre holds
    it, and the triangles of a cell do not overlap."""
    square = (along**2).sum(axis=1)
    reach = centre - begin
    foot = ((reach * along).sum(axis=1) / square)[:, None]
    height = np.abs(along[:, 0] * reach[:, 1] - along[:, 1] * reach[:, 0]) / np.sqrt(square)
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = np.where(foot > 0, at / foot, np.inf)
        falling = np.where(foot < 1, (1 - at) / (1 - foot), np.inf)
    room: Points = 0.7 * height[:, None] * np.clip(np.minimum(rising, falling), 0, 1)
    return room


def _fractal(count: int, random: Random) -> Points:
    """Offsets at INNER + 2 places of a line, 0 at both ends: midpoints pushed aside, again and again."""
    off = np.zeros((count, INNER + 2))
    step, size = (INNER + 1) // 2, 1.0
    while step >= 1:
        for middle in range(step, INNER + 1, 2 * step):
            level = (off[:, middle - step] + off[:, middle + step]) / 2
            off[:, middle] = level + size * random.uniform(-1, 1, count)
        step, size = step // 2, size * 0.5
    return off


def _cell(tracks: list[Points], edges: Whole, forward: npt.NDArray[np.bool_]) -> Any:
    parts = [
        tracks[edge][:-1] if ahead else tracks[edge][:0:-1]
        for edge, ahead in zip(edges, forward, strict=True)
    ]
    return shapely.polygons(np.concatenate(parts))


def _clip(cells: npt.NDArray[np.object_], shape: Any) -> tuple[npt.NDArray[np.object_], Whole]:
    """The cells within the shape, and which of them it cut. What it cuts off goes to the cell beside it."""
    shapely.prepare(shape)
    across = np.flatnonzero(~shapely.contains_properly(shape, cells))
    cells[across] = shapely.intersection(cells[across], shape)
    for cell in across:
        largest, *crumbs = sorted(shapely.get_parts(cells[cell]), key=shapely.area, reverse=True)
        cells[cell] = largest
        for crumb in crumbs:
            touching = shapely.length(shapely.intersection(cells[across], crumb))
            taker = across[touching.argmax()] if touching.max() > 1e-6 else cell
            cells[taker] = shapely.union(cells[taker], crumb)
    return cells, across


def _beside(cells: npt.NDArray[np.object_], across: Whole) -> tuple[Whole, Points]:
    """The pairs of cut cells that still share a border, and its length."""
    one, other = across[shapely.STRtree(cells[across]).query(cells[across], predicate="intersects")]
    one, other = one[one < other], other[one < other]
    length: Points = shapely.length(shapely.intersection(cells[one], cells[other]))
    return np.column_stack([one, other])[length > 1.0], length[length > 1.0]
