"""One fix, checked value by value: the slow and exact way, with a sentence for what is wrong.

The fast way (`table.py`) must accept exactly what this accepts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from streams.messages.cry import CALL, cry
from streams.messages.values import RefusedError, identifier, moment, number

FIELDS = ("inspector", "time", "lat", "lon", "accuracy", "speed", "heading", "battery", "sos")
NUMBERS = {  # inclusive
    "lat": (-90.0, 90.0),  # degrees
    "lon": (-180.0, 180.0),
    "accuracy": (0.0, 100_000.0),  # metres
    "speed": (0.0, 200.0),  # metres a second
    "heading": (0.0, 360.0),  # degrees
    "battery": (0.0, 100.0),  # per cent
}
OPTIONAL = ("accuracy", "speed", "heading", "battery")
AHEAD = 120_000  # ms a phone's clock may be ahead of ours
NAN = float("nan")
UNUSABLE = -1.0  # what stands for an optional value out of range or unreadable until it is counted


class Fix(NamedTuple):
    """One row of a FixBatch; an optional value may still be UNUSABLE."""

    inspector: str
    time: int
    received: int
    lat: float
    lon: float
    accuracy: float
    speed: float
    heading: float
    battery: float
    sos: bool


@dataclass(frozen=True, slots=True)
class Sos:
    """A cry for help. `lat` and `lon` are None when its position is of no use; times are epoch ms.

    `unverified`: through a link that has ended. It is heard, and moves nobody on the map.
    """

    inspector: str
    time: int
    received: int
    lat: float | None
    lon: float | None
    entry: str
    unverified: bool = False
    accuracy: float | None = None  # metres, of the place


def told_accuracy(accuracy: float) -> float | None:
    return accuracy if accuracy >= 0 else None


class ClockAheadError(RefusedError):
    """The phone's clock is wrong: more than two minutes ahead."""


def read_fix(values: Sequence[object], received: int, slack: int = 0) -> Fix:
    """From values in the order of FIELDS, None for what was not told; `slack`: ms by which our own clocks
    differ. Raises RefusedError."""
    inspector = identifier("inspector", values[0])
    lat, lon = read_place(values[2], values[3])
    accuracy, speed, heading, battery = map(optional, OPTIONAL, values[4:8])
    time = read_time(values[1], received, slack)
    called = cry(values[8]) == CALL
    return Fix(inspector, time, received, lat, lon, accuracy, speed, heading, battery, called)


def read_time(value: object, received: int, slack: int = 0) -> int:
    time = moment("time", value)
    if time > received + AHEAD + slack:
        seconds = (time - received) / 1000
        raise ClockAheadError(
            f"time must be at most 2 min ahead of its arrival, got {time} ({seconds:.0f} s ahead)"
        )
    return min(time, received)


def read_place(lat: object, lon: object) -> tuple[float, float]:
    read = number("lat", lat, *NUMBERS["lat"]), number("lon", lon, *NUMBERS["lon"])
    if read == (0.0, 0.0):
        raise RefusedError("lat and lon must be a place, got (0, 0), which phones send when they know none")
    return read


def optional(name: str, value: object) -> float:
    """NAN when it was not sent, UNUSABLE when it cannot be: phones send -1, 511 and NULL for "unknown"."""
    if value is None or value == b"" or value == "":
        return NAN
    try:
        return number(name, value, *NUMBERS[name])
    except RefusedError:
        return UNUSABLE


def salvage(
    values: Sequence[object], received: int, entry: str, row: int | None, slack: int = 0
) -> tuple[Sos, Fix | None]:
    """An SOS is never refused: what is wrong with it is left out, and what is right is kept."""
    time = _usable_time(values[1], received, slack)
    try:
        place = read_place(values[2], values[3])
    except RefusedError:
        place = None
    lat, lon = place or (None, None)
    try:
        inspector = identifier("inspector", values[0])
    except RefusedError:
        who = f"unknown-{entry}" if row is None else f"unknown-{entry}-{row}"
        return Sos(who, time, received, lat, lon, entry), None
    if place is None:
        return Sos(inspector, time, received, None, None, entry), None
    accuracy, speed, heading, battery = map(optional, OPTIONAL, values[4:8])
    sos = Sos(inspector, time, received, *place, entry, accuracy=told_accuracy(accuracy))
    return sos, Fix(inspector, time, received, *place, accuracy, speed, heading, battery, True)


def _usable_time(value: object, received: int, slack: int) -> int:
    try:
        return read_time(value, received, slack)
    except RefusedError:
        return received
