"""How what a review speaks of is called: by the areas and matters of today. What is no more is called by its
code."""

from __future__ import annotations

from collections.abc import Iterator

from city.areas.areas import Areas
from city.matters import Matters

Pair = tuple[str, str | None]  # Chinese, and English where there is any
Names = dict[str, dict[str, Pair]]


def names_of(areas: Areas, matters: Matters, code: str) -> Names:
    """By split and id. Of areas: this one, those above it, and below it all that have something below them,
    and its children."""
    told = {area.code: (area.name, area.name_en) for area in areas.path(code)}
    told |= {each: (areas[each].name, areas[each].name_en) for each in _below(areas, code)}
    told |= {area.code: (area.name, area.name_en) for area in areas.children(code)}
    return {
        "areas": told,
        "departments": {one.code: (one.name, one.name_en) for one in matters.departments.values()},
        "categories": {one.code: (one.name, one.name_en) for one in matters.categories.values()},
        "items": {one.code: (one.name, one.name_en) for one in matters.items.values()},
    }


def _below(areas: Areas, code: str) -> Iterator[str]:
    for area in areas.children(code):
        if areas.children(area.code):
            yield area.code
            yield from _below(areas, area.code)
