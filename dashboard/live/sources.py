"""This process's side of Redis: readers, and the clerk's work. Knows no page."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable

import gevent

from city.cases.case import Case
from city.live import LiveCity
from city.snapshot import revive
from dashboard.rooms.cameras import Watching
from dashboard.truth.clocks import Clocks
from streams.cameras.cameras import last_camera_event, read_list, read_states, running
from streams.clerk.clerk import Clerk
from streams.clerk.report_bell import ReportBell
from streams.clerk.retention import Retention
from streams.clerk.stand_in import StandIn
from streams.clerk.tries import Tries
from streams.messages.rejects import Reject
from streams.record.append import Stand
from streams.record.connections import Connections
from streams.record.reader import Reader
from streams.record.snapshots import Snapshot
from streams.record.startup import AWAY, open_record
from streams.record.tails import START, Loss
from streams.server.backoff import Backoff
from streams.server.connect import trouble

REJECTS_HELD = 5000
CAMERAS_EVERY = 3.0  # s between looks at the camera process's sign of life
log = logging.getLogger(__name__)


class RedisSources:
    """Opens nothing until `open`; `positions` and `record` are None before."""

    def __init__(self, connections: Connections, clock: Clocks, retention: Retention) -> None:
        self.connections, self.clock, self._retention = connections, clock, retention
        self.positions: Reader | None = None
        self.record: Reader | None = None
        self.trouble: str | None = None
        self.rejects: deque[Reject] = deque(maxlen=REJECTS_HELD)
        self.loss: Loss | None = None  # found by the last `open`: the snapshot holds what the record does not
        self._lost: set[str] = set()
        self._clerk: Clerk | None = None
        self._stand_in = StandIn()
        self.reports = ReportBell(connections.clerk_redis, connections.keys)
        self._backoff = Backoff()
        self._cameras_run: str | None = None

    @property
    def is_clerk(self) -> bool:
        return self._clerk is not None and self._clerk.on_duty and self.clock.near

    def clerk_faults(self) -> dict[str, Exception]:
        """What of the clerk's work here does not work, by chore."""
        return self._clerk.faults if self._clerk is not None else {}

    def work(self, live: LiveCity, now: int) -> None:
        """A turn of the clerk's work, until there is no more to do at once."""
        if self.positions is None or self.record is None or self.record.epoch is None:
            return  # nobody has claimed this prefix: there is nothing in it
        clerk = self._the_clerk(live, self.record.epoch)
        clerk.filing.lead = self.clock.arrival(self.clock.record).lead
        if not self.clock.near:
            clerk.offer(self.rejects)
            self.rejects.clear()
            self._stand_in.turn(clerk, now, self.record.last)
            return
        more = True
        while more and self.record is not None and self.positions is not None:
            clerk.offer(self.rejects)
            self.rejects.clear()
            tail = self.record.tails[self.connections.keys.cases]
            more = clerk.work(now, {**self.positions.last, **self.record.last}, tail)

    def clerk_rest(self, now: int) -> float:
        """Seconds until the next turn of the clerk's work, should nothing come that asks for it."""
        if self._clerk is None or not self.clock.near:
            return 0.0
        return self._clerk.rest(now)

    def heed(self, cases: Iterable[Case]) -> None:
        """Cases that changed in the fold, should this process be the clerk."""
        if self._clerk is not None:
            self._clerk.heed(cases)

    @property
    def claimed(self) -> bool:
        """Whether anybody keeps a record here, as far as is known."""
        return self.record is None or self.record.epoch is not None

    def stand(self) -> Stand:
        """Where the fold of this process stands in the record: what it decides rests on it."""
        return Stand(self.record.last[self.connections.keys.cases] if self.record else "")

    def doubt(self) -> None:
        """The record seems not to be what it was: see before anything more is read."""
        if self.record is not None:
            self.record.doubt()

    def lost(self, cases: Iterable[str]) -> None:
        """These numbers were given out, though the record does not know it any more."""
        self._lost.update(cases)
        if self._clerk is not None:
            self._clerk.lost(self._lost)

    def _the_clerk(self, live: LiveCity, epoch: str) -> Clerk:
        if self._clerk is None:
            self._clerk = Clerk(
                self.connections.clerk_redis,
                self.connections.keys,
                live,
                f"web:{os.getpid()}",
                epoch=epoch,
                positions=self.connections.positions_redis,
                retention=self._retention,
                replicas=self.connections.replicas,
                limits=self.connections.limits,
                seal=self.connections.seal,
            )
            self._clerk.lost(self._lost)
        elif self._clerk.epoch != epoch or self._clerk.filing.live is not live:
            self._clerk.rebase(live, epoch)
        return self._clerk

    def hand_over(self) -> None:
        """Leave the lease to another process."""
        if self._clerk is not None:
            self._clerk.leave()

    def close(self) -> None:
        """Forget where we were: the next `open` starts anew."""
        for reader in (self.positions, self.record):
            if reader is not None:
                reader.close()
        self.positions = self.record = None

    def open(self, live: LiveCity, watching: Watching, *, snapshot: bool = True) -> bool:
        """Restore the snapshot and stand where it ends; False while Redis is away. Raises SnapshotError."""
        try:
            to = self.connections
            found = open_record(to.record_redis, to.positions_redis, to.keys)
            Tries()("seal", lambda: to.seal.look(to.record_redis, to.keys), None)  # before an event is read
            cameras = self._cameras(watching)
        except AWAY as error:
            self.trouble = trouble(error, self.connections.record_url)
            gevent.sleep(self._backoff.grow())
            return False
        self.trouble = None
        self._backoff.reset()
        self.loss = found.loss
        kept = found.snapshot if snapshot else None
        if kept is not None:
            revive(live, kept.state)
        self._read_from(kept, found.epoch, cameras)
        return True

    def _read_from(self, kept: Snapshot | None, epoch: str | None, cameras: str) -> None:
        """Only a loss of cases ends a fold: of positions and camera states, what is left is read again."""
        keys, ids = self.connections.keys, kept.ids if kept else {}
        starts = {stream: ids.get(stream, START) for stream in keys.position_streams}
        self.positions = Reader(
            self.connections.positions_redis,
            starts,
            None,  # whether this is another Redis is the record's to say: it knows what is lost
            again=starts,
            url=self.connections.positions_url,
            clock=self.clock,
        )
        self.record = Reader(
            self.connections.record_redis,
            {keys.cases: ids.get(keys.cases, START), keys.cameras: cameras},
            keys.epoch,
            epoch=epoch,
            tails={keys.cases: kept.tail} if kept else None,
            again=(keys.cameras,),
            url=self.connections.record_url,
            clock=self.clock,
        )

    def _cameras(self, watching: Watching) -> str:
        """Where to read on from; another type of value under a key of theirs stops nothing but cameras."""
        tries, redis = Tries(), self.connections.record_redis
        cameras = tries("last", lambda: last_camera_event(redis, self.connections.keys), "0-0")
        watching.apply(tries("states", lambda: read_states(redis, self.connections.keys), []))
        return cameras

    def poll_cameras(self, known: str | None, written: bool = True) -> tuple[str | None, object]:
        """The edition the camera process works on, None when it is gone; its list unless `known`.

        While Redis is away, or cannot be `written`, it counts as running: nobody hears its sign of life, and
        pages have their pictures from it and see for themselves."""
        listed = None
        try:
            edition = running(self.connections.clerk_redis, self.connections.keys)
            if edition is not None and edition != known:
                listed = read_list(self.connections.clerk_redis, self.connections.keys)
        except AWAY:  # the readers say so
            return self._cameras_run, None
        if edition is None and not written:
            return self._cameras_run, None
        self._cameras_run = edition
        return edition, listed[1] if listed and listed[0] == edition else None
