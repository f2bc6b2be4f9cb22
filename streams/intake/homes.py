"""Whether a key may send for somebody: their home lies in its areas. Knows no key's text and no device."""

from __future__ import annotations

from collections.abc import Sequence

from city.areas.areas import Areas
from city.people.roster import Roster


class Homes:
    def __init__(self, areas: Areas, roster: Roster) -> None:
        self._areas, self._roster = areas, roster

    @property
    def city(self) -> str:
        """The code of all of it."""
        return self._areas.root.code

    def objection(self, inspector: str, codes: Sequence[str]) -> str:
        """Why a key of these areas may not send for them, in words; nothing when it may."""
        person = self._roster.get(inspector)
        if person is None:
            return f"{inspector} is not on the roster"
        areas = self._areas
        if any(code in areas and areas.within(person.area, code) for code in codes):
            return ""
        return f"{inspector} is at home outside of the key's areas"
