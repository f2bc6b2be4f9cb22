"""When a process of the wall may answer in place of the one before it: when it has read all there is, and
shows the city that holds."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.live.editions_watch import EditionsWatch
from dashboard.live.engine import Engine
from dashboard.settings.city_in_force import LEAD_MS, InForce
from streams.editions.edition_store import EditionStore


class Takeover:
    """`heir`: another one answers until this one does."""

    def __init__(self, engine: Engine, shows: InForce, heir: bool) -> None:
        self._engine = engine
        to = engine.connections
        self.watch = EditionsWatch(
            EditionStore(to.record_redis, to.keys), shows, engine.clock, engine.troubles
        )
        engine.serves = not heir
        engine.besides.append(self.look)

    def look(self) -> None:
        """A loop: a process that does not answer yet asks for no other."""
        self.watch.look(asks=self._engine.serves)

    def fit(self) -> bool:
        """Asks Redis."""
        engine = self._engine
        return engine.complete and self.watch.fit(engine.clock())

    def hopeless(self) -> bool:
        """What it was made to show will not hold soon."""
        now = self._engine.clock()
        coming = self.watch.plan.next(now)
        return not self.watch.right(now) and (coming is None or coming - now > 2 * LEAD_MS)

    def serve(self, ask: Callable[[], None]) -> None:
        """From now on it answers, and `ask` brings one that takes over from it."""
        self.watch.ask, self._engine.serves = ask, True
