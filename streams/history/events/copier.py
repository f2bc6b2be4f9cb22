"""Follows the record's streams into the store of events: read, commit, tell Redis how far. One thread's."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.history.events.store import LOST, MAYBE, TRIMMED, EventStore
from streams.messages.entries import Entry, order
from streams.record.epoch import ODD, read_epoch
from streams.record.history_cursors import COPIED, HistoryCursors
from streams.record.keys import Keys
from streams.record.reader import Reader
from streams.record.seal import Seal
from streams.record.tails import START, Tail, prove
from streams.server.connect import redacted
from streams.server.connect import trouble as sentence

BLOCK_MS = 500
AWAY_S = 1.0
log = logging.getLogger(__name__)


def copied_streams(keys: Keys) -> tuple[str, ...]:
    """What is copied, by their keys."""
    return tuple(f"{keys.prefix}{label}" for label in COPIED)


class Copier:
    """`turn()` reads once and commits once. What is not committed is read again.

    `trouble`: why nothing is read, one sentence. `beside()`: why another part of the process keeps nothing,
    which the record is told with it. Raises SQLAlchemyError, as the store does.
    """

    def __init__(
        self,
        connect: Callable[[], Redis],
        keys: Keys,
        store: EventStore,
        seal: Seal,
        url: str = "",
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        beside: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.redis, self.keys, self.store, self.url = connect(), keys, store, redacted(url)
        self._seal = seal
        self.world: int | None = None
        self.copied = 0  # entries, since the start
        self.behind = True  # more is there to be read at once
        self.trouble: str | None = None
        self._reader: Reader | None = None
        self._gone: set[str] = set()  # streams of which Redis has nothing of what we hold
        self._committed: dict[str, str] = {}  # by a stream's key: the last entry that stands in the store
        self._clock, self._beside = clock, beside
        self._cursors = HistoryCursors(self.redis, keys)

    def close(self) -> None:
        """Ends a wait at once."""
        if self._reader is not None:
            self._reader.close()

    def turn(self, block_ms: int = BLOCK_MS) -> int:
        """How many entries were new."""
        if self._reader is None and not self._begin():
            return 0
        assert self._reader is not None and self.world is not None
        before = dict(self._reader.last)
        self._committed = before
        batch = self._reader.poll(block_ms)
        self.trouble = self._reader.trouble
        if batch.reborn:
            self._reader.close()
            self._reader = None
            self.behind = True
            return 0
        if self.trouble:
            return 0
        self.behind = batch.more
        labels = {self.keys.label(stream): found for stream, found in batch.entries.items()}
        try:
            forged = self._forged(batch.entries)
            self._gaps(before, batch.entries)
            if read_epoch(self.redis, self.keys.epoch) != self._reader.epoch:
                self._reader.doubt()  # what came may be another record's: the next turn says so
                self._reader.last.update(before)
                return 0
        except (RedisError, OSError) as error:  # it is read again, from what is committed
            self.trouble = sentence(error, self.url)
            self._reader.close()
            self._reader = None
            return 0
        new = self.store.copy(self.world, labels, forged) if batch.entries else 0
        self.copied += new
        self._committed = dict(self._reader.last)
        self._tell()
        return new

    def _forged(self, read: Mapping[str, Sequence[Entry]]) -> set[bytes]:
        """Ids of events of cases that carry no right digest, where the record is sealed."""
        found = read.get(self.keys.cases, ())
        if found:
            self._seal.look(self.redis, self.keys)
        return {id for id, fields in found if self._seal.broken(id.decode("ascii"), fields)}

    def _begin(self) -> bool:
        """Proves what we hold of this record, and reads on behind it."""
        try:
            epoch = read_epoch(self.redis, self.keys.epoch)
            if epoch in (None, ODD):
                self.trouble = "the record has no epoch yet: a web process makes it when it starts"
                time.sleep(AWAY_S)
                return False
            assert epoch is not None
            self.world = self.store.world(epoch, self._clock())
            tails = self._prove()
        except (RedisError, OSError) as error:
            self.trouble = sentence(error, self.url)
            time.sleep(AWAY_S)
            return False
        held = {
            f"{self.keys.prefix}{label}": entry for label, entry in self.store.cursors(self.world).items()
        }
        self._reader = Reader(
            self.redis,
            {stream: START if stream in self._gone else held.get(stream, START) for stream in tails},
            self.keys.epoch,
            epoch=epoch,
            tails=tails,
            url=self.url,
        )
        self.trouble, self._committed = None, dict(self._reader.last)
        self._tell()
        return True

    def _prove(self) -> dict[str, Tail]:
        """What Redis has lost is marked so. What was trimmed is no loss; nor does what is kept here go when a
        stream is gone as a whole. What Redis and we both hold, to be proved at every read."""
        assert self.world is not None
        streams = copied_streams(self.keys)
        tails = {stream: self.store.tail(self.world, self.keys.label(stream)) for stream in streams}
        self._gone.clear()
        lost = {loss.stream: loss for loss in prove(self.redis, tails)}
        trimmed = lost.keys() - {loss.stream for loss in prove(self.redis, tails, trimmed=streams)}
        for stream, loss in lost.items():
            label = self.keys.label(stream)
            tails[stream].cut(loss.survived)
            if stream in trimmed:
                continue  # the gap is told when the next entry comes
            if loss.survived == START:
                last = loss.lost[-1].entry
                self.store.gap(self.world, label, last, last, LOST, self._clock())
                self._gone.add(stream)
                log.warning("%s is gone; what was copied of it is kept", loss.stream)
                continue
            void = self.store.lose(self.world, label, loss.survived, self._clock())
            log.warning(
                "%s lost its newest entries: %d that were copied are marked, and it is read on from %s",
                *(loss.stream, void, loss.survived),
            )
        return tails

    def _gaps(self, before: Mapping[str, str], read: Mapping[str, Sequence[Entry]]) -> None:
        """What was trimmed between the last entry we hold and the first that came."""
        assert self.world is not None
        for stream, found in read.items():
            first = found[0][0].decode("ascii")
            why = self._missing(stream, before[stream], first)
            if why is not None:
                self.store.gap(self.world, self.keys.label(stream), before[stream], first, why, self._clock())
                log.warning(
                    "%s: entries between %s and %s were trimmed unread", stream, before[stream], first
                )

    def _missing(self, stream: str, held: str, first: str) -> str | None:
        if held == START:
            return None  # history begins here
        info: Any = self.redis.xinfo_stream(stream)
        told = info.get("max-deleted-entry-id")  # of Redis 7.0 and newer
        if told is not None:
            deleted = told.decode("ascii") if isinstance(told, bytes) else str(told)
            return TRIMMED if order(held) < order(deleted) < order(first) else None
        if self.redis.xrange(stream, held, held):
            return None
        return MAYBE

    def fail(self, trouble: str) -> None:
        """The store takes nothing: what was read and not committed is read again, and the record is told."""
        self._cursors_at(trouble)
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _tell(self) -> None:
        self._cursors_at(self._beside() or "")

    def _cursors_at(self, trouble: str) -> None:
        """The clerk trims nothing that stands behind this."""
        try:
            self._cursors.tell(self._committed, trouble)
        except ResponseError as error:
            self.trouble = sentence(error, self.url)
        except (RedisError, OSError):
            return  # the reader says so
