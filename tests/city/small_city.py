"""A city of two towns and four grids, five people and two items, with round coordinates.

lat 22.2 ┌────────────┬────────────┐
         │  1-1   1-2 │  town 2    │   each cell 0.1 degree wide
lat 22.1 │            ├─────┬──────┤   the north of town 2 lies in no grid
         │            │ 2-1 │  2-2 │
lat 22.0 └─────┴──────┴─────┴──────┘
        113.0 113.1 113.2 113.3  113.4
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from city.areas.areas import Areas, read_areas
from city.areas.locate import Locator
from city.cases.case import CaseEvent
from city.counts.counters import COLUMN
from city.live import LiveCity
from city.matters import Matters, read_matters
from city.people.fixes import FixBatch
from city.people.position_fields import MEASURES
from city.people.roster import Roster, read_roster
from city.rules import AROUND_THE_CLOCK, Rules

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
PLACES = {  # somewhere inside, lat and lon
    "1-1": (22.05, 113.05),
    "1-2": (22.05, 113.15),
    "2-1": (22.05, 113.25),
    "2-2": (22.05, 113.35),
    "2": (22.15, 113.3),
    "outside": (23.0, 114.0),
}
HOMES = {"ann": "1-1", "bob": "1-2", "cai": "1", "dan": "2-1", "eve": "0"}


def at(text: str, zone: str = "Asia/Shanghai") -> int:
    """Epoch ms of a local time such as `2026-03-10 10:00`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


NOW = at("2026-03-10 10:00")


def small_areas(posts: int = 2) -> Areas:
    boxes = [
        ("0", None, "city", (113.0, 22.0, 113.4, 22.2), 1),
        ("1", "0", "town", (113.0, 22.0, 113.2, 22.2), 0),
        ("2", "0", "town", (113.2, 22.0, 113.4, 22.2), 0),
        ("1-1", "1", "grid", (113.0, 22.0, 113.1, 22.2), posts),
        ("1-2", "1", "grid", (113.1, 22.0, 113.2, 22.2), posts),
        ("2-1", "2", "grid", (113.2, 22.0, 113.3, 22.1), posts),
        ("2-2", "2", "grid", (113.3, 22.0, 113.4, 22.1), posts),
    ]
    features = [_feature(*box) for box in boxes]
    document = {"type": "FeatureCollection", "levels": ["city", "town", "grid"], "features": features}
    return read_areas(document, "small")


def _feature(
    code: str, parent: str | None, level: str, box: tuple[float, float, float, float], posts: int
) -> dict[str, Any]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": f"区{code}", "level": level, "parent": parent, "posts": posts},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


AREAS = small_areas()
LOCATOR = Locator(AREAS)
MATTERS: Matters = read_matters(
    {
        "departments": [
            {"code": "d", "name": "部门"},
            {"code": "former", "name": "旧部门", "name_en": "Former", "valid_to": "2018-04-09"},
        ],
        "categories": [{"code": "c", "name": "类"}],
        "items": [
            {"code": "hole", "name": "坑", "category": "c", "department": "d", "limit": "2 work_days"},
            {"code": "fire", "name": "火", "category": "c", "department": "d", "limit": "1 urgent_hours"}
            | {"urgency": "urgent"},
        ],
    },
    "small",
)


def roster(**homes: str) -> Roster:
    rows = [{"inspector": who, "name": who.title(), "area": area} for who, area in (homes or HOMES).items()]
    return read_roster(rows, AREAS, "small")


def small_city(people: Roster | None = None, areas: Areas = AREAS, **rules: Any) -> LiveCity:
    """On duty around the clock unless told otherwise."""
    locator = LOCATOR if areas is AREAS else None
    return LiveCity(areas, people or roster(), MATTERS, Rules(**{"duty": AROUND_THE_CLOCK, **rules}), locator)


Fix = tuple[str, int, float, float]


def fixes(*rows: Fix, sos: bool = False, **told: float) -> FixBatch:
    """Fixes of (inspector, time, lat, lon), received when they were taken."""
    time = np.array([row[1] for row in rows], np.int64)
    measures: dict[str, Any] = {
        name: np.full(len(rows), told.get(name, np.nan), np.float32) for name in MEASURES
    }
    return FixBatch(
        [row[0] for row in rows],
        time,
        time.copy(),
        np.array([row[2] for row in rows]),
        np.array([row[3] for row in rows]),
        **measures,
        sos=np.full(len(rows), sos),
    )


def fix(who: str, place: str, time: int = NOW, north: float = 0.0, **told: Any) -> FixBatch:
    """One fix at a named place, `north` metres beside it."""
    lat, lon = PLACES[place]
    return fixes((who, time, lat + north / 111_319.5, lon), **told)


def filed(case: str, area: str = "1-1", time: int = NOW, **data: Any) -> CaseEvent:
    lat, lon = PLACES.get(area, (None, None))
    told = {"item": "hole", "area": area, "lat": lat, "lon": lon, "reported": time, "received": time}
    return CaseEvent(f"{time}-0", case, 1, "filed", time, "clerk", f"filed:{case}", told | data)


def acknowledged(case: str, time: int = NOW, revision: int = 2) -> CaseEvent:
    return CaseEvent(f"{time}-1", case, revision, "acknowledged", time, "wang", f"{case}:{revision}", {})


def counter(city: LiveCity, name: str, code: str = "0") -> int:
    return int(city.counters[city.areas.position[code], COLUMN[name]])
