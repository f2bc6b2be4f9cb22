"""What `areas check` tells about a city that loads: things to look at, none of them lost. Knows the tree and
its shapes; takes its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely

from city.areas.area import Area
from city.areas.areas import Areas
from city.areas.geometry import area_km2, equal_area

MANY = 40  # lines of one kind before they are told as one
SLIVER_KM2 = 1e-4
GAP_PART = 0.01  # of an area that none of its parts holds


def warnings(areas: Areas, day: str | None = None) -> list[str]:
    """One sentence each; `day` (ISO) also tells the areas that are not valid on it."""
    found = [
        *_some(list(_codes(areas)), "codes that do not begin with their parent's code"),
        *_names(areas),
        *_some(list(_on_paper(areas)), "areas on paper only"),
        *_some(list(_missing_levels(areas)), "areas without parts"),
        *_overlaps(areas),
        *_some(list(_gaps(areas)), "areas that their parts do not fill"),
    ]
    return found + (list(_some(list(_not_valid(areas, day)), f"areas not valid on {day}")) if day else [])


def _told(area: Area) -> str:
    return f"{area.code} {area.name}"


def _some(lines: list[str], what: str) -> Iterator[str]:
    yield from lines[:MANY]
    if len(lines) > MANY:
        yield f"… and {len(lines) - MANY} more {what}"


def _codes(areas: Areas) -> Iterator[str]:
    for area in areas.order:
        if area.parent and not area.code.startswith(area.parent):
            yield f"{_told(area)}: the code does not begin with its parent's {area.parent}"


def _names(areas: Areas) -> Iterator[str]:
    for level in areas.levels:
        named: dict[str, list[str]] = defaultdict(list)
        for area in areas.order:
            if area.level == level:
                named[area.name].append(area.code)
        doubled = {name: codes for name, codes in named.items() if len(codes) > 1}
        if len(doubled) > MANY or sum(map(len, doubled.values())) > 5 * MANY:
            yield f"{len(doubled)} names of the level {level} occur more than once, most {_common(doubled)}"
            continue
        for name, codes in doubled.items():
            yield f"the name {name} occurs {len(codes)} times in the level {level}: {', '.join(codes)}"


def _common(doubled: dict[str, list[str]]) -> str:
    name = max(doubled, key=lambda name: len(doubled[name]))
    return f"{name} ({len(doubled[name])} times)"


def _on_paper(areas: Areas) -> Iterator[str]:
    for area in areas.order:
        if "虚拟" in area.name:
            yield f"{_told(area)}: a virtual community by its name"
        if area.polygon.is_empty:
            yield f"{_told(area)}: has no boundary, so no position falls in it"


def _missing_levels(areas: Areas) -> Iterator[str]:
    depth_of = {level: depth for depth, level in enumerate(areas.levels)}
    for area in areas.order:
        if area.level != areas.levels[-1] and not areas.children(area.code) and not area.polygon.is_empty:
            yield f"{_told(area)}: has no {areas.levels[depth_of[area.level] + 1]} below it"


def _overlaps(areas: Areas) -> Iterator[str]:
    flat = shapely.transform(areas.polygons, equal_area)
    for depth in range(1, int(areas.depth.max()) + 1):
        here = np.flatnonzero(areas.depth == depth)
        one, other = here[shapely.STRtree(flat[here]).query(flat[here], predicate="overlaps")]
        one, other = one[one < other], other[one < other]
        km2 = shapely.area(shapely.intersection(flat[one], flat[other])) / 1e6
        real = km2 > SLIVER_KM2
        if real.any():
            most = int(np.argmax(km2))
            level = areas.order[one[most]].level
            yield (
                f"{real.sum()} overlaps at the level {level}, {km2[real].sum():.2f} km² in all, "
                f"most between {_told(areas.order[one[most]])} and {_told(areas.order[other[most]])} "
                f"({km2[most]:.3f} km²)"
            )


def _gaps(areas: Areas) -> Iterator[str]:
    for area in areas.order:
        children = [child.polygon for child in areas.children(area.code) if not child.polygon.is_empty]
        if not children or area.polygon.is_empty:
            continue
        held = shapely.union_all(children)
        for rest, what in (
            (shapely.difference(area.polygon, held), "is in none of its parts"),
            (shapely.difference(held, area.polygon), "of its parts lies outside it"),
        ):
            km2 = shapely.area(shapely.transform(rest, equal_area)) / 1e6
            if km2 > GAP_PART * area_km2(area):
                yield f"{_told(area)}: {km2:.2f} km² {what}"


def _not_valid(areas: Areas, day: str) -> Iterator[str]:
    for area in areas.order:
        if (area.valid_from and day < area.valid_from) or (area.valid_to and day > area.valid_to):
            since, until = area.valid_from or "ever", area.valid_to or "further notice"
            yield f"{_told(area)}: valid from {since} until {until}, not on {day}"
