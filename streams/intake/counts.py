"""What the doors did, counted: by door and by what became of it, never by device or person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class DoorCounts:
    requests: Counter[tuple[str, int]] = field(default_factory=Counter)  # door, status
    fixes: Counter[tuple[str, str]] = field(default_factory=Counter)  # door, outcome
    sensors: Counter[tuple[str, str]] = field(default_factory=Counter)  # door, outcome
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)  # door, why
