"""What a process looks at in Redis now and then, beside the streams it follows: the world, the cameras, and
who sits at the consoles. Each look is one turn of a loop of the engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gevent

from dashboard.live.sources import CAMERAS_EVERY, WORLD_EVERY

if TYPE_CHECKING:
    from dashboard.live.engine import Engine

SEATS_EVERY = 1.0  # s: what is new here is written at once, what is elsewhere read every third time


class Looks:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def poll_world(self) -> None:
        engine = self.engine
        before = engine.world, engine.notes
        engine.sources.poll_world()
        engine.losses.look(engine.clock())
        if engine.world == "replay":
            engine.filling.live.any_speed()
        if (engine.world, engine.notes) != before:
            for told in engine.on_world:
                told()
        gevent.sleep(WORLD_EVERY)

    def poll_cameras(self) -> None:
        engine = self.engine
        written = engine.writing.works
        if engine.watching.look(*engine.sources.poll_cameras(engine.watching.edition, written)):
            engine.pump.cameras_listed()
        gevent.sleep(CAMERAS_EVERY)

    def poll_seats(self) -> None:
        engine = self.engine
        if engine.attendance.look(engine.screens.at_desks(), engine.clock()):
            engine.desks.seats_changed(engine.clock())
        gevent.sleep(SEATS_EVERY)
