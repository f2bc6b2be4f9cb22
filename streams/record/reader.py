"""Follows streams from where we were, through Redis going away, coming back, and coming back empty."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.messages.entries import Entry, order
from streams.record.epoch import ODD, read_epoch
from streams.record.key_types import odd_streams
from streams.record.tails import FEW, KEPT, START, Loss, Tail, prove
from streams.server.backoff import Backoff
from streams.server.connect import redacted, trouble

COUNT = 2000  # most entries in one answer
ANSWER = 1 << 20  # bytes one answer should hold: an entry may be 60 bytes, or 5,000 fixes
_FIRST_COUNT = 20  # before we have seen how large entries are
LONGEST_BLOCK = 2000  # ms: below every time-out, so that a silent server is told from a quiet stream
OVERLAP = 60_000  # ms read again when nothing we remember survived
_CHECK_EVERY = 1.0  # s between looks at the epoch and at what we hold, while all is well
log = logging.getLogger(__name__)


def _clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Batch:
    """`reborn`: not the Redis we knew, drop the fold and load anew; `loss`, if it lost what we hold.
    `more`: we are catching up."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    reborn: bool = False
    loss: Loss | None = None
    more: bool = False


class Reader:
    """`streams` maps each stream to the last id we hold ("0-0": from its beginning). One greenlet polls.

    `epoch` is the one our state belongs to; without it the first one met is believed. `tails` are what we
    hold already. `again`: streams that are read again from where they end, should they lose what we hold;
    for all others the fold must be dropped. `epoch_key` None: the epoch is another server's.
    """

    def __init__(
        self,
        redis: Redis,
        streams: Mapping[str, str],
        epoch_key: str | None,
        *,
        epoch: str | None = None,
        tails: Mapping[str, Tail] | None = None,
        again: Iterable[str] = (),
        url: str = "",
        clock: Callable[[], int] = _clock,
    ) -> None:
        self.redis = redis
        self.last = dict(streams)
        self.epoch_key = epoch_key
        self.epoch = epoch
        self._again = frozenset(again)
        self.tails = {
            stream: Tail((tails or {}).get(stream, ()), FEW if stream in self._again else KEPT)
            for stream in streams
        }
        self.url = redacted(url)
        self.last_read = 0  # epoch ms of the last completed read, 0 never
        self.trouble: str | None = None
        self._clock = clock
        self._patience = Backoff()
        self._count = _FIRST_COUNT  # of each stream
        self._check_at = 0.0  # monotonic
        self._odd: frozenset[str] = frozenset()
        self._closed = threading.Event()

    def poll(self, block_ms: int = 100, linger: float = 0.0) -> Batch:
        """What came since; empty when nothing did, or when Redis is away (after a wait). `linger`: s for
        which more may come after what was waited for, since Redis answers with the first entry of many."""
        if self._closed.is_set():
            return Batch()
        try:
            began = time.monotonic()
            batch = self._read(min(block_ms, LONGEST_BLOCK))
            if linger and batch.entries and time.monotonic() - began > linger:
                batch = self._more(batch, linger)
        except (RedisError, OSError) as error:
            self.trouble = trouble(error, self.url)
            self._check_at = 0.0  # whoever answers next may be another
            self._closed.wait(self._patience.grow())
            return Batch()
        self.last_read = self._clock()
        self.trouble = None
        self._patience.reset()
        return batch

    def doubt(self) -> None:
        """Prove again what we hold before anything is read."""
        self._check_at = 0.0

    def close(self) -> None:
        """End a wait at once, and every later poll."""
        self._closed.set()

    def _read(self, block_ms: int) -> Batch:
        if time.monotonic() >= self._check_at:
            self._odd = odd_streams(self.redis, self.last)
            lost = self._lost(self.tails)
            if lost or self._reborn():
                return Batch(reborn=True, loss=lost)
            self._check_at = time.monotonic() + _CHECK_EVERY
        # what is no stream stops only itself, unless nothing else is left
        wanted: Any = {name: last for name, last in self.last.items() if name not in self._odd} or self.last
        count = self._count
        answer: Any = self.redis.xread(wanted, count=count, block=block_ms or None)  # 0 would block for ever
        entries: dict[str, list[Entry]] = {stream.decode(): found for stream, found in answer or []}
        # only what follows on what we hold is taken: newer entries would hide for good that it is gone
        lost = self._lost(entries.keys() - self._again) if entries else None
        if lost:
            return Batch(reborn=True, loss=lost)
        for stream, found in entries.items():
            self.last[stream] = found[-1][0].decode("ascii")
            self.tails[stream].extend(found)
        self._count = self._fitting(entries.values())
        return Batch(entries, more=any(len(found) >= count for found in entries.values()))

    def _more(self, batch: Batch, linger: float) -> Batch:
        """With what came in the meantime."""
        time.sleep(linger)
        try:
            rest = self._read(0)
        except (RedisError, OSError):
            return batch  # the next poll tells
        if rest.reborn:
            return rest
        for stream, entries in rest.entries.items():
            batch.entries.setdefault(stream, []).extend(entries)
        batch.more = rest.more
        return batch

    def _fitting(self, lists: Collection[list[Entry]]) -> int:
        """How many entries of each stream to ask for next, so that no answer stops the wall for long."""
        if not lists:
            return self._count
        largest = max(sum(map(len, found[-1][1].values())) for found in lists)
        fitting = min(COUNT, ANSWER // max(largest, 1)) // len(self.last)
        return max(1, min(fitting, self._count * 4))

    def _lost(self, streams: Iterable[str]) -> Loss | None:
        """What the fold rests on and Redis has no more. Streams that may be are set back."""
        tails = {stream: self.tails[stream] for stream in streams if stream not in self._odd}
        losses = prove(self.redis, tails, trimmed=self._again) if tails else []
        for loss in losses:
            if loss.stream in self._again:
                self._set_back(loss.stream, loss.survived if loss.all_known else _before(loss))
        return next((loss for loss in losses if loss.stream not in self._again), None)

    def _set_back(self, stream: str, survived: str) -> None:
        log.warning("%s lost its newest entries: it is read again from %s", stream, survived)
        self.last[stream] = survived
        self.tails[stream].cut(survived)

    def _reborn(self) -> bool:
        if self.epoch_key is not None:
            epoch = read_epoch(self.redis, self.epoch_key)
            if self.epoch is None:
                self.epoch = epoch
            elif epoch not in (self.epoch, ODD):
                return True
        known = {stream: ours for stream, ours in self.last.items() if stream not in self._odd}
        behind = [stream for stream, ours in known.items() if self._behind(stream, ours)]
        for stream in self._again.intersection(behind):
            self._set_back(stream, START)
        return not self._again.issuperset(behind)

    def _behind(self, stream: str, ours: str) -> bool:
        """Whether this stream ends before what we hold of it: then reading on would wait in silence."""
        try:
            info: Any = self.redis.xinfo_stream(stream)
        except ResponseError as error:
            if "no such key" not in str(error).lower():
                raise
            info = {"last-generated-id": b"0-0"}
        return order(info["last-generated-id"].decode("ascii")) < order(ours)


def _before(loss: Loss) -> str:
    """A place well before what was lost: what is read twice does no harm."""
    return f"{max(0, order(loss.lost[0].entry)[0] - OVERLAP)}-0"
