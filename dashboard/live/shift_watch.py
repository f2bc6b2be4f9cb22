"""The plan of shifts that this process goes by: read at its start, and again when the file is another one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import gevent

from city.people.shift_rows import City
from city.people.shifts import ShiftPlan
from dashboard.live.engine import Engine
from dashboard.settings.city_files import CityFileError
from dashboard.settings.shift_file import read_shift_file
from dashboard.truth.troubles import Troubles

EVERY = 30.0  # s
UNREAD = "shifts_unread"
log = logging.getLogger(__name__)


class ShiftWatch:
    """`plan`: as far as one could be read. A file that is not in order never ends the wall: what was read
    before it holds on, and the light says so. `clock` in epoch ms."""

    def __init__(
        self, path: Path | None, city: City, zone: ZoneInfo, clock: Callable[[], int], troubles: Troubles
    ) -> None:
        self._path, self._city, self._zone = path, city, zone
        self._clock, self._troubles = clock, troubles
        self._seen: tuple[int, int] | None = None
        self.plan: ShiftPlan | None = None
        self.read()

    def look(self) -> None:
        """One turn of a loop."""
        gevent.sleep(EVERY)
        self.read()

    def read(self) -> None:
        """The file, unless it is the one that was read last."""
        if self._path is None:
            return
        seen = self._mark(self._path)
        if seen is not None and seen == self._seen:
            return
        self._seen = seen
        try:
            self.plan = read_shift_file(self._path, self._city, self._zone)
        except CityFileError as error:
            text = f"the plan of shifts is not taken: {error}"
            self._troubles.begin(UNREAD, text, self._clock(), red_after=None)
            return
        self._troubles.end(UNREAD, self._clock())
        log.info("%s: %d rows of the plan of shifts", self._path.name, len(self.plan.turns))

    @staticmethod
    def _mark(path: Path) -> tuple[int, int] | None:
        """Another one when the file is."""
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def follow(engine: Engine) -> Callable[[], ShiftPlan | None]:
    """What holds now of the settings' plan, for as long as the engine runs."""
    told, zone = engine.settings.city.shifts, engine.settings.rules.zone
    path = engine.settings.path(told) if told else None
    watch = ShiftWatch(path, City(*engine.city), zone, engine.clock, engine.troubles)
    engine.besides.append(watch.look)
    return lambda: watch.plan
