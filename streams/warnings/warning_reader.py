"""Follows `warnings` and holds all of them, in each web process. A start reads the stream from its beginning;
while Redis is away what was known goes on."""

from __future__ import annotations

import logging
from typing import Any
from zoneinfo import ZoneInfo

from redis import Redis

from city.warnings.standing import Warnings
from streams.messages.entries import Entry
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.values import RefusedError
from streams.record.keys import Keys
from streams.record.tails import START
from streams.warnings.warning_entries import TakenBack, decode_warning

COUNT = 50  # entries of one read: each may be long
PROVED_EVERY = 5  # polls without news after which it is seen whether the last entry is still there
log = logging.getLogger(__name__)


class WarningReader:
    """One greenlet polls; whoever asks in between reads whole values. `caught_up`: all that the record holds
    was read once."""

    def __init__(self, redis: Redis, keys: Keys, zone: ZoneInfo) -> None:
        self._redis, self._keys, self._zone = redis, keys, zone
        self._last: Entry | None = None
        self._quiet = 0  # polls without news
        self.warnings = Warnings()
        self.rejects: list[Reject] = []  # since somebody took them
        self.taken_back: dict[tuple[str, str], TakenBack] = {}
        self.caught_up = False

    def poll(self, block_ms: int) -> bool:
        """Wait for news; whether there are any. Raises what Redis says."""
        after = self._last[0] if self._last else START
        block = (block_ms or None) if self.caught_up else None
        found: Any = self._redis.xread({self._keys.warnings: after}, COUNT, block)
        entries: list[Entry] = [entry for _, some in found or () for entry in some]
        self._quiet = 0 if entries else self._quiet + 1
        if (entries or self._quiet % PROVED_EVERY == 0) and not self._still_there():
            log.warning("the stream of warnings is not what it was: it is read anew")
            self.warnings, self.taken_back = Warnings(), {}
            self._last, self.caught_up = None, False
            return True
        for entry in entries:
            self._take(entry)
        self.caught_up = self.caught_up or len(entries) < COUNT
        return bool(entries)

    def _take(self, entry: Entry) -> None:
        self._last = entry
        try:
            told = decode_warning(entry[1], self._zone)
        except RefusedError as error:
            name, stream = entry[0].decode("ascii"), self._keys.label(self._keys.warnings)
            self.rejects.append(reject(stream, name, None, str(error), raw_fields(entry[1])))
            return
        if isinstance(told, TakenBack):
            self.taken_back[told.sender, told.identifier] = told
            self.warnings.take_back(told.sender, told.identifier)
        else:
            self.warnings.take(told)

    def _still_there(self) -> bool:
        """Ids grow with time and prove nothing. What was cut for its age is no loss as long as nothing came
        after it."""
        if self._last is None:
            return True
        id, fields = self._last
        found: Any = self._redis.xrange(self._keys.warnings, id, "+", count=1)
        if found:
            return bool(found[0][0] == id and found[0][1] == fields)
        if not self._redis.exists(self._keys.warnings):
            return False
        told: Any = self._redis.xinfo_stream(self._keys.warnings)
        return bool(told["last-generated-id"] == id)


def read_all(redis: Redis, keys: Keys, zone: ZoneInfo) -> WarningReader:
    """All that the record holds now. Raises what Redis says."""
    reader = WarningReader(redis, keys, zone)
    while not reader.caught_up:
        reader.poll(0)
    return reader
