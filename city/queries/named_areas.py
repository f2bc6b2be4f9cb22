"""Areas looked for by name. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from city.areas.area import Area
from city.areas.areas import Areas


def areas_called(areas: Areas, words: list[str], first: int, end: int) -> Iterator[tuple[Area, list[Area]]]:
    """Each with the path down to it, the upper ones first, of those at these positions: every word occurs in
    the names from the one above the first on, one of them in its own. `words` in small letters."""
    if first >= end:
        return
    above = int(areas.depth[first])
    for one in sorted(areas.order[first:end], key=lambda each: int(areas.depth[areas.position[each.code]])):
        own = _said(one)
        if not any(word in own or word == one.code for word in words):
            continue
        path = areas.path(one.code)[above:]
        said = " ".join(_said(each) for each in path)
        if all(word in said or word == one.code for word in words):
            yield one, path


def _said(area: Area) -> str:
    return f"{area.name} {area.name_en or ''}".casefold()
