"""Everything that begins and ends with one fold: the city, its rooms, its queues, the epoch of its frames."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from city.areas.locate import Locator
from city.live import LiveCity
from city.queries.responders import Responders
from dashboard.console.console_presence import ConsolePresence
from dashboard.console.queues import Desks
from dashboard.rooms.broadcaster import Broadcaster
from dashboard.rooms.cameras import Watching
from dashboard.rooms.frames import Truth
from dashboard.rooms.rooms import Client, Rooms


class Fold:
    """`truth(now)` and `pack(frame)` are the pump's."""

    def __init__(
        self,
        live: LiveCity,
        locator: Locator,
        attendance: ConsolePresence,
        truth: Callable[[int], Truth],
        pack: Callable[[bytes], bytes],
        frame_ms: int,
        watching: Watching | None = None,
    ) -> None:
        self.live = live
        self.rooms = Rooms(live.areas)
        self.responders = Responders(live)
        self.desks = Desks(live, attendance)
        self.watching = watching or Watching(live.areas, locator)
        self.epoch = secrets.randbits(32)
        self.numbers_due = False  # case events came since the last recount
        self.pump = Broadcaster(live, self.rooms, self.epoch, truth, pack, frame_ms, self.watching)

    def take_over(self, screen: Client, now: int) -> None:
        """Draw anew, from this fold, what a screen watched in another."""
        area, desk = screen.room and screen.room.code, screen.desk
        screen.room = screen.desk = None
        if area:
            self.pump.join(screen, area, now)
        if desk:
            self.desks.open(screen, desk, now)
