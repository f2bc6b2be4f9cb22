"""A city of the longest names there are, five levels deep: every box on the page has a text too long for it.

One district has 33 towns, one town 24 villages, one village 12 grids; a second town has villages by a list of
real names. Round coordinates, few people: it is built in a moment."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from city.areas.areas import read_areas
from city.people.roster import read_roster
from streams.record.keys import Keys
from streams.record.world import claim_world, note_world
from streams.server.embedded import EmbeddedRedis
from tests.browser.feed import Feed
from tests.dashboard.noon import zone_at_noon
from tests.forks.processes import Wall

CITY, DISTRICT, TOWN, VILLAGE = "441900", "4419D1", "441900106", "441900106003"
LISTED = "441900107"  # the town whose villages are real ones
LEVELS = ["city", "district", "town", "village", "grid"]
LIST = Path(__file__).parents[3] / "shared" / "data" / "dongguan_villages.csv"
TOWNS, VILLAGES, GRIDS, REAL = 33, 24, 12, 33
Box = tuple[float, float, float, float]
Name = tuple[str, str | None]

LONG_CITY = ("博尔塔拉蒙古自治州精河县", "Bortala Mongol Autonomous Prefecture of Jinghe")
LONG_DISTRICTS: list[Name] = [
    ("双江拉祜族佤族布朗族傣族自治县", "Shuangjiang Lahu, Va, Blang and Dai Autonomous County"),
    ("积石山保安族东乡族撒拉族自治县", "Jishishan Bonan, Dongxiang and Salar Autonomous County"),
    ("大亚湾经济技术开发区", "Daya Bay Economic and Technological Development Zone"),
]
LONG_TOWNS: list[Name] = [
    ("松山湖高新技术产业开发区", "Songshan Lake High-Tech Industrial Development Zone"),
    ("东莞生态园", "Dongguan Ecological Park"),
    ("水乡新城经济功能区管理委员会", "Shuixiang New Town Functional Zone Administration"),
    ("樟木头镇", "Zhangmutou Town"),
    ("东城街道", "Dongcheng Subdistrict"),
    ("望牛墩镇", None),
]
LONG_VILLAGES: list[Name] = [
    ("花园新村社区居民委员会", "Huayuan Xincun Community Residents' Committee"),
    (
        "松山湖科学城中央商务区社区居民委员会",
        "Songshan Lake Science City Central Business District Community",
    ),
    ("鳌峙塘社区居民委员会", "Aozhitang Community"),
    ("田头村", "Tiantou Village"),
    ("龙背岭社区居民委员会", None),
]
LONG_GRIDS: list[Name] = [
    (
        "第三十二综合网格（含物流园区及周边出租屋）",
        "General grid 32, with the logistics park and rented rooms",
    ),
    ("网格 02", "Grid 02"),
]
MATTERS: list[tuple[str, str, str]] = [
    (
        "9001",
        "占用、堵塞、封闭疏散通道、安全出口、消防车通道及登高场地",
        "Occupying, blocking or closing evacuation routes, safety exits and fire engine access",
    ),
    (
        "9002",
        "生产经营单位未按规定设置安全警示标志或安全出口堵塞锁闭的",
        "A business without prescribed warning signs, or with exits that are blocked or locked",
    ),
    ("9003", "网约房", "Let room"),
]
LONG_DEPARTMENT = (
    "市场监督管理局（知识产权局、食品安全委员会办公室）",
    "Administration for Market Regulation and Intellectual Property",
)
LONG_ID = "SSL-HIGH-TECH-ZONE-GRID-INSPECTOR-000000000000000000000000042"
REMARK = (
    "在北京录制的轨迹搬到了本市，时间前移 3 天 4 小时，速度放慢一半",
    "Recorded in Beijing, moved to this city, shifted by 3 days 4 hours, at half speed",
)
LONG_PERSON = ("阿卜杜热合曼·买买提依明江", "Abdurahman Memtimin Jan")


def real_names() -> list[Name]:
    """The longest names of a real city's villages; none where its list is not at hand."""
    if not LIST.exists():
        return []
    with LIST.open(encoding="utf-8") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    return [(name, None) for name in sorted(names, key=lambda name: (-len(name), name))[:REAL]]


def areas_document() -> dict[str, Any]:
    west, south, east, north = outline = (113.5, 22.7, 114.1, 23.1)
    features = [_feature(CITY, LONG_CITY, 0, None, outline)]
    middle = 113.95
    districts = [(west, south, middle, north), *_cells((middle, south, east, north), 2, 1)]
    for number, box in enumerate(districts):
        features.append(_feature(f"4419D{number + 1}", LONG_DISTRICTS[number], 1, CITY, box))
    towns = _below(
        features, DISTRICT, districts[0], 2, [f"441900{100 + at}" for at in range(TOWNS)], LONG_TOWNS
    )
    villages = [f"{TOWN}{at:03}" for at in range(1, VILLAGES + 1)]
    boxes = _below(features, TOWN, towns[TOWN], 3, villages, LONG_VILLAGES)
    _below(
        features, VILLAGE, boxes[VILLAGE], 4, [f"{VILLAGE}{at:03}" for at in range(1, GRIDS + 1)], LONG_GRIDS
    )
    if real := real_names():
        _below(
            features, LISTED, towns[LISTED], 3, [f"{LISTED}{at:03}" for at in range(1, len(real) + 1)], real
        )
    return {"type": "FeatureCollection", "levels": LEVELS, "datum": "WGS-84", "features": features}


def _below(
    features: list[dict[str, Any]], parent: str, box: Box, level: int, codes: list[str], names: list[Name]
) -> dict[str, Box]:
    columns = 6
    cells = _cells(box, columns, -(-len(codes) // columns))
    placed = dict(zip(codes, cells, strict=False))
    for at, (code, cell) in enumerate(placed.items()):
        features.append(_feature(code, names[at % len(names)], level, parent, cell))
    return placed


def _cells(box: Box, columns: int, rows: int) -> list[Box]:
    west, south, east, north = box
    wide, high = (east - west) / columns, (north - south) / rows
    return [
        (west + wide * x, south + high * y, west + wide * (x + 1), south + high * (y + 1))
        for y in range(rows)
        for x in range(columns)
    ]


def _feature(code: str, name: Name, level: int, parent: str | None, box: Box) -> dict[str, Any]:
    west, south, east, north = (round(side, 6) for side in box)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    told = {"code": code, "name": name[0], "level": LEVELS[level], "parent": parent, "posts": 2}
    english = {"name_en": name[1]} if name[1] else {}
    return {
        "type": "Feature",
        "properties": told | english,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def roster_rows() -> list[dict[str, str]]:
    """Some at home in the town that tests look at; one from elsewhere, with the longest id."""
    told = {"name": LONG_PERSON[0], "name_en": LONG_PERSON[1], "phone": "13800000000", "mode": "foot"}
    here = [(f"W-{number:04}", f"{VILLAGE}{number % GRIDS + 1:03}") for number in range(12)]
    return [told | {"inspector": id, "area": area} for id, area in [(LONG_ID, "4419D2"), *here]]


def matters_document() -> str:
    department = {"code": "market", "name": LONG_DEPARTMENT[0], "name_en": LONG_DEPARTMENT[1]}
    category = {"code": "safety", "name": "安全隐患", "name_en": "Safety hazards"}
    kept = {"category": "safety", "department": "market", "limit": "2 work_days"}
    items = [{"code": code, "name": zh, "name_en": en} | kept for code, zh, en in MATTERS]
    items[1]["urgency"] = "urgent"
    kinds = (("departments", [department]), ("categories", [category]), ("items", items))
    return "\n".join(_table(kind, row) for kind, rows in kinds for row in rows)


def _table(kind: str, row: dict[str, str]) -> str:
    return f"[[{kind}]]\n" + "".join(
        f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in row.items()
    )


class LongCity(ExitStack):
    """A real wall of it, with people who walk and cases of every matter; `case` is one with a long name."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        document, rows = areas_document(), roster_rows()
        (folder / "areas.geojson").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        (folder / "items.toml").write_text(matters_document(), encoding="utf-8")
        with (folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, fieldnames=list(rows[0]))
            out.writeheader()
            out.writerows(rows)
        self.areas = read_areas(document, "areas.geojson")
        self.roster = read_roster(rows, self.areas, "roster.csv")

    def __enter__(self) -> LongCity:
        super().__enter__()
        redis = self.enter_context(EmbeddedRedis(self.folder / "redis"))
        keys = Keys()
        claim_world(redis.client(), keys, "demo")
        note_world(redis.client(), keys, "moved", *REMARK)
        self.wall = Wall(self.folder, redis.url, GRIDWALL_CITY_TIMEZONE=zone_at_noon())
        self.wall.start()
        self.callback(self.wall.end)
        self.feed = Feed(redis.client(), keys, self.areas, self.roster)
        self.feed.start()
        self.callback(self.feed.stop)
        self.case = ""
        for number in range(9):
            lat, lon = self.feed.middle(f"{VILLAGE}{number + 1:03}")
            told = {"item": MATTERS[number % 3][0], "text": MATTERS[0][1]}
            case = self.feed.filed(f"long-{number}", lat, lon, **told)
            self.case = self.case or case
        return self

    @contextmanager
    def calling(self, person: str) -> Iterator[None]:
        """While this person, in a grid with the longest name, calls for help."""
        place = self.feed.middle(f"{VILLAGE}001")
        self.feed.put(person, *place, sos=True)
        yield
        self.feed.put(person, *place)
