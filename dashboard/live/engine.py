"""The running wall: what reads Redis, folds, ticks and serves the rooms, each in a greenlet of its own.

Table of contents of the live side; it knows the parts and their order, and decides nothing about a number.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import gevent
from gevent.event import Event

from city.areas.areas import Areas
from city.live import LiveCity
from city.matters import Matters
from city.people.roster import Roster
from city.time.workdays import Calendar
from dashboard.console.commands import Commands
from dashboard.console.event_phrases import said
from dashboard.live.clerk_turns import ClerkTurns
from dashboard.live.folding import FoldError, Folding
from dashboard.live.lifecycle import Lifecycle
from dashboard.live.polling import CameraPolling, SeatPolling, WorldPolling
from dashboard.live.requests import ClientRequests
from dashboard.settings.settings import Settings
from dashboard.truth.clock_watch import ClockWatch
from dashboard.truth.counts import Counts
from dashboard.truth.freshness import ChainLink
from dashboard.truth.gateways import GatewayWatch
from dashboard.truth.history import HistoryWatch
from dashboard.truth.losses import Losses
from dashboard.truth.plan_troubles import PlanTroubles
from dashboard.truth.sealing import SealWatch
from dashboard.truth.webhooks import WebhookWatch
from dashboard.truth.world import World
from dashboard.truth.writing import Writing
from streams.record.reader import Batch, Reader
from streams.record.tails import Loss

POLL_MS = 1000  # how long a read may wait for news
PACE, LONGEST_PACE = 0.010, 0.025  # s between two reads: many fixes, one pass
REST = 3  # times the work of a pass between two reads: who has much to do does more at once
LINGER = 0.003  # s for which a read that was waited for goes on: a gateway writes its fixes one by one
BEAT_MS = 10  # at least, between two passes that nothing but time asks for
LOOK_MS = 1000  # at most, between two looks for what is due
UNFILED_MS = 2000  # a call that is filed normally, within a second, is never shown as not filed
RECOUNT_MS = 200  # case events change the numbers at once, but at most this often
log = logging.getLogger(__name__)


class Engine(Lifecycle):
    """A lifecycle that is driven: `start` begins its loops."""

    def __init__(
        self,
        settings: Settings,
        city: tuple[Areas, Roster, Matters],
        build: str,
        pack: Callable[[bytes], bytes],
        calendar: Calendar | None = None,
    ) -> None:
        self.build, self.serves = build, True  # not while another process answers, and does a clerk's work
        self.counts = Counts()
        self._counted_at = self._served_at = self._looks_at = 0
        self._sooner = Event()  # something is due before the next look
        self.ticked_at = 0
        self.besides: list[Callable[[], None]] = []  # loops of others that begin and end with it
        super().__init__(settings, city, pack, calendar)
        to, sources, clock, troubles = self.connections, self.sources, self.clock, self.troubles
        self.world = World(to, self.signing.advice)
        self.plan_troubles = PlanTroubles(to, troubles, clock, settings.rules.zone)
        self.losses = Losses(to, clock, troubles, settings.rules.zone, said)
        self.clock_watch = ClockWatch(clock, to.keys, self.chain, troubles)
        claimed, faults = (lambda: sources.claimed), sources.clerk_faults
        self.writing = Writing(to, troubles, clock, settings.retention, claimed, faults)
        self.clerk_turns = ClerkTurns(sources, self.writing, clock, self._whole_fold)
        self.folding = Folding(
            to,
            clock,
            self.chain,
            self.counts,
            sources.rejects,
            sources.heed,
            self.clerk_turns.rouse,
        )
        self._world_polling = WorldPolling(self.world, self.losses, clock, lambda: self.filling)
        self.requests = ClientRequests(lambda: self.shown, self.screens, self.attendance, clock)
        self.commands = Commands(
            to, lambda: self.live, clock, self.chain, troubles, sources.stand, sources.doubt
        )
        shown, soon = (lambda: self.shown), self._sooner.set
        self._camera_polling = CameraPolling(sources, self.writing, shown, soon)
        self._seat_polling = SeatPolling(self.attendance, self.screens, clock, shown, soon)

    # -- greenlets

    def start(self) -> None:
        self.clock_watch.compare()
        seals_new = self.settings.web.sign_in == "accounts"
        seal = SealWatch(self.connections, self.troubles, self.counts, self.clock, seals_new=seals_new)
        seal.judge()  # before anything is read
        self._begin_loop(seal.look)
        self.open()
        self._begin_loop(WebhookWatch(self.connections, self.troubles, self.clock).look)
        self._begin_loop(HistoryWatch(self.connections, self.troubles, self.clock).look)
        if self.connections.keys.gateways:
            self._begin_loop(GatewayWatch(self.connections, self.troubles, self.counts, self.clock).look)
        for loop in (
            self._follow_positions,
            self._follow_record,
            self._tick_each_second,
            self._serve_held,
            self.clock_watch.look,
            self._world_polling.poll_world,
            self._camera_polling.poll_cameras,
            self._seat_polling.poll_seats,
            self.clerk_turns.work,
            self.clerk_turns.listen,
            self.writing.look,
            *self.besides,
        ):
            self._begin_loop(loop)

    def _begin_loop(self, loop: Callable[[], None]) -> None:
        gevent.spawn(self._guarded, loop)

    def _guarded(self, loop: Callable[[], None]) -> None:
        """The edge where a fault is logged and counted, and the loop goes on."""
        while True:
            try:
                loop()
            except Exception:
                self.counts.failures += 1
                log.exception("a fault in %s; it goes on in a second", loop.__name__.strip("_"))
                gevent.sleep(1)

    def open(self) -> None:
        super().open()
        loss, self.sources.loss = self.sources.loss, None
        if loss is not None:
            self.notice(loss)

    def _follow_positions(self) -> None:
        begun = time.monotonic()
        reader = self.sources.positions
        if reader is None:
            self.open()
            return
        batch = self._polled(reader)
        read = time.monotonic()
        now = self.clock()
        self._fold(batch, now)
        self._note(self.chain.positions, reader, batch, now)
        if batch.entries:
            self._serve(now)
        done = time.monotonic()
        pace = min(max(PACE, REST * (done - read)), LONGEST_PACE)
        gevent.sleep(max(0.0, pace - (done - begun)))

    def _polled(self, reader: Reader) -> Batch:
        """What came; nothing from a reader that was replaced while it waited."""
        batch = reader.poll(POLL_MS, LINGER if reader is self.sources.positions else 0.0)
        if reader not in (self.sources.positions, self.sources.record):
            return Batch()
        if batch.reborn:
            log.warning("Redis was born again: the fold is dropped and read anew")
            if batch.loss is not None:
                self.notice(batch.loss)
            self.begin_again()
            return Batch()
        return batch

    def _follow_record(self) -> None:
        reader = self.sources.record
        if reader is None:
            self.open()
            return
        batch = self._polled(reader)
        now = self.clock()
        self._fold(batch, now)
        self._note(self.chain.record, reader, batch, now)
        self._recount(now)
        if batch.entries:
            self._sooner.set()  # at once, and many events at most each BEAT_MS

    def _fold(self, batch: Batch, now: int) -> None:
        """All of it, or the fold is dropped. Raises FoldError."""
        try:
            for stream, entries in batch.entries.items():
                self.folding.fold(self.filling, stream, entries, now)
        except FoldError:
            self.begin_again()
            gevent.sleep(self.backoff.grow())
            raise

    def notice(self, loss: Loss) -> None:
        """The record lost what was shown here; its numbers are not given out again."""
        live = self.filling.live
        known = {case for case in loss.cases if live.cases.get(case)}
        if loss.emptied:
            known.update(case.id for case in live.cases)
        self.sources.lost(known | set(loss.cases))
        self.losses.notice(loss, live)

    def _whole_fold(self) -> LiveCity | None:
        """What pages see, when it is all the record holds and they see it of this process."""
        whole = self.chain.record.caught_up and self.shown is self.filling
        return self.live if whole and self.serves else None

    def _recount(self, now: int) -> None:
        if not self.shown.numbers_due or 0 <= now - self._counted_at < RECOUNT_MS:
            return
        self.shown.numbers_due, self._counted_at = False, now
        self.live.recount(now)
        self.pump.numbers_changed(now)
        self._serve(now)

    def _tick_each_second(self) -> None:
        gevent.sleep(1 - self.clock() % 1000 / 1000)
        self._tick()

    def _tick(self) -> None:
        now = self.clock()
        self._show_unfiled(now)
        try:
            self.live.tick(now)
        except Exception:
            if self.shown is self.filling:
                self.begin_again()
            raise
        self.ticked_at = self._counted_at = now
        self.pump.numbers_changed(now)
        self._serve(now)

    def _show_unfiled(self, now: int) -> None:
        """A call for help waits for nobody: it is shown, though it cannot be filed."""
        if self._whole_fold() is not None:
            changed = self.live.show_unfiled(now, UNFILED_MS if self.writing.works else 0)
            self.pump.cases_changed(changed)
            self.desks.cases_changed(changed)

    def _serve_held(self) -> None:
        """Wake when the first of those that were held back is due."""
        now = self.clock()
        self._looks_at = self._due_at(now)
        if self._looks_at > now:
            self._sooner.clear()
            self._sooner.wait((self._looks_at - now) / 1000)
            return
        self._recount(now)
        self._serve(now)

    def _due_at(self, now: int) -> int:
        due = min(self.pump.due_at(), self.desks.due_at())
        if self.shown.numbers_due:
            due = min(due, self._counted_at + RECOUNT_MS)
        return min(max(due, self._served_at + BEAT_MS), now + LOOK_MS)

    def _serve(self, now: int) -> None:
        self.counts.passes += 1
        self._served_at = now
        self.pump.run(now)
        self.desks.run(now)
        if self._due_at(now) < self._looks_at:
            self._sooner.set()

    def _note(self, link: ChainLink, reader: Reader, batch: Batch, now: int) -> None:
        """What a completed read tells of the chain."""
        if reader not in (self.sources.positions, self.sources.record):
            return
        link.last_read, link.trouble = reader.last_read, reader.trouble
        redis = self.clock.positions if link is self.chain.positions else self.clock.record
        arrival = self.clock.arrival(redis)
        newest = max((arrival.of(e[-1][0]) for e in batch.entries.values()), default=0)
        if link is self.chain.positions:
            self.chain.entry_at = max(self.chain.entry_at, newest)
        if reader.trouble is None and reader.last_read:
            link.lag = max(0, now - newest) if batch.more and newest else 0
            link.caught_up = link.caught_up or not batch.more
        if self.become_ready():
            self._tick()

    # -- what others ask

    @property
    def complete(self) -> bool:
        """Whether what is shown is all there is."""
        return self.chain.ready and self.shown is self.filling

    @property
    def is_clerk(self) -> bool:
        return self.sources.is_clerk
