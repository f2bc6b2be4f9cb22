"""Follows streams from where we were, through Redis going away, coming back, and coming back empty."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from streams.messages.entries import Entry, order
from streams.record.epoch import ODD
from streams.record.kept_connection import Command, KeptConnection
from streams.record.looks import Look, gone, look_commands, proof_commands, seen
from streams.record.tails import FEW, KEPT, START, Loss, Tail, as_entry, prove
from streams.server.backoff import Backoff
from streams.server.connect import redacted, trouble

COUNT = 2000  # most entries in one answer
ANSWER = 1 << 20  # bytes one answer should hold: an entry may be 60 bytes, or 5,000 fixes
_FIRST_COUNT = 20  # before we have seen how large entries are
LONGEST_BLOCK = 2000  # ms: below every time-out, so that a silent server is told from a quiet stream
OVERLAP = 60_000  # ms read again when nothing we remember survived
_CHECK_EVERY = 1.0  # s between looks at the epoch and at what we hold, while all is well
_SURE, _TRY_AGAIN = (
    5,
    20,
)  # waits that brought all at once until nobody lingers, and until that is tried again
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
        self._kept = KeptConnection(redis)
        self._whole = 0  # waits in a row that brought all at once, as far as is known

    def poll(self, block_ms: int = 100, linger: float = 0.0) -> Batch:
        """What came since; empty when nothing did, or when Redis is away (after a wait). `linger`: s for
        which more may come after what was waited for, since a gateway may write its fixes one by one."""
        if self._closed.is_set():
            return Batch()
        try:
            began = time.monotonic()
            batch = self._read(min(block_ms, LONGEST_BLOCK))
            if linger and batch.entries:
                batch = self._lingered(batch, linger, waited=time.monotonic() - began > linger)
        except (RedisError, OSError) as error:
            if self._closed.is_set():
                return Batch()
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
        self._kept.close()

    def _read(self, block_ms: int) -> Batch:
        """One round trip: it waits for a first entry, proves what we hold, and takes all there is, since
        Redis wakes whoever waits with the first entry of many. Once a second it looks at everything."""
        urgent, looking = not self._check_at, time.monotonic() >= self._check_at
        wanted = self._wanted()
        proved = {stream: self.tails[stream] for stream in wanted if stream not in self._again}
        proofs = look_commands(self.tails, self.epoch_key) if looking else proof_commands(proved)
        wait = [_xread(wanted, 1, block_ms)] if block_ms and not urgent else []
        *told, answer = self._kept.ask([*wait, *proofs, _xread(wanted, self._count)])
        told = told[len(wait) :]
        # only what follows on what we hold is taken: newer entries would hide for good that it is gone
        if looking:
            bad = self._judge(seen(told, self.tails, self.epoch_key))
        else:
            lost = self._lost(gone(iter(told), proved))
            bad = Batch(reborn=True, loss=lost) if lost else None
        if bad is not None:
            return bad
        if wanted != self._wanted():
            return self._read(0)
        return self._taken(answer)

    def _wanted(self) -> dict[str, str]:
        """From where each is read: what is no stream stops only itself, unless nothing else is left."""
        return {name: last for name, last in self.last.items() if name not in self._odd} or dict(self.last)

    def _taken(self, answer: Any) -> Batch:
        if isinstance(answer, Exception):
            raise answer
        count = self._count
        entries = {stream.decode(): [as_entry(*each) for each in found] for stream, found in answer or ()}
        for stream, found in entries.items():
            self.last[stream] = found[-1][0].decode("ascii")
            self.tails[stream].extend(found)
        self._count = self._fitting(entries.values())
        return Batch(entries, more=any(len(found) >= count for found in entries.values()))

    def _lingered(self, batch: Batch, linger: float, *, waited: bool) -> Batch:
        """With what comes right after it, as long as what is waited for is seen to come in parts."""
        if not waited:  # it came soon after what was read before
            self._whole = 0
            return batch
        self._whole += 1
        lingers = self._whole <= _SURE or self._whole % _TRY_AGAIN == 0
        return self._more(batch, linger) if lingers else batch

    def _more(self, batch: Batch, linger: float) -> Batch:
        """With what came in the meantime."""
        time.sleep(linger)
        try:
            rest = self._read(0)
        except (RedisError, OSError):
            return batch  # the next poll tells
        if rest.reborn:
            return rest
        if rest.entries:
            self._whole = 0
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

    def _judge(self, look: Look) -> Batch | None:
        """Told when the fold must be dropped. Streams that may be are set back."""
        self._odd = look.odd
        lost = self._lost(look.gone)
        if lost or self._reborn(look):
            return Batch(reborn=True, loss=lost)
        self._check_at = time.monotonic() + _CHECK_EVERY
        return None

    def _lost(self, streams: Collection[str]) -> Loss | None:
        """What the fold rests on and Redis has no more, if anything of these. Streams that may be are set
        back."""
        tails = {stream: self.tails[stream] for stream in streams}
        losses = prove(self.redis, tails, trimmed=self._again) if tails else []
        for loss in losses:
            if loss.stream in self._again:
                self._set_back(loss.stream, loss.survived if loss.all_known else _before(loss))
        return next((loss for loss in losses if loss.stream not in self._again), None)

    def _set_back(self, stream: str, survived: str) -> None:
        log.warning("%s lost its newest entries: it is read again from %s", stream, survived)
        self.last[stream] = survived
        self.tails[stream].cut(survived)

    def _reborn(self, look: Look) -> bool:
        if self.epoch_key is not None:
            if self.epoch is None:
                self.epoch = look.epoch
            elif look.epoch not in (self.epoch, ODD):
                return True
        # a stream that ends before what we hold of it: reading on would wait in silence
        behind = [stream for stream, end in look.ends.items() if order(end) < order(self.last[stream])]
        for stream in self._again.intersection(behind):
            self._set_back(stream, START)
        return not self._again.issuperset(behind)


def _xread(streams: Mapping[str, str], count: int, block_ms: int = 0) -> Command:
    """Without `block_ms` it waits for nothing."""
    wait: Command = ("BLOCK", block_ms) if block_ms else ()
    return ("XREAD", "COUNT", count, *wait, "STREAMS", *streams, *streams.values())


def _before(loss: Loss) -> str:
    """A place well before what was lost: what is read twice does no harm."""
    return f"{max(0, order(loss.lost[0].entry)[0] - OVERLAP)}-0"
