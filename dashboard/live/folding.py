"""What came from Redis goes into the fold, and who must be told of it is. Decides nothing about a number.

A fold is all or nothing: what breaks half-way through a batch raises FoldError, and the fold must be dropped.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping

from city.cases.case import Case
from dashboard.live.fold import Fold
from dashboard.live.suspects import Suspects
from dashboard.truth.clocks import Clocks
from dashboard.truth.counts import Counts
from dashboard.truth.freshness import Chain
from streams.cameras.cameras import decode_camera_events
from streams.messages.contract import decode_events, decode_positions
from streams.messages.entries import Entry
from streams.messages.fix_rate import FixRate
from streams.messages.gathered import Positions
from streams.messages.rejects import Reject, place, raw_fields, reject
from streams.record.connections import Connections

FLOOD_SAID = 60_000  # ms between two lines in the log
log = logging.getLogger(__name__)


class FoldError(RuntimeError):
    """The fold holds half of a batch: nothing it says can be trusted."""


class Folding:
    """`rejects` takes what cannot be read, for the clerk; `heed(cases)` tells the clerk what changed, and
    `rouse()` that there is something to do."""

    def __init__(
        self,
        to: Connections,
        clock: Clocks,
        chain: Chain,
        counts: Counts,
        rejects: deque[Reject],
        heed: Callable[[Iterable[Case]], None],
        rouse: Callable[[], None],
    ) -> None:
        self._keys, self._clock, self._chain, self._counts = to.keys, clock, chain, counts
        self._seal, streams = to.seal, {to.keys.gateway_positions(name): name for name in to.keys.gateways}
        self._rejects, self._heed, self._rouse = rejects, heed, rouse
        self._rates = {stream: (name, FixRate(to.limits.fixes)) for stream, name in streams.items()}
        self.suspects = Suspects()
        self.on_cases: list[Callable[[Iterable[Case]], None]] = []  # who else is told of cases that changed

    def fold(self, into: Fold, stream: str, entries: list[Entry], now: int) -> None:
        """Any stream's entries; one by one when one of them broke a fold before. Raises FoldError."""
        if self.suspects.among(stream, entries):
            self._one_by_one(into, stream, entries, now)
            return
        try:
            self._take(into, stream, entries, now)
        except Exception as error:
            self.suspects.broke(stream, entries)
            first = f"{self._keys.label(stream)} {entries[0][0].decode()}"
            raise FoldError(f"{first} and after: {_said(error)}") from error

    def positions(self, into: Fold, stream: str, entries: list[Entry], now: int) -> None:
        live, label = into.live, self._keys.label(stream)
        read = decode_positions(entries, label, self._clock.arrival(self._clock.positions))
        if stream in self._rates:
            self._limited(stream, read, now)
        live.fold_fixes(read.batch, now)
        live.fold_ahead(read.ahead)
        for sos in read.sos:
            signal = sos.inspector, sos.time, sos.received, sos.lat, sos.lon
            live.fold_sos(*signal, sos.unverified, sos.accuracy)
        if read.sos:
            self._rouse()
        for _, received in read.heartbeats:
            self._chain.beat_at = max(self._chain.beat_at, received)
        self._counts.fixes += len(read.batch)
        self._counts.not_told.update(read.not_told)
        doubtful = self._counts.doubts.hear(label, read.doubts)
        self._refuse(stream, sorted(read.rejects + doubtful, key=place) if doubtful else read.rejects)

    def _broken(self, entry: str, fields: Mapping[bytes, bytes]) -> bool:
        """Somebody else than our processes wrote it: seen by whoever looks after the wall."""
        broken = self._seal.broken(entry, fields)
        if broken:
            self._counts.forged_at = self._clock()
        return broken

    def _limited(self, stream: str, read: Positions, now: int) -> None:
        """What one gateway sends above its measure is left out, but for calls for help, which stand apart."""
        gateway, rate = self._rates[stream]
        read.batch, over = rate.within(read.batch)
        if over:
            if now - self._counts.floods.get(gateway, 0) > FLOOD_SAID:
                log.warning("gateway %s sends more fixes a second than are taken: %d left out", gateway, over)
            self._counts.floods[gateway] = now
            self._counts.flooded[gateway] += over

    def record(self, into: Fold, stream: str, entries: list[Entry], now: int) -> None:
        label = self._keys.label(stream)
        if stream == self._keys.cameras:
            states, rejects = decode_camera_events(entries, label)
            into.pump.cameras_changed(into.watching.apply(states))
        else:
            events, rejects = decode_events(entries, label, self._broken)
            changed = into.live.fold_events(events, now)
            rejects += _unfit(into, label, entries)
            into.pump.cases_changed(changed)
            into.desks.cases_changed(changed)
            self._heed(changed)
            for tell in self.on_cases:
                tell(changed)
            self._rouse()
            into.desks.run(now)
            self._counts.events += len(events)
            into.numbers_due = True
        self._refuse(stream, rejects)

    def _take(self, into: Fold, stream: str, entries: list[Entry], now: int) -> None:
        take = self.positions if stream in self._keys.position_streams else self.record
        take(into, stream, entries, now)

    def _one_by_one(self, into: Fold, stream: str, entries: list[Entry], now: int) -> None:
        """All are tried, so that one reading anew finds all that are poisonous."""
        label, poisonous = self._keys.label(stream), self.suspects.poisonous
        broken: str | None = None
        for entry in entries:
            why = poisonous.get((stream, entry[0]))
            if why is not None:
                refused = reject(label, entry[0].decode(), None, why, raw_fields(entry[1]))
                self._refuse(stream, [refused])
                continue
            try:
                self._take(into, stream, [entry], now)
            except Exception as error:
                log.exception("%s %s breaks the fold: left out", label, entry[0].decode())
                broken = f"breaks the fold ({_said(error)}), so it is left out"
                poisonous[stream, entry[0]] = broken
        if broken is not None:
            raise FoldError(f"{label}: an entry {broken}")

    def _refuse(self, stream: str, rejects: list[Reject]) -> None:
        if rejects:
            self._counts.rejects[self._keys.label(stream)] += len(rejects)
            self._rejects.extend(rejects)
            self._rouse()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _unfit(into: Fold, label: str, entries: list[Entry]) -> list[Reject]:
    """Events that can be read and do not fit their case."""
    unfit, into.live.unfit = into.live.unfit, []
    if not unfit:
        return []
    raw = {entry.decode(): fields for entry, fields in entries}
    return [reject(label, entry, None, why, raw_fields(raw[entry])) for entry, why in unfit]
