"""The connected screens by their socket's id, and what those that left had missed. Knows no area."""

from __future__ import annotations

from dashboard.rooms import Screen


class Screens(dict[str, Screen]):
    def __init__(self) -> None:
        super().__init__()
        self._lost_frames = self._lost_stuck = 0

    def left(self, screen: Screen) -> None:
        """A page is gone: what it missed stays counted."""
        self.pop(screen.sid, None)
        self._lost_frames += screen.wire.dropped
        self._lost_stuck += screen.wire.stuck

    def dropped(self) -> int:
        return self._lost_frames + sum(screen.wire.dropped for screen in self.values())

    def stuck(self) -> int:
        return self._lost_stuck

    def waiting(self) -> int:
        return sum(screen.wire.waiting for screen in self.values())
