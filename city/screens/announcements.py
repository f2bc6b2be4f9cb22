"""Words for screens, and the state the whole city is in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("normal", "attention", "alarm", "exercise")
LONGEST = 200  # characters
MOST = 20  # announcements of an area at a time


@dataclass(frozen=True, slots=True)
class Announcement:
    """On the screens named, or on all of `area`; from `at` until `until`, epoch ms."""

    id: str
    text: str
    by: str
    at: int
    until: int
    area: str
    screens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """`why` in words, by an account, since `at` (epoch ms)."""

    code: str = "normal"
    why: str = ""
    by: str = ""
    at: int = 0
    revision: int = 0
