"""A span of time as the command line and the log say it."""

from __future__ import annotations

UNITS = (("years", 31_557_600_000), ("days", 86_400_000), ("h", 3_600_000), ("min", 60_000))


def said(ms: float) -> str:
    """`8 h`, `5 min`, `1.4 s`: the largest unit of which there are two, rounded; never with a sign."""
    size = abs(ms)
    for name, unit in UNITS:
        if size >= 2 * unit or (name in ("h", "min") and round(size / unit, 1) == 1):
            return f"{size / unit:,.0f} {name}"
    return f"{size / 1000:.1f} s"
