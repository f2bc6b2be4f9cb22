"""An entry's id as one whole number, as a table's transactions want it. Order is kept."""

from __future__ import annotations

SEQUENCE_BITS = 20  # a million entries in one millisecond
LARGEST_MS = 1 << 43  # the year 2248
_LARGEST_SEQUENCE = (1 << SEQUENCE_BITS) - 1


def packed(entry: str) -> int | None:
    """None for an id that is no time of ours: it cannot be remembered."""
    ms, _, sequence = entry.partition("-")
    if int(ms) >= LARGEST_MS or int(sequence or 0) > _LARGEST_SEQUENCE:
        return None
    return int(ms) << SEQUENCE_BITS | int(sequence or 0)


def unpacked(version: int) -> str:
    return f"{version >> SEQUENCE_BITS}-{version & _LARGEST_SEQUENCE}"
