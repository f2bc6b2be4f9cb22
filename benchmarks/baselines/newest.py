"""What both baselines know: the newest fix of each person, and which areas each belongs to by the roster.
They are spared what the wall does besides: finding the grid of a point, cases, coverage, checks of every
field."""

import csv
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgpack

ON_DUTY = 600_000  # ms since the newest fix


def chain(code: str) -> list[str]:
    """The areas of a Chinese area code, from the city down to the village."""
    return [code[:size] for size in (6, 9, 12) if size <= len(code)]


def fixes(fields: Mapping[bytes, bytes]) -> Iterable[tuple[str, int, float, float]]:
    """Person, time, latitude, longitude: one fix, or a gateway's many."""
    if packed := fields.get(b"fixes"):
        return msgpack.unpackb(packed)  # type: ignore[no-any-return]  # as the feeder wrote them
    if person := fields.get(b"inspector"):
        return [(person.decode(), int(fields[b"time"]), float(fields[b"lat"]), float(fields[b"lon"]))]
    return []


class Newest:
    def __init__(self, roster: Path) -> None:
        with roster.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.ids = [row["inspector"] for row in rows]
        self.row = {person: number for number, person in enumerate(self.ids)}
        self.areas = [chain(row["area"]) for row in rows]
        self.people: dict[str, list[int]] = {}
        for number, areas in enumerate(self.areas):
            for area in areas:
                self.people.setdefault(area, []).append(number)
        self.time = [0] * len(rows)
        self.lat = [0.0] * len(rows)
        self.lon = [0.0] * len(rows)
        self.version = 0

    def take(self, entries: Iterable[tuple[bytes, Mapping[bytes, bytes]]]) -> list[int]:
        """Fold entries; the rows that moved."""
        moved = []
        for person, told, lat, lon in (fix for _, fields in entries for fix in fixes(fields)):
            row = self.row.get(person)
            if row is None or told <= self.time[row]:
                continue
            self.time[row], self.lat[row], self.lon[row] = told, lat, lon
            moved.append(row)
        self.version += bool(moved)
        return moved

    def on_duty(self, area: str) -> dict[str, int]:
        """People on duty in each area directly below."""
        now, counts = int(time.time() * 1000), dict[str, int]()
        depth = len(chain(area))
        for row in self.people.get(area, []):
            below = self.areas[row][min(depth, len(self.areas[row]) - 1)]
            counts[below] = counts.get(below, 0) + (now - self.time[row] <= ON_DUTY)
        return counts
