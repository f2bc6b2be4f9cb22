"""Writes the golden frames that the tests of both languages read: run it after a change of the layout.

    python -m tests.dashboard.write_golden

Beside each `<name>.bin` stands what it says in `frames.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.rooms import frame_tables, frames

FOLDER = Path(__file__).parent / "golden"
AT = 1_795_000_000_000.0

SNAPSHOT: dict[str, Any] = {
    "kind": 1,
    "epoch": 4_023_233_417,
    "room": 7,
    "sequence": 41,
    "at": AT,
    "newest": AT - 250,
    "redis_age": 2,
    "gateway_age": 43,
    "flags": 1,
    "people": [
        {"index": 0, "lat": 23_030_700, "lon": 113_974_400, "age": 250, "state": 1, "flags": 4},
        {"index": 12, "lat": -33_868_800, "lon": -70_500_001, "age": 4_000, "state": 3, "flags": 14},
        {"index": 5927, "lat": 23_031_111, "lon": 113_975_222, "age": 700_000, "state": 4, "flags": 4},
        {"index": 2_147_483_649, "lat": 23_032_000, "lon": 113_976_000, "age": 0, "state": 1, "flags": 1},
    ],
    "moved": [],
    "looks": [],
    "names": [[0, "HL-0001"], [5927, "员-5928"], [12, "HL:0013"]],
    "gone": [],
    "hidden": [],
    "grids": [{"position": 9, "open": 3, "covered": 1}, {"position": 10, "open": 0, "covered": 0}],
    "state": {
        "counters": {"on_duty": 3, "open": 3, "overdue": None},
        "tiles": {"441900106001": {"open": 3, "overdue": None, "on_duty": 3, "people": 4, "sos": 1}},
        "direct": None,
        "hours": {"today": [0] * 24, "yesterday": [1] * 24, "now": 9},
        "cases": [],
        "people_seen": 4,
    },
}
DELTA: dict[str, Any] = {
    **SNAPSHOT,
    "kind": 0,
    "sequence": 42,
    "at": AT + 100,
    "newest": AT + 20,
    "people": [{"index": 300, "lat": 90_000_000, "lon": -180_000_000, "age": -40, "state": 6, "flags": 0}],
    "moved": [
        {"index": 0, "lat": 5, "lon": -12, "age": 80},
        {"index": 12, "lat": -64, "lon": 1_000_000, "age": 2_147_483_647},
    ],
    "looks": [{"index": 0, "state": 2, "flags": 6}],
    "names": [[300, "HL-0301"]],
    "gone": [5927],
    "hidden": [12, 2_147_483_649],
    "grids": [],
    "state": {"counters": {"on_duty": 2}, "gone_cases": ["SOS-HL-0001-29916666"]},
}
HEARTBEAT: dict[str, Any] = {
    **DELTA,
    "sequence": 43,
    "at": AT + 1_100,
    "newest": 0.0,
    "redis_age": frames.NEVER,
    "gateway_age": frames.NEVER,
    "flags": 2,
    "people": [],
    "moved": [],
    "looks": [],
    "names": [],
    "gone": [],
    "hidden": [],
    "state": {},
}
GOLDEN = {"snapshot": SNAPSHOT, "delta": DELTA, "heartbeat": HEARTBEAT}


TABLES = {
    "people": (frames.PEOPLE, frame_tables.people),
    "moved": (frames.MOVED, frame_tables.moved),
    "looks": (frames.LOOKS, frame_tables.looks),
}


def encoded(said: dict[str, Any]) -> bytes:
    sections: list[frames.Section] = []
    for name, (type_, pack) in TABLES.items():
        rows = said[name]
        if rows:
            columns = [np.array([row[key] for row in rows], np.int64) for key in rows[0]]
            sections += [(type_, body) for body in pack(np.array([0, len(rows)]), *columns)]
    if said["names"]:
        sections.append(frames.names_section(said["names"]))
    for key, type_ in (("gone", frames.GONE), ("hidden", frames.HIDDEN)):
        if said[key]:
            sections.append(frames.gone_section(said[key], type_))
    if said["grids"]:
        cells = [tuple(grid.values()) for grid in said["grids"]]
        sections.append(frames.grids_section(np.array(cells, frame_tables.GRID)))
    if said["state"]:
        sections.append(frames.state_section(said["state"]))
    truth = frames.Truth(said["redis_age"], said["gateway_age"], said["flags"])
    head = (said[k] for k in ("kind", "epoch", "room", "sequence", "at", "newest"))
    return frames.encode(*head, truth, sections)


def main() -> None:
    for name, said in GOLDEN.items():
        (FOLDER / f"{name}.bin").write_bytes(encoded(said))
    (FOLDER / "frames.json").write_text(json.dumps(GOLDEN, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
