"""What somebody in the field may choose when reporting: matters, and the areas around their home. The page
has them beforehand, so that a report can be written without a connection."""

from __future__ import annotations

from typing import Any

from city.areas.area import Area
from city.live import LiveCity
from city.people.roster import Person
from city.time.days import LocalDays

Choice = tuple[str, str, str | None]  # code, Chinese, English


def choices(live: LiveCity, person: Person, now: int) -> dict[str, Any]:
    """`items` by category as `[names, [[code, zh, en], …]]`, `areas` as `[code, zh, en]`."""
    day = LocalDays(live.rules.zone).stamp(now, "%Y-%m-%d")
    groups: dict[str, list[Choice]] = {}
    for item in live.matters.items.values():
        if item.stands(day):
            groups.setdefault(item.category, []).append((item.code, item.name, item.name_en))
    named = {code: live.matters.categories[code] for code in groups}
    items = [[(named[code].name, named[code].name_en), rows] for code, rows in groups.items()]
    return {
        "items": items,
        "areas": [(area.code, area.name, area.name_en) for area in around(live, person.area)],
    }


def around(live: LiveCity, home: str) -> list[Area]:
    """Home first, then its neighbours beside it, then those beside the area above."""
    areas = live.areas
    if home not in areas:
        return []
    path = areas.path(home)
    rings = [areas.children(area.code) for area in reversed(path[1:-1])]
    found = [areas[home], *areas.children(home), *(area for ring in rings for area in ring)]
    return list({area.code: area for area in found if area is not areas.root}.values())
