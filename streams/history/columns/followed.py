"""One stream, read minute by minute from where its table is. What Redis has no more is told as a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from streams.messages.arrival import TOLERANCE
from streams.messages.entries import Entry, order
from streams.record.tails import START
from streams.server.server_id import server_id

FIRST_COUNT, MOST = 16, 2000  # entries in one answer
ANSWER = 4 * 1024 * 1024  # bytes that one answer may be about
# why a gap is
TRIMMED = "trimmed"  # entries were taken away before they were read
AWAY = "away"  # nobody read meanwhile, and Redis cannot tell any more whether there was anything
REBORN = "reborn"  # Redis came back without what it held
AHEAD = "ahead"  # ids lay in the future, and the stream began anew


@dataclass(frozen=True, slots=True)
class Gap:
    """Something may be missing between two entries."""

    stream: str
    after: str
    before: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """A stream's first entry, None without any, and the last id ever given."""

    first: str | None
    newest: str
    erased: str = START  # the newest entry that was taken out of it, as far as Redis tells


class Followed:
    """`after`: the last entry that was read, None before the first time. Raises what Redis says."""

    def __init__(self, redis: Redis, key: str, name: str, after: str | None) -> None:
        self.redis, self.key, self.name, self.after = redis, key, name, after
        self._next: str | None = None  # the entry that was next when we read last
        self._sure = False  # whether that is known: `_next` None then means that there was none
        self._reborn, self._server = False, ""
        self._count = FIRST_COUNT

    def look(self) -> Look:
        """What a server that was started since holds may be another than what we read."""
        server = server_id(self.redis)
        self._sure = self._sure and server == self._server != ""
        self._server = server
        try:
            told: Any = self.redis.xinfo_stream(self.key)
        except ResponseError as error:
            if "no such key" not in str(error):
                raise
            return Look(None, START)
        first, erased = told["first-entry"], told.get("max-deleted-entry-id", START.encode())
        return Look(first[0].decode() if first else None, told["last-generated-id"].decode(), erased.decode())

    def gap(self, look: Look, now: int) -> Gap | None:
        """What was lost since we read last. Nothing is, the first time. `now`: by the stream's Redis."""
        if self.after is None:
            return None
        if order(look.newest) < order(self.after):
            return self._behind(look, now)
        first = look.first
        if first is None:
            return self._emptied(look.newest)
        if order(first) <= order(self.after):
            return None  # what follows on what we read is all there
        if self._reborn:
            return self._told(first, REBORN)
        if self._sure and (self._next is None or order(first) <= order(self._next)):
            return None
        certain = self._sure or order(look.erased) > order(self.after)
        return self._told(first, TRIMMED if certain else AWAY)

    def _behind(self, look: Look, now: int) -> Gap | None:
        """It ends before what we hold. Ids that lay in the future are waited for by nobody."""
        self._reborn, self._sure = True, False
        assert self.after is not None
        if order(self.after)[0] <= now + TOLERANCE or look.newest == START:
            return None
        gap = self._told(look.newest, AHEAD)
        self.after = look.newest
        return gap

    def _emptied(self, newest: str) -> Gap | None:
        assert self.after is not None
        if order(newest) == order(self.after):
            return None
        gap = self._told(newest, REBORN if self._reborn else TRIMMED)
        self.after, self._sure, self._next = newest, True, None
        return gap

    def _told(self, before: str, why: str) -> Gap:
        self._reborn = False
        self._sure, self._next = False, None
        return Gap(self.name, self.after or START, before, why)

    def entries(self, upto: str) -> Iterator[list[Entry]]:
        """Those after what was read, up to the id `upto` or, with `+`, all; a bounded number at a time."""
        while True:
            after = f"({self.after}" if self.after else "-"
            found: Any = self.redis.xrange(self.key, after, upto, count=self._count)
            if not found:
                break
            self.after = found[-1][0].decode("ascii")
            count, self._count = self._count, self._fitting(found)
            yield found
            if len(found) < count:
                break
        self._see_next()

    def oldest(self) -> str | None:
        """The first entry that was not read yet."""
        after = f"({self.after}" if self.after else "-"
        found: Any = self.redis.xrange(self.key, after, "+", count=1)
        return found[0][0].decode("ascii") if found else None

    def _fitting(self, found: list[Entry]) -> int:
        largest = max(sum(map(len, fields.values())) for _, fields in found)
        return max(1, min(MOST, self._count * 4, ANSWER // max(largest, 1)))

    def _see_next(self) -> None:
        self._next, self._sure = self.oldest(), self.after is not None
