"""One fix, checked value by value: the slow and exact way, with a sentence for what is wrong.

The fast way (`table.py`) must accept exactly what this accepts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from city.people.position_fields import MEASURES, NUMBERS
from streams.messages.cry import CALL, cry
from streams.messages.values import RefusedError, identifier, moment, number

ACCURACY = MEASURES.index("accuracy")
AHEAD = 120_000  # ms a phone's clock may be ahead of ours
NAN = float("nan")
LIMITS = {name: (field.low, field.high) for name, field in NUMBERS.items()}
UNUSABLE = -1.0  # what stands for an optional value out of range or unreadable until it is counted
Values = Mapping[str, object]  # of all fields of a row, None for what was not told


class Fix(NamedTuple):
    """One row of a FixBatch; a measure may still be UNUSABLE."""

    inspector: str
    time: int
    received: int
    lat: float
    lon: float
    measures: tuple[float, ...]  # in the order of MEASURES
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


def read_fix(values: Values, received: int, slack: int = 0) -> Fix:
    """`slack`: ms by which our own clocks differ. Raises RefusedError."""
    inspector = identifier("inspector", values["inspector"])
    place = read_place(values["lat"], values["lon"])
    time = read_time(values["time"], received, slack)
    return Fix(inspector, time, received, *place, _measures(values), cry(values["sos"]) == CALL)


def read_time(value: object, received: int, slack: int = 0) -> int:
    time = moment("time", value)
    if time > received + AHEAD + slack:
        seconds = (time - received) / 1000
        raise ClockAheadError(
            f"time must be at most 2 min ahead of its arrival, got {time} ({seconds:.0f} s ahead)"
        )
    return min(time, received)


def read_place(lat: object, lon: object) -> tuple[float, float]:
    lat, lon = number("lat", lat, *LIMITS["lat"]), number("lon", lon, *LIMITS["lon"])
    if lat == lon == 0:
        raise RefusedError("lat and lon must be a place, got (0, 0), which phones send when they know none")
    return lat, lon


def within(name: str, value: object) -> float:
    """A number of a position between its limits. Raises RefusedError."""
    return number(name, value, *LIMITS[name])


def _measures(values: Values) -> tuple[float, ...]:
    return tuple(map(optional, MEASURES, map(values.__getitem__, MEASURES)))


def optional(name: str, value: object) -> float:
    """NAN when it was not sent, UNUSABLE when it cannot be: phones send -1, 511 and NULL for "unknown"."""
    if value is None or value == b"" or value == "":
        return NAN
    try:
        return number(name, value, *LIMITS[name])
    except RefusedError:
        return UNUSABLE


def salvage(
    values: Values, received: int, entry: str, row: int | None, slack: int = 0
) -> tuple[Sos, Fix | None]:
    """An SOS is never refused: what is wrong with it is left out, and what is right is kept."""
    time = _usable_time(values["time"], received, slack)
    try:
        place = read_place(values["lat"], values["lon"])
    except RefusedError:
        place = None
    lat, lon = place or (None, None)
    try:
        inspector = identifier("inspector", values["inspector"])
    except RefusedError:
        who = f"unknown-{entry}" if row is None else f"unknown-{entry}-{row}"
        return Sos(who, time, received, lat, lon, entry), None
    if place is None:
        return Sos(inspector, time, received, None, None, entry), None
    measures = _measures(values)
    sos = Sos(inspector, time, received, *place, entry, accuracy=told_accuracy(measures[ACCURACY]))
    return sos, Fix(inspector, time, received, *place, measures, True)


def _usable_time(value: object, received: int, slack: int) -> int:
    try:
        return read_time(value, received, slack)
    except RefusedError:
        return received
