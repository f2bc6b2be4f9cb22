"""A fix as a device told it, in our units, and how what devices send is read into them. Knows no protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from city.people.position_fields import ROW
from streams.messages.fix import Values
from streams.messages.values import number_in

KNOT, KMH = 1852 / 3600, 1 / 3.6  # m/s
SECONDS_END = 2**31  # a whole number below it is seconds, above it milliseconds
NOT_TOLD: dict[str, object] = {field.name: None for field in ROW}


@dataclass(frozen=True, slots=True)
class Sent:
    """`values` by the fields of a position; `time` None: now. `placed`: it says where it is; `mock`: a place
    that somebody made up in the phone."""

    device: str
    values: Values
    placed: bool = True
    mock: bool = False


def told(**values: object) -> dict[str, object]:
    """The values of a Sent."""
    return {**NOT_TOLD, **values}


def measure(value: object, factor: float = 1.0, *, zero: bool = True) -> float | None:
    """An optional number: None for what is none, for what is below zero (phones say -1 when they do not
    know), and for 0 unless that is a `zero` one can mean."""
    read = number_in(value) if isinstance(value, str) else _plain(value)
    if read is None or read < 0 or (read == 0 and not zero):
        return None
    return read * factor


def _plain(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def moment_of(value: object) -> object:
    """Seconds become milliseconds; what is text of a time stays it, and nothing stays nothing."""
    if value is None or value == "":
        return None
    read = number_in(value) if isinstance(value, str) else _plain(value)
    if read is None:
        return value
    return round(read * 1000) if abs(read) < SECONDS_END else round(read)


def flag(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in ("true", "1"))


def calls_for_help(alarm: object) -> bool | None:
    """Whether these words of an alarm, with commas between, hold SOS; None is not told."""
    words = alarm.lower().split(",") if isinstance(alarm, str) else ()
    return True if "sos" in (word.strip() for word in words) else None


def member(document: Any, name: str) -> Mapping[str, Any]:
    """The object of that name in a JSON object; an empty one where there is none."""
    found = document.get(name) if isinstance(document, Mapping) else None
    return found if isinstance(found, Mapping) else {}
