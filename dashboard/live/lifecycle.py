"""Which fold pages see, and which one is being filled: the same, but while one is read anew."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import gevent

from city.access.colleagues import Colleague
from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.sos import Call
from city.live import LiveCity
from city.matters import Matters
from city.people.roster import Roster
from city.snapshot import SnapshotError
from city.time.days import DAY
from city.time.workdays import Calendar
from dashboard.access.key_files import key_file_of
from dashboard.access.signing_keys import SigningKeys
from dashboard.console.console_presence import ConsolePresence
from dashboard.live.fold import Fold
from dashboard.live.sources import RedisSources
from dashboard.rooms.connected import Clients
from dashboard.rooms.frames import AMBER, RED, Truth
from dashboard.settings.addresses import connections
from dashboard.settings.settings import Settings
from dashboard.transport.websocket import packed
from dashboard.truth.clocks import clocks
from dashboard.truth.freshness import Chain
from dashboard.truth.troubles import Troubles
from streams.server.backoff import Backoff

OPENING = 0.02  # s between two looks whether the other loop has opened
REBUILD_LONGEST = 30.0  # s between two readings anew of what breaks the fold each time
log = logging.getLogger(__name__)


class Lifecycle:
    """`pack(frame)` wraps a frame as the sockets send it."""

    shown: Fold
    filling: Fold

    def __init__(
        self,
        settings: Settings,
        city: tuple[Areas, Roster, Matters],
        pack: Callable[[bytes], bytes],
        calendar: Calendar | None = None,
    ) -> None:
        self.settings, self.city = settings, city
        self.locator = Locator(city[0])  # a new fold of the same areas need not make its own
        self._pack = pack
        self.calendar = calendar or Calendar(settings.rules.zone)  # when the city works
        self.connections = connections(settings)
        self.clock = clocks(self.connections)
        self.signing = SigningKeys(key_file_of(settings), self.connections)
        self.connections.seal.signs_with(self.signing.record_secret)
        self.sources = RedisSources(self.connections, self.clock, settings.retention)
        self.attendance = ConsolePresence(self.connections, self.signing.settle)
        self.screens = Clients()
        self.troubles = Troubles()
        self.on_ready: list[Callable[[], object]] = []
        self.backoff = Backoff(longest=REBUILD_LONGEST)
        self._was_ready = self._opening = False
        self._truth: tuple[int, Truth] | None = None  # of which moment
        self._calls: list[Call] = []  # for help, that nobody has acknowledged: they outlive a fold
        self.chain = Chain()
        self.colleagues: dict[str, Colleague] = {}  # by account, as far as is known
        self._begin()

    def _begin(self) -> None:
        """A new fold and a new server epoch; the readers stand nowhere until `open`. Pages keep what they
        show until the new one has read all there is."""
        if self._was_ready and self.filling is self.shown:
            self._calls = self.filling.live.calls.waiting(self.clock() - DAY)
        live = LiveCity(*self.city, self.settings.rules, self.locator, self.calendar)
        live.colleagues = self.colleagues
        before = getattr(self, "shown", None)
        self.chain.read_anew()
        self.filling = Fold(
            live,
            self.locator,
            self.attendance,
            self.truth,
            self._pack_frame,
            self.settings.web.frame_ms,
            before and before.watching.heir(),
        )
        self.filling.desks.known = False
        if not self._was_ready:
            self._show()

    def _show(self) -> None:
        """From now on pages see what was filled; whatever they watched is drawn anew."""
        self.shown = self.filling
        self.live, self.rooms, self.desks = self.shown.live, self.shown.rooms, self.shown.desks
        self.responders, self.watching = self.shown.responders, self.shown.watching
        self.pump, self.epoch = self.shown.pump, self.shown.epoch
        for screen in self.screens.values():
            self.shown.take_over(screen, self.clock())

    def open(self) -> None:
        """Take the snapshot and stand where it ends, once Redis answers."""
        if self._opening:  # by the other loop
            gevent.sleep(OPENING)
            return
        self._opening = True
        try:
            opened = self._open(snapshot=True)
        except SnapshotError as reason:
            log.warning("%s", reason)
            self._begin()
            opened = self._open(snapshot=False)
        finally:
            self._opening = False
        for link in self.chain.links.values():
            link.trouble = self.sources.trouble
        if opened:
            self.filling.live.calls.adopt(self._calls)
            self.filling.live.tick(self.clock())

    def _open(self, *, snapshot: bool) -> bool:
        filling = self.filling
        opened = self.sources.open(filling.live, filling.watching, snapshot=snapshot)
        if filling is not self.filling:  # dropped while it was opened
            self.sources.close()
            return False
        return opened

    def _pack_frame(self, frame: bytes) -> bytes:
        return packed(self._pack(frame))

    def begin_again(self) -> None:
        """Nothing we hold is true any more: it is read anew."""
        self.sources.close()
        self._begin()

    def become_ready(self) -> bool:
        """All that Redis holds is in the fold: pages see it. Whether it was not so before."""
        if not self.chain.ready or (self.shown is self.filling and self._was_ready):
            return False
        first, self._was_ready = not self._was_ready, True
        self.filling.live.tick(self.clock())
        self.backoff.reset()
        self._truth = None
        self.filling.desks.become_known(self.clock())
        if self.shown is not self.filling:
            self._show()
        for tell in self.on_ready if first else ():
            gevent.spawn(tell)
        return True

    def truth(self, now: int) -> Truth:
        """What a frame's header says of the chain: judged once for all the rooms of a pass."""
        if self._truth is None or self._truth[0] != now:
            truth = self.chain.truth(now)
            trouble = RED if self.troubles.red(now) else AMBER if self.troubles else 0
            self._truth = now, replace(truth, flags=truth.flags | trouble)
        return self._truth[1]
