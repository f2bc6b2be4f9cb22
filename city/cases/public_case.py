"""What other systems are told of a case: the one mapping, for webhooks and for the feed. Pure.

Nobody's name, id or telephone, no words anybody wrote, no photo and no address:
where, what, how far, by when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from city.areas.areas import Areas
from city.cases.case import Case
from city.matters import Matters

PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
DIGITS = 6  # of a degree: a tenth of a metre


@dataclass(frozen=True, slots=True)
class PublicCase:
    """Times are ISO 8601 in UTC. `lat` and `lon` are null where only the area is known; names are null where
    the city's files do not know the code. `link` is a path of the wall's own address."""

    case: str
    revision: int
    state: str
    sos: bool
    area: str
    area_name: str
    area_name_en: str | None
    item: str
    item_name: str | None
    item_name_en: str | None
    level: str
    urgency: str
    filed: str
    due: str | None
    lat: float | None
    lon: float | None
    link: str


def public_case(case: Case, areas: Areas, matters: Matters) -> PublicCase:
    area, item = areas[case.area], matters.items.get(case.item)
    return PublicCase(
        case=case.id,
        revision=case.revision,
        state=case.state,
        sos=case.sos,
        area=area.code,
        area_name=area.name,
        area_name_en=area.name_en,
        item=case.item,
        item_name=item.name if item else None,
        item_name_en=item.name_en if item else None,
        level=case.level,
        urgency=case.urgency,
        filed=told_time(case.filed),
        due=None if case.due is None else told_time(case.due),
        lat=None if case.lat is None else round(case.lat, DIGITS),
        lon=None if case.lon is None else round(case.lon, DIGITS),
        link=f"/console/{_escaped(area.code)}?case={_escaped(case.id)}",
    )


def _escaped(text: str) -> str:
    """As it may stand in an address: codes of areas may be any text."""
    return "".join(each if each in PLAIN else "".join(f"%{b:02X}" for b in each.encode()) for each in text)


def told_time(ms: int) -> str:
    """Of epoch ms, to the millisecond."""
    at = datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
