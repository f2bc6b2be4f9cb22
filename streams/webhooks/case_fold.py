"""The cases as the record tells them, folded from its beginning, and each event with the case before it
and after.

Reads with a thread of its own, since a reader waits: knows no hook.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from redis import Redis

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.book import CaseBook
from city.cases.case import Case, CaseError, CaseEvent
from city.matters import Matters
from city.rules import Rules
from streams.messages.events import decode_events
from streams.record.keys import Keys
from streams.record.reader import Reader
from streams.record.seal import Seal
from streams.record.startup import AWAY
from streams.record.tails import START

BLOCK_MS = 500
DAY = 86_400_000
KEPT_MS = 3 * DAY  # of a case that has ended: nothing can happen to it any more
SEAL_LOOKS = 20  # readings between two looks whether the record is sealed


@dataclass(frozen=True, slots=True)
class WebhookCity:
    areas: Areas
    matters: Matters
    rules: Rules
    locator: Locator


@dataclass(frozen=True, slots=True)
class Change:
    event: CaseEvent
    before: Case | None
    after: Case


@dataclass(frozen=True, slots=True)
class Read:
    """`last`: the id of the last entry that was read, "0-0" before the first. `more`: there is
    more at once. `anew`: what came before counts no more, all of it comes again."""

    changes: list[Change]
    last: str
    more: bool
    anew: bool = False


class CaseFold:
    """`connect()` makes a client of its own, which waits in a thread."""

    def __init__(
        self, connect: Callable[[], Redis], keys: Keys, city: WebhookCity, seal: Seal, url: str = ""
    ) -> None:
        self._redis, self._keys, self._city, self._seal, self._url = connect(), keys, city, seal, url
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="webhooks-reader")
        self._looked = 0
        self._begin()

    def _begin(self) -> None:
        city = self._city
        self._book = CaseBook(city.areas, city.locator, city.rules)
        self._reader = Reader(self._redis, {self._keys.cases: START}, self._keys.epoch, url=self._url)
        self._forgot = 0

    @property
    def trouble(self) -> str | None:
        return self._reader.trouble

    @property
    def cases(self) -> int:
        return len(self._book)

    async def read(self) -> Read:
        """What came since; a record that lost what was read is folded anew. Never raises for Redis."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read)

    def close(self) -> None:
        self._reader.close()
        self._thread.shutdown(wait=True)
        self._redis.close()

    def _read(self) -> Read:
        if self._looked % SEAL_LOOKS == 0 and self._reader.trouble is None:
            self._look_at_seal()
        self._looked += 1
        batch = self._reader.poll(BLOCK_MS)
        if batch.reborn:
            self._reader.close()
            self._begin()
            return Read([], START, True, anew=True)
        entries = batch.entries.get(self._keys.cases, [])
        events, _ = decode_events(entries, broken=self._seal.broken)
        changes = [change for change in map(self._apply, events) if change]
        return Read(changes, self._reader.last[self._keys.cases], batch.more)

    def _apply(self, event: CaseEvent) -> Change | None:
        before = self._book.get(event.case)
        try:
            after = self._book.apply(event)
        except CaseError:  # the web processes say so
            return None
        if event.time > self._forgot + DAY:
            self._forget(event.time)
        return None if after is None else Change(event, before, after)

    def _forget(self, now: int) -> None:
        self._forgot, book = now, self._book
        ended = [case.id for case in book if case.ended_at is not None and case.ended_at < now - KEPT_MS]
        book.forget([case for case in ended if not book.holds(case)])

    def _look_at_seal(self) -> None:
        try:
            self._seal.look(self._redis, self._keys)
        except AWAY:
            return  # the reader says so
