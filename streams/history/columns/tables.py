"""What each table holds: its columns, their order in a file, and how its files are brought together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The type of a column, as Delta calls it, and how many bits a whole number has."""

    TEXT = ("string", 0)
    LONG = ("long", 64)
    INT = ("integer", 32)
    SHORT = ("short", 16)
    BYTE = ("byte", 8)

    @property
    def delta(self) -> str:
        return self.value[0]

    @property
    def numpy(self) -> str:
        return f"<i{self.value[1] // 8}"


@dataclass(frozen=True, slots=True)
class Table:
    """`order`: by which columns a file is sorted. `time`: the column whose least and greatest value each file
    tells. `few`: columns of few different values. `hourly`: an hour stays a file of its own, because a day
    does not fit into the memory we allow ourselves. `met`: about how many values a
    column has in a group of rows, where files tell which they may have, for who seeks one."""

    name: str
    columns: dict[str, Kind]
    order: tuple[str, ...]
    time: str = "time"
    few: tuple[str, ...] = ()
    hourly: bool = False
    met: int = 0
    stands: tuple[str, ...] = ()  # whose newest row holds on, and is told again when a day begins


FIXES = Table(
    "fixes",
    {
        "town": Kind.TEXT,  # code of the area below the root in which it lies, empty outside
        "person": Kind.INT,  # that day's ordinal
        "time": Kind.LONG,  # epoch ms, when it was taken
        "delay": Kind.LONG,  # ms until it was received
        "lat": Kind.INT,  # 1e-6 degrees
        "lon": Kind.INT,
        "accuracy": Kind.INT,  # m, rounded up; -1 not told, here and below
        "speed": Kind.SHORT,  # 0.1 m/s
        "heading": Kind.SHORT,  # degrees
        "battery": Kind.BYTE,  # per cent
        "sos": Kind.BYTE,
    },
    ("town", "person", "time"),
    few=("town", "person", "delay", "accuracy", "speed", "heading", "battery", "sos"),
    hourly=True,
    met=400,
)
PRESENCE = Table(
    "presence",
    {
        "grid": Kind.TEXT,  # code of the deepest area
        "time": Kind.LONG,  # epoch ms, when the minute began
        "people": Kind.INT,  # whose last fix of the minute lies there
        "visits": Kind.INT,  # who had any fix of the minute there
    },
    ("grid", "time"),
    few=("grid", "people", "visits"),
)
COUNTERS = Table(
    "counters",
    {
        "area": Kind.TEXT,
        "counter": Kind.TEXT,
        "time": Kind.LONG,  # epoch ms, of the minute from which on it is so
        "value": Kind.INT,
        "standing": Kind.BYTE,  # 1: told again because a day began
    },
    ("area", "counter", "time"),
    few=("area", "counter", "value", "standing"),
    stands=("area", "counter"),
)
CAMERAS = Table(
    "cameras",
    {
        "camera": Kind.TEXT,
        "entry": Kind.LONG,  # the stream's id as one number: the order in which things happened
        "time": Kind.LONG,
        "state": Kind.TEXT,
        "detail": Kind.TEXT,
        "standing": Kind.BYTE,
    },
    ("camera", "entry"),
    few=("camera", "state", "detail", "standing"),
    stands=("camera",),
)
SHOWN = Table(
    "shown",
    {
        "subject": Kind.TEXT,  # kind and id, as `wall` calls it
        "entry": Kind.LONG,
        "time": Kind.LONG,
        "actor": Kind.TEXT,
        "done": Kind.TEXT,
        "value": Kind.TEXT,  # JSON of all of it from then on, `null` for gone
        "standing": Kind.BYTE,
    },
    ("subject", "entry"),
    few=("subject", "actor", "done", "standing"),
    stands=("subject",),
)
GAPS = Table(
    "gaps",
    {
        "stream": Kind.TEXT,
        "time": Kind.LONG,  # epoch ms from which on something may be missing
        "until": Kind.LONG,
        "after_id": Kind.TEXT,  # the last entry that was read
        "before_id": Kind.TEXT,  # the first that was there again
        "why": Kind.TEXT,
    },
    ("stream", "time"),
    few=("stream", "why"),
)
TABLES = {table.name: table for table in (FIXES, PRESENCE, COUNTERS, CAMERAS, SHOWN, GAPS)}
