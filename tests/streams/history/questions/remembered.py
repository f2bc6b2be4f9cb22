"""A small day in every table, in several files, and each question with what it is told and what is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from city.time.days import HOUR, MINUTE
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.compaction import Compaction
from streams.history.columns.place import Folder
from streams.history.columns.rows import columns_of, made
from streams.history.columns.stream_ids import SEQUENCE_BITS
from streams.history.columns.tables import TABLES
from tests.city.small_city import at

DAY = "2026-03-10"
BEGINS = at("2026-03-10 00:00")
TEN = at("2026-03-10 10:00")
Rows = list[tuple[Any, ...]]


def fix(town: str, person: int, time: int, lat: int, lon: int, delay: int = 500, battery: int = -1) -> Any:
    return (town, person, time, delay, lat, lon, 7, 12, -1, battery, 0)


def entry(time: int) -> int:
    return time << SEQUENCE_BITS


FILES: dict[str, list[Rows]] = {
    "fixes": [
        [
            fix("东", 7, TEN - HOUR, 22_000_000, 113_000_000),
            fix("", 9, TEN - HOUR + 1, 23_000_000, 114_000_000),
        ],
        [
            fix("东", 7, TEN, 22_000_100, 113_000_000),
            fix("东", 7, TEN + 10_000, 22_000_200, 113_000_100, battery=80),
            fix("西", 8, TEN + 5_000, 22_010_000, 113_010_000),
        ],
        [fix("西", 7, TEN + 20_000, 22_000_300, 113_000_000, delay=HOUR)],  # came an hour late
    ],
    "presence": [
        [("1-1", TEN, 3, 5), ("1-2", TEN, 0, 1)],
        [("1-1", TEN + MINUTE, 4, 4)],
        [("1-1", TEN, 1, 1)],  # of a minute that was cut in two
    ],
    "counters": [
        [("0", "open", BEGINS, 5, 1), ("0", "people", BEGINS, 9, 1), ("1", "open", BEGINS, 1, 1)],
        [("0", "open", TEN, 6, 0)],
        [("0", "open", TEN + MINUTE, 7, 0), ("0", "people", TEN + 2 * MINUTE, 8, 0)],
    ],
    "cameras": [
        [("a", entry(BEGINS), BEGINS, "live", "", 1), ("b", entry(BEGINS), BEGINS, "lost", "timeout", 1)],
        [("b", entry(TEN), TEN, "live", "", 0), ("a", entry(TEN + 9), TEN + 9, "frozen", "frozen", 0)],
    ],
    "shown": [
        [("scene:x", entry(BEGINS), BEGINS, "li", "scene_saved", '{"name":"镇"}', 1)],
        [("stack:s", entry(TEN), TEN, "li", "put", '{"pushes":["it\'s"]}', 0)],
        [("stack:s", entry(TEN + 9), TEN + 9, "li", "ended", "null", 0)],
    ],
    "gaps": [[("positions", TEN, TEN + MINUTE, "1-0", "2-0", "trimmed")]],
}
CASES: list[tuple[str, dict[str, Any], Rows]] = [
    (
        "town_tracks",
        {"town": "东", "first": TEN, "last": TEN + HOUR},
        [
            (7, TEN, 500, 22_000_100, 113_000_000, 7, 0),
            (7, TEN + 10_000, 500, 22_000_200, 113_000_100, 7, 0),
        ],
    ),
    ("town_tracks", {"town": "它'", "first": TEN, "last": TEN + HOUR}, []),
    (
        "person_track",
        {"person": 7, "first": BEGINS, "last": TEN + MINUTE, "known": TEN + MINUTE},
        [
            (TEN - HOUR, 500, "东", 22_000_000, 113_000_000, 7, 12, -1, -1, 0),
            (TEN, 500, "东", 22_000_100, 113_000_000, 7, 12, -1, -1, 0),
            (TEN + 10_000, 500, "东", 22_000_200, 113_000_100, 7, 12, -1, 80, 0),
        ],
    ),
    (
        "everybody",  # as known then
        {"first": TEN - MINUTE, "last": TEN + 30_000, "known": TEN + 30_000},
        [
            (7, TEN + 10_000, "东", 22_000_200, 113_000_100),
            (8, TEN + 5_000, "西", 22_010_000, 113_010_000),
        ],
    ),
    (
        "everybody",  # as known now
        {"first": TEN - MINUTE, "last": TEN + 30_000},
        [
            (7, TEN + 20_000, "西", 22_000_300, 113_000_000),
            (8, TEN + 5_000, "西", 22_010_000, 113_010_000),
        ],
    ),
    (
        "near",
        {
            "lat": 22_000_000,
            "lon": 113_000_000,
            "metres": 30.0,
            "north": 0.111,
            "east": 0.103,
            "south": 21_999_000,
            "north_end": 22_001_000,
            "west": 112_999_000,
            "east_end": 113_001_000,
            "first": BEGINS,
            "last": TEN + HOUR,
        },
        [(7, 0.0, TEN - HOUR, 3)],
    ),
    (
        "grid_presence",
        {"grid": "1-1", "first": TEN, "last": TEN + HOUR},
        [(TEN, 4, 6), (TEN + MINUTE, 4, 4)],
    ),
    ("presence", {"first": TEN, "last": TEN}, [("1-1", TEN, 4, 6), ("1-2", TEN, 0, 1)]),
    (
        "area_counters",
        {"area": "0", "since": BEGINS, "first": TEN, "last": TEN + MINUTE},
        [("open", TEN, 6), ("open", TEN + MINUTE, 7), ("people", BEGINS, 9)],
    ),
    (
        "camera_states",
        {"since": entry(BEGINS), "last": TEN, "known": entry(TEN + 1)},
        [("a", "live", "", BEGINS), ("b", "live", "", TEN)],
    ),
    (
        "shown",
        {"since": entry(BEGINS), "last": TEN},
        [("scene:x", '{"name":"镇"}', BEGINS), ("stack:s", '{"pushes":["it\'s"]}', TEN)],
    ),
    ("shown", {"since": entry(BEGINS), "last": TEN + HOUR}, [("scene:x", '{"name":"镇"}', BEGINS)]),
    (
        "gaps",
        {"first": TEN + 1, "last": TEN + HOUR},
        [("positions", TEN, TEN + MINUTE, "1-0", "2-0", "trimmed")],
    ),
    ("gaps", {"first": TEN + HOUR, "last": TEN + 2 * HOUR}, []),
]


def remember(folder: Path) -> Folder:
    """One table is brought together, the others stand as they were written."""
    place = Folder(folder)
    for name, files in FILES.items():
        table = ColumnTable(place, TABLES[name])
        for rows in files:
            table.append([made(table.table, DAY, columns_of(table.table, rows))], {})
        if name == "presence":
            Compaction(folder / "spill").day(table, DAY)
    return place
