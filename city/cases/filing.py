"""From a report to the data of its `filed` event. Pure; nothing is lost for being incomplete."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.case_places import usual_level
from city.matters import URGENCIES, Item, Matters
from city.rules import Rules
from city.time.days import DAY, MINUTE, LocalDays
from city.time.deadlines import due
from city.time.workdays import Calendar

ADVISED = "advised"


@dataclass(frozen=True, slots=True)
class Report:
    """A decoded report. What its sender left out is None or empty; times are epoch ms."""

    entry: str
    report: str  # the sender's unique id
    time: int | None
    received: int
    item: str = ""
    lat: float | None = None
    lon: float | None = None
    area: str | None = None
    text: str = ""
    inspector: str | None = None
    channel: str | None = None
    urgency: str | None = None
    address: str | None = None
    photos: tuple[str, ...] = ()
    outcome: str | None = None


def counted(claimed: int | None, received: int, rules: Rules) -> int:
    """The time a report counts by: what its sender claims when that can be, else when it came."""
    if claimed is None:
        return received
    earliest = received - rules.report_late_days * DAY
    latest = received + rules.report_ahead_minutes * MINUTE
    return claimed if earliest <= claimed <= latest else received


def file_report(
    report: Report,
    areas: Areas,
    locator: Locator,
    matters: Matters,
    now: int,
    rules: Rules | None = None,
    calendar: Calendar | None = None,
) -> dict[str, Any]:
    """The data of the `filed` event: JSON values. `claimed` keeps a place that could not be used; `level`,
    `limit` and `due` are what holds for its item now, and go on to hold for this case."""
    rules = rules or Rules()
    item = matters.items.get(report.item)
    limit = rules.text_limit
    return {
        "report": report.report,
        "item": report.item,
        **_place(report, areas, locator),
        "edition": areas.edition,
        "outcome": ADVISED if report.outcome == ADVISED else None,
        "urgency": _urgency(report.urgency, item.urgency if item else URGENCIES[0]),
        "text": report.text[:limit],
        "inspector": report.inspector,
        "channel": report.channel,
        "address": report.address[:limit] if report.address else None,
        "photos": list(report.photos),
        "reported": report.received if report.time is None else report.time,
        "received": report.received,
        "counted": counted(report.time, report.received, rules),
        "filed": now,
        "to_sort": item is None,
        "sos": False,
        "cut": len(report.text) > limit or len(report.address or "") > limit,
        **_rule(item, report, areas, calendar or Calendar(rules.zone)),
    }


def _rule(item: Item | None, report: Report, areas: Areas, calendar: Calendar) -> dict[str, Any]:
    """The clock starts when the report reaches us; it never starts for what was put right on the spot."""
    level = item.level if item and item.level in areas.levels else usual_level(areas)
    if item is None:
        return {"level": level, "limit": "", "due": None}
    runs = report.outcome != ADVISED
    ends = due(report.received, item.limit, calendar) if runs else None
    return {"level": level, "limit": f"{item.limit.amount} {item.limit.kind}", "due": ends}


def _urgency(told: str | None, usual: str) -> str:
    """A sender may raise an item's urgency but not lower it."""
    return max(usual, told, key=URGENCIES.index) if told in URGENCIES else usual


def _place(report: Report, areas: Areas, locator: Locator) -> dict[str, Any]:
    """`area` is the deepest one known; without a usable place it is the root and marked to locate."""
    told = areas.stands_for(report.area) if report.area else None
    lat, lon = report.lat, report.lon
    if lat is None or lon is None or not (isfinite(lat) and isfinite(lon)):
        usable = told is not None and told != areas.root.code
        claimed = None if report.area in areas or not report.area else {"area": report.area}
        return _placed(told or areas.root.code, None, None, not usable, claimed)
    leaf = int(locator.leaf([lat], [lon])[0])
    if leaf < 0:  # a placeholder, another city, swapped axes: an officer must look
        return _placed(
            told or areas.root.code, None, None, True, {"lat": lat, "lon": lon, "area": report.area}
        )
    return _placed(areas.order[leaf].code, lat, lon, False, None)


def _placed(
    area: str, lat: float | None, lon: float | None, to_locate: bool, claimed: dict[str, Any] | None
) -> dict[str, Any]:
    return {"area": area, "lat": lat, "lon": lon, "to_locate": to_locate, "claimed": claimed}


def case_prefix(area: str, areas: Areas, time: int, days: LocalDays) -> str:
    """`<town>-<YYYYMMDD>`: the area below the root, or the root for a case that belongs to it directly."""
    path = areas.path(area)
    return f"{path[min(1, len(path) - 1)].code}-{days.stamp(time, '%Y%m%d')}"
