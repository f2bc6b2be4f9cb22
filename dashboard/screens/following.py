"""The two loops of screens: one waits for the plan's news, the other looks how screens are while somebody
looks after them. While Redis is away what was known goes on."""

from __future__ import annotations

from collections.abc import Callable

import gevent

from dashboard.screens.notices import Notices
from dashboard.screens.plan_trouble import PlanTrouble
from dashboard.screens.showing import Showing
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.screens.beats import Beat, Beats
from streams.screens.plan_reader import PlanReader
from streams.screens.sightings import Sightings
from streams.server.backoff import Backoff

WAIT_MS = 1000  # for news of the plan
LOOK_S = 1.0  # between two looks at signs of life
TROUBLES_LOOKS = 5  # looks after which it is asked what others noticed


class Following:
    """`showing` and `notices` are told what changed; each method is one turn of a loop."""

    def __init__(
        self,
        to: Connections,
        showing: Callable[[], Showing],
        notices: Callable[[], Notices],
        troubles: PlanTrouble,
    ) -> None:
        self._troubles, self._losses, self._looks = troubles, 0, 0
        self.reader = PlanReader(to.record_redis, to.keys, lambda *told: self._notices().replacing(*told))
        self._beats, self._backoff = Beats(to.positions_redis, to.keys), Backoff()
        self._showing, self._notices = showing, notices
        self.sightings = Sightings(to.record_redis, to.keys)

    def follow_plan(self) -> None:
        try:
            changed = self.reader.poll(WAIT_MS)
        except AWAY:
            gevent.sleep(self._backoff.grow())
            return
        self._backoff.reset()
        if self.reader.losses != self._losses:
            self._losses = self.reader.losses
            self._troubles.lost()
        self._showing().changed(changed)
        self._notices().changed(changed)

    def look_after(self) -> None:
        gevent.sleep(LOOK_S)
        self._looks += 1
        if self._looks % TROUBLES_LOOKS == 0:
            self._troubles.look()
        showing = self._showing()
        wanted = showing.directed()
        if not wanted:
            return
        try:
            showing.beats, showing.looked = self._beats.of(wanted), frozenset(wanted)
            showing.sightings = self.sightings.of(self.reader.plan.announcements)
        except AWAY:
            showing.looked = frozenset()
        showing.look()

    def tell(self, screen: str, beat: Beat) -> None:
        """Beside whoever said it: a sign of life waits for nobody."""
        gevent.spawn(self._tell, screen, beat)

    def _tell(self, screen: str, beat: Beat) -> None:
        try:
            self._beats.tell(screen, beat)
        except AWAY:
            return
