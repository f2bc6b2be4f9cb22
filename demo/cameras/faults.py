"""What can go wrong with a demo camera, to order. Knows the words, no camera."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS = {
    "freeze": "sends the same picture on and on, clock and time code as well",
    "drop": "closes every connection, and each new one as soon as it names the camera",
    "stall": "sends nothing more and keeps the connection",
    "silent": "never answers",
    "garbage": "sends what is no protocol at all",
    "missing": "answers 404: there is no such camera",
    "password": "has another password than before",
}


@dataclass(frozen=True, slots=True)
class Habit:
    """A fault that comes by itself, now and then: every so many seconds, for so many."""

    fault: str
    every: float
    lasts: float
    first: float  # s after the start


def checked(fault: str) -> str:
    """Raises ValueError."""
    if fault and fault not in FAULTS:
        raise ValueError(f"a fault must be one of {', '.join(FAULTS)}, got {fault!r}")
    return fault
