"""What a page is told when it connects, and again whenever the world or what is wrong changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.access.viewer import Viewer
from dashboard.truth.troubles import Troubles
from dashboard.truth.world import World


class Greeting:
    """`city`: which edition of the city; `epoch()` is of the fold that pages see."""

    def __init__(
        self,
        build: str,
        city: str,
        epoch: Callable[[], int],
        clock: Callable[[], int],
        world: World,
        troubles: Troubles,
    ) -> None:
        self._build, self._city, self._epoch, self._clock = build, city, epoch, clock
        self.world, self.troubles = world, troubles

    def hello(self, viewer: Viewer) -> dict[str, Any]:
        return {
            "build": self._build,
            "city": self._city,
            "epoch": self._epoch(),
            "now": self._clock(),
            "viewer": {"id": viewer.id, "role": viewer.role},
            "troubles": self.troubles.page(),
            **self.world_told(),
        }

    def world_told(self) -> dict[str, Any]:
        """The world and its remarks as `[zh, en]`; a replay may begin under an open page."""
        return {"world": self.world.told_name, "notes": self.world.notes}
