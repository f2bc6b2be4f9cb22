"""What a connected page may ask for: an area's frames, an area's queue, all of it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.console.console_presence import ConsolePresence
from dashboard.live.fold import Fold
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Client
from dashboard.transport.answers import refused


class ClientRequests:
    """`shown()` is the fold that pages see: another one after the record was read anew."""

    def __init__(
        self,
        shown: Callable[[], Fold],
        screens: Clients,
        attendance: ConsolePresence,
        clock: Callable[[], int],
    ) -> None:
        self.shown, self.screens, self._attendance, self._clock = shown, screens, attendance, clock
        self.on_redraw: list[Callable[[Client], object]] = []  # who else told it something
        self.on_join: list[Callable[[Client], object]] = []  # who tells it something of the area it looks at
        self.on_arrival: list[Callable[[Client], object]] = []  # who tells it something at once

    @property
    def epoch(self) -> int:
        return self.shown().epoch

    def connect(self, screen: Client) -> None:
        screen.wire.on_drained = lambda: self._redraw(screen)
        self.screens[screen.sid] = screen

    def arrived(self, screen: Client) -> None:
        """It was greeted."""
        for tell in self.on_arrival:
            tell(screen)

    def disconnect(self, sid: str) -> None:
        """A page is gone: what it missed stays counted."""
        screen, shown = self.screens.get(sid), self.shown()
        if screen is None:
            return
        shown.rooms.leave(screen)
        shown.desks.leave(screen)
        self.screens.left(screen)

    def join(self, screen: Client, asked: Any) -> dict[str, Any]:
        """Move a screen to an area; the snapshot is on its way before this answers."""
        code = self.asked_area(screen, asked)
        if isinstance(code, dict):
            return code
        room = self.shown().pump.join(screen, code, self._clock())
        for tell in self.on_join:
            tell(screen)
        return {"ok": True, "room": room.first, "epoch": self.epoch}

    def resync(self, screen: Client) -> dict[str, Any]:
        """The snapshot again."""
        if screen.room is None:
            return refused("join an area first")
        self.shown().pump.snapshot(screen, self._clock())
        return {"ok": True, "room": screen.room.first, "epoch": self.epoch}

    def open_desk(self, screen: Client, asked: Any) -> dict[str, Any]:
        """Watch an area's queue; the whole is on its way before this answers."""
        code = self.asked_area(screen, asked)
        if isinstance(code, dict):
            return code
        self.shown().desks.open(screen, code, self._clock())
        return {"ok": True}

    def leave_desk(self, screen: Client) -> dict[str, Any]:
        self.shown().desks.leave(screen)
        return {"ok": True}

    def touch(self, screen: Client, asked: Any) -> None:
        """A keystroke of a case's owner: it is not left alone."""
        cases = self.shown().live.cases
        case = cases.get(str(asked.get("case"))) if isinstance(asked, dict) else None
        if case is not None and case.owner == screen.viewer.id:
            self._attendance.touched(case.id, self._clock())

    def asked_area(self, screen: Client, asked: Any) -> str | dict[str, Any]:
        """The code of an area this viewer may see, or the refusal."""
        code = asked.get("area") if isinstance(asked, dict) else None
        areas = self.shown().live.areas
        if not isinstance(code, str) or code not in areas or not areas.within(code, screen.viewer.scope):
            return refused(f"you see no area with the code {str(code)[:64]}")
        return areas[code].code

    def _redraw(self, screen: Client) -> None:
        """Everything a screen watches, whole: it missed something."""
        now, shown = self._clock(), self.shown()
        shown.pump.snapshot(screen, now)
        shown.desks.whole(screen, now)
        for redraw in self.on_redraw:
            redraw(screen)
