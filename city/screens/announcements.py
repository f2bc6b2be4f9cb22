"""Words for screens and for people, and the state the whole city is in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from city.areas.areas import Areas
from city.screens.screen import PUSHERS, Screen

LEVELS = ("normal", "attention", "alarm", "exercise")
ROLES = PUSHERS  # of people who are told on their own pages
LONGEST = 200  # characters
MOST = 20  # announcements of an area at a time


@dataclass(frozen=True, slots=True)
class Announcement:
    """On the screens named, or on all of `area`; where roles are named and no screens, on the pages of people
    of these roles whose area lies in it, and on no screen. From `at` until `until`, epoch ms."""

    id: str
    text: str
    by: str
    at: int
    until: int
    area: str
    screens: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def on_screen(self, screen: Screen, areas: Areas) -> bool:
        """Also one that was named shows nothing of where it hangs no more."""
        named = screen.id in self.screens if self.screens else not self.roles
        return named and _within(areas, screen.area, self.area)

    def for_person(self, role: str, scope: str, areas: Areas) -> bool:
        return role in self.roles and _within(areas, scope, self.area)


@dataclass(frozen=True, slots=True)
class Level:
    """`why` in words, by an account, since `at` (epoch ms)."""

    code: str = "normal"
    why: str = ""
    by: str = ""
    at: int = 0
    revision: int = 0


def _within(areas: Areas, area: str, around: str) -> bool:
    return area in areas and around in areas and areas.within(area, around)
