"""Takes out of the stream of sessions what tells nobody anything any more: it has entries of sessions that
are over, and of each that is open one for every few minutes somebody used it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redis import Redis

from streams.messages.entries import order
from streams.record.keys import Keys

KEPT_MS = 86_400_000  # whoever reads has read it by then
AT_ONCE = 1000


@dataclass(slots=True)
class _Trail:
    """The entries of one session: what each says of it last is needed while it is open."""

    until: int = 0
    ended: list[bytes] = field(default_factory=list)
    last: dict[bytes, bytes] = field(default_factory=dict)  # by type
    old: list[bytes] = field(default_factory=list)

    def take(self, entry: bytes, kind: bytes, until: bytes) -> None:
        if kind == b"revoked":
            self.ended.append(entry)
            return
        if kind in self.last:
            self.old.append(self.last[kind])
        self.last[kind] = entry
        if kind == b"opened" and until.isdigit():
            self.until = int(until)

    def dead(self, now: int) -> Iterator[bytes]:
        """What ended it goes last: without that alone it would be open again."""
        yield from self.old
        if self.ended or self.until <= now:
            yield from self.last.values()
            yield from self.ended


def trim_sessions(redis: Redis, keys: Keys, now: int) -> int:
    """How many entries were taken out. Nothing is that came within a day, nor the newest: readers know by it
    that the stream is the one they read."""
    newest: Any = redis.xrevrange(keys.sessions, count=1)
    if not newest:
        return 0
    trails, news = _read(redis, keys)
    dead = [*news, *(entry for trail in trails.values() for entry in trail.dead(now))]
    aged = [e for e in dead if order(e.decode())[0] < now - KEPT_MS and e != newest[0][0]]
    for first in range(0, len(aged), AT_ONCE):
        redis.xdel(keys.sessions, *aged[first : first + AT_ONCE])
    return len(aged)


def _read(redis: Redis, keys: Keys) -> tuple[dict[bytes, _Trail], list[bytes]]:
    """The trail of each session, and what was told of accounts, which is news alone."""
    trails: dict[bytes, _Trail] = {}
    news: list[bytes] = []
    after = "-"
    while True:
        found: Any = redis.xrange(keys.sessions, min=after, count=AT_ONCE)
        for entry, fields in found:
            kind, session = fields.get(b"type", b""), fields.get(b"session")
            if session is None:
                news.append(entry)
            else:
                trails.setdefault(session, _Trail()).take(entry, kind, fields.get(b"until", b""))
        if len(found) < AT_ONCE:
            return trails, news
        after = f"({found[-1][0].decode()}"
