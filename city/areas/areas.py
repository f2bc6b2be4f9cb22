"""The tree of one edition of the city, laid out so that a subtree is a range of positions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.area import Area, AreaError
from city.areas.fit import Fit
from city.areas.geojson import read_features, read_levels
from city.areas.gone import Goings

__all__ = ["Area", "AreaError", "Areas", "read_areas"]


class Areas:
    """`order` is depth first, children by code; an area's position is its index there and its subtree is
    the range [position, end[position]). `parent` holds positions, -1 for the root."""

    def __init__(self, levels: tuple[str, ...], order: Sequence[Area]) -> None:
        """`order` must already be depth first; `read_areas` makes it so."""
        self.levels = levels
        self.order = list(order)
        self.root = self.order[0]
        self.position = {area.code: position for position, area in enumerate(self.order)}
        self.parent = np.array(
            [self.position[area.parent] if area.parent else -1 for area in self.order], dtype=np.int32
        )
        self.depth = np.zeros(len(self.order), dtype=np.int8)
        self.end = np.arange(1, len(self.order) + 1, dtype=np.int32)
        for position in range(1, len(self.order)):
            self.depth[position] = self.depth[self.parent[position]] + 1
        for position in range(len(self.order) - 1, 0, -1):
            self.end[self.parent[position]] = max(self.end[self.parent[position]], self.end[position])
        self.polygons: npt.NDArray[np.object_] = np.empty(len(self.order), dtype=object)
        self.polygons[:] = [area.polygon for area in self.order]
        self.edition = _edition(levels, self.order, self.polygons)
        self.earlier = False  # whether other editions held before it
        self.gone: Goings = {}  # areas of other editions, by code
        self._children: dict[str, list[Area]] = defaultdict(list)
        for area in self.order[1:]:
            self._children[area.parent or ""].append(area)

    def __len__(self) -> int:
        return len(self.order)

    def __contains__(self, code: object) -> bool:
        return code in self.position

    def __getitem__(self, code: str) -> Area:
        return self.order[self.position[code]]

    def get(self, code: str) -> Area | None:
        position = self.position.get(code)
        return None if position is None else self.order[position]

    def succeed(self, gone: Goings) -> None:
        """This edition comes after others, which had the areas `gone`. The code of one that has a successor
        stands for that, wherever it is still written."""
        self.earlier, self.gone = True, gone
        for code, area in gone.items():
            if area.to:
                self.position.setdefault(code, self.position[area.to])

    def stands_for(self, code: str) -> str | None:
        """The area that stands for a code of any edition: itself, its one successor, or where its ground was
        shared out the nearest one above it that there still is. None for a code that never was."""
        if (found := self.get(code)) is not None:
            return found.code
        gone = self.gone.get(code)
        return gone.under if gone else None

    def children(self, code: str) -> list[Area]:
        return list(self._children.get(code, ()))

    def path(self, code: str) -> list[Area]:
        """The root first, the area itself last."""
        path = [self[code]]
        while path[-1].parent:
            path.append(self[path[-1].parent])
        return path[::-1]

    def within(self, code: str, ancestor: str) -> bool:
        """Whether `code` is `ancestor` or below it."""
        position, top = self.position[code], self.position[ancestor]
        return bool(top <= position < self.end[top])


def read_areas(document: dict[str, Any], source: str) -> Areas:
    """The areas of a GeoJSON document; `source` names it in errors. Raises AreaError."""
    levels = read_levels(document, source)
    found = read_features(document, levels, source)
    by_code: dict[str, Area] = {}
    for area in found:
        if area.code in by_code:
            raise AreaError(
                f"{source} area {area.code}: the code must be unique, got it twice "
                f"({by_code[area.code].name} and {area.name})"
            )
        by_code[area.code] = area
    root = _root(found, by_code, levels, source)
    areas = Areas(levels, _depth_first(root, found, source))
    Fit(areas.order, areas.parent, areas.depth, areas.polygons, source).refuse()
    return areas


def _root(found: list[Area], by_code: dict[str, Area], levels: tuple[str, ...], source: str) -> Area:
    roots = [area for area in found if area.parent is None]
    if len(roots) > 1:
        raise AreaError(
            f"{source} area {roots[1].code}: only one area may have no parent, "
            f"but {roots[0].code} has none either"
        )
    for area in found:
        parent = by_code.get(area.parent) if area.parent else None
        if area.parent and parent is None:
            raise AreaError(f"{source} area {area.code}: its parent {area.parent} is not in the file")
        if parent and levels.index(parent.level) >= levels.index(area.level) and area is not parent:
            _refuse_cycle(area, by_code, source)
            raise AreaError(
                f"{source} area {area.code}: its level {area.level} must stand below its parent's, "
                f"but {parent.code} is a {parent.level}"
            )
        if area is parent:
            _refuse_cycle(area, by_code, source)
    if not roots:
        _refuse_cycle(found[0], by_code, source)
    if roots[0].polygon.is_empty:
        raise AreaError(f"{source} area {roots[0].code}: the root needs a boundary, got none")
    return roots[0]


def _refuse_cycle(area: Area, by_code: dict[str, Area], source: str) -> None:
    seen = [area.code]
    while area.parent in by_code:
        area = by_code[area.parent]
        if area.code in seen:
            chain = " → ".join([*seen[seen.index(area.code) :], area.code])
            raise AreaError(
                f"{source} area {area.code}: parents must lead up to the root, got a circle {chain}"
            )
        seen.append(area.code)


def _depth_first(root: Area, found: list[Area], source: str) -> list[Area]:
    below: dict[str, list[Area]] = defaultdict(list)
    for area in sorted(found, key=lambda area: area.code, reverse=True):
        if area.parent:
            below[area.parent].append(area)
    order, waiting = [], [root]
    while waiting:
        area = waiting.pop()
        order.append(area)
        waiting.extend(below[area.code])
    return order


def _edition(levels: tuple[str, ...], order: list[Area], polygons: npt.NDArray[np.object_]) -> str:
    digest = hashlib.sha256("\x1f".join(levels).encode())
    for area in order:
        told = (
            area.code,
            area.name,
            area.name_en,
            area.level,
            area.parent,
            area.posts,
            area.synthetic,
            area.valid_from,
            area.valid_to,
        )
        digest.update(repr(told).encode())
    for boundary in shapely.to_wkb(polygons, byte_order=1):
        digest.update(boundary)
    return digest.hexdigest()[:12]
