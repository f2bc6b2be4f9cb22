"""The connected pages by their socket's id, and what those that left had missed. Knows no area."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.access.viewer import Viewer
from dashboard.rooms.rooms import Client


class Clients(dict[str, Client]):
    def __init__(self) -> None:
        super().__init__()
        self._lost_frames = self._lost_stuck = 0

    def left(self, screen: Client) -> None:
        """A page is gone: what it missed stays counted."""
        self.pop(screen.sid, None)
        self._lost_frames += screen.wire.dropped
        self._lost_stuck += screen.wire.stuck

    def at_desks(self) -> Iterator[tuple[Viewer, str]]:
        """Who watches which area's queue."""
        return ((screen.viewer, screen.desk) for screen in list(self.values()) if screen.desk)

    def dropped(self) -> int:
        return self._lost_frames + sum(screen.wire.dropped for screen in self.values())

    def stuck(self) -> int:
        return self._lost_stuck

    def waiting(self) -> int:
        return sum(screen.wire.waiting for screen in self.values())
