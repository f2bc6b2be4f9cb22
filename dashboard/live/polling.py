"""What a process looks at in Redis now and then, beside the streams it follows: the world, the cameras, and
who sits at the consoles. Each look is one turn of a loop of the engine's."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.console.console_presence import ConsolePresence
from dashboard.live.fold import Fold
from dashboard.live.sources import CAMERAS_EVERY, RedisSources
from dashboard.rooms.connected import Clients
from dashboard.truth.losses import Losses
from dashboard.truth.world import World
from dashboard.truth.writing import Writing

WORLD_EVERY = 3.0  # s between looks at the prefix's world and its remarks
SEATS_EVERY = 1.0  # s: what is new here is written at once, what is elsewhere read every third time


class WorldPolling:
    """A replay may go at any speed: the fold that is being filled learns so."""

    def __init__(
        self, world: World, losses: Losses, clock: Callable[[], int], filling: Callable[[], Fold]
    ) -> None:
        self._world, self._losses, self._clock, self._filling = world, losses, clock, filling

    def poll_world(self) -> None:
        self._world.poll()
        self._losses.look(self._clock())
        if self._world.name == "replay":
            self._filling().live.any_speed()
        gevent.sleep(WORLD_EVERY)


class CameraPolling:
    """`soon()` has what changed served."""

    def __init__(
        self,
        sources: RedisSources,
        writing: Writing,
        shown: Callable[[], Fold],
        soon: Callable[[], object],
    ) -> None:
        self._sources, self._writing, self._shown, self._soon = sources, writing, shown, soon

    def poll_cameras(self) -> None:
        watching = self._shown().watching
        if watching.look(*self._sources.poll_cameras(watching.edition, self._writing.works)):
            self._shown().pump.cameras_listed()
            self._soon()
        gevent.sleep(CAMERAS_EVERY)


class SeatPolling:
    """`soon()` has what changed served."""

    def __init__(
        self,
        attendance: ConsolePresence,
        screens: Clients,
        clock: Callable[[], int],
        shown: Callable[[], Fold],
        soon: Callable[[], object],
    ) -> None:
        self._attendance, self._screens, self._clock, self._shown = attendance, screens, clock, shown
        self._soon = soon

    def poll_seats(self) -> None:
        if self._attendance.look(self._screens.at_desks(), self._clock()):
            self._shown().desks.seats_changed(self._clock())
            self._soon()
        gevent.sleep(SEATS_EVERY)
