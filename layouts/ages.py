"""How long, in words, as the pages' scripts say it (assets/core/ages.mjs)."""

from layouts.words import words

MINUTE = 60_000
STEPS = ((24 * 60 * MINUTE, "age_days"), (60 * MINUTE, "age_hours"), (MINUTE, "age_minutes"))


def age(lang: str, ms: float) -> str:
    """`ms`: milliseconds; what is below zero is none."""
    past = max(0, int(ms))
    size, key = next((step for step in STEPS if past >= step[0]), (1000, "age_seconds"))
    return words(lang)[key].format(n=past // size)
