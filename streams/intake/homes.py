"""Whether a key may send for somebody: their home lies in its areas. Knows no key's text and no device."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from city.areas.areas import Areas
from city.people.roster import Roster

FOLLOW_S = 2.0
log = logging.getLogger(__name__)


class Homes:
    """`news()`: another city, when another edition holds; asked in a thread of its own."""

    def __init__(
        self, areas: Areas, roster: Roster, news: Callable[[], tuple[Areas, Roster] | None] | None = None
    ) -> None:
        self._areas, self._roster, self._news = areas, roster, news

    async def follow(self) -> None:
        """A loop."""
        while self._news is not None:
            await asyncio.sleep(FOLLOW_S)
            found = await asyncio.to_thread(self._news)
            if found is not None:
                self._areas, self._roster = found
                log.info("another edition of the city holds")

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
