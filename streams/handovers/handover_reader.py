"""Follows `handovers` and holds the shifts of all areas. A start reads the stream from its beginning; while
Redis is away what was known goes on."""

from __future__ import annotations

import logging
from typing import Any

from redis import Redis

from city.handover.handovers import Handovers
from streams.messages.entries import Entry
from streams.messages.events import decode_events
from streams.messages.rejects import Reject, raw_fields, reject
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.record.tails import START

COUNT = 200  # entries of one read
PROVED_EVERY = 5  # polls without news after which it is seen whether the last entry is still there
log = logging.getLogger(__name__)


class HandoverReader:
    """One greenlet or thread polls; whoever asks in between reads whole values. `caught_up`: all that the
    record holds was read once."""

    def __init__(self, redis: Redis, keys: Keys, seal: Seal = NO_SEAL) -> None:
        self._redis, self._keys, self._seal = redis, keys, seal
        self._last: Entry | None = None
        self._quiet = 0
        self.handovers = Handovers()
        self.rejects: list[Reject] = []  # since somebody took them
        self.caught_up = False

    def poll(self, block_ms: int = 0) -> bool:
        """Wait for news; whether there are any. Raises what Redis says."""
        after = self._last[0] if self._last else START
        block = (block_ms or None) if self.caught_up else None
        found: Any = self._redis.xread({self._keys.handovers: after}, COUNT, block)
        entries: list[Entry] = [entry for _, some in found or () for entry in some]
        self._quiet = 0 if entries else self._quiet + 1
        if (entries or self._quiet % PROVED_EVERY == 0) and not self._still_there():
            log.warning("the stream of handovers is not what it was: it is read anew")
            self.begin()
            return True
        self._take(entries)
        self.caught_up = self.caught_up or len(entries) < COUNT
        return bool(entries)

    def read_all(self) -> None:
        """All that the record holds now. Raises what Redis says."""
        while self.poll() or not self.caught_up:
            continue

    def begin(self) -> None:
        """All is read anew."""
        self.handovers, self._last, self.caught_up, self._quiet = Handovers(), None, False, 0

    def _take(self, entries: list[Entry]) -> None:
        label = self._keys.label(self._keys.handovers)
        events, rejects = decode_events(entries, label, self._seal.broken)
        fields = dict(entries)
        for event in events:
            if (why := self.handovers.apply(event)) is not None:
                told = fields[event.entry.encode()]
                rejects.append(reject(label, event.entry, None, why, raw_fields(told)))
        self.rejects += rejects
        self._last = entries[-1] if entries else self._last

    def _still_there(self) -> bool:
        """Ids grow with time and prove nothing. What was cut for its age is no loss as long as nothing came
        after it."""
        if self._last is None:
            return True
        id, fields = self._last
        found: Any = self._redis.xrange(self._keys.handovers, id, "+", count=1)
        if found:
            return bool(found[0][0] == id and found[0][1] == fields)
        if not self._redis.exists(self._keys.handovers):
            return False
        told: Any = self._redis.xinfo_stream(self._keys.handovers)
        return bool(told["last-generated-id"] == id)
