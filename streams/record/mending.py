"""Gives a stream whose ids run ahead of Redis's clock ids that are times again, and loses no entry by it.

Entries are copied in their order: those whose ids can be times keep them, all others get the time of the
mending. The last step copies what came meanwhile and puts the copy in the stream's place at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis import Redis

from streams.messages.entries import Entry, order
from streams.record.keys import Keys
from streams.record.running_ahead import running_ahead
from streams.record.script import Script

AT_ONCE = 1000  # entries of one step: Redis does nothing else while it takes one
LOCKED_MS = 600_000
SEEN_AFTER = 3.0  # s in which every reader has noticed
_ROW_LAST = "99999999"  # of an entry, as rejected.py counts its rows
LAST = "18446744073709551615-18446744073709551615"  # nothing follows it, and Redis refuses to look
Id = tuple[int, int]
_script = Script(Path(__file__).with_name("mend.lua"))


class MendError(RuntimeError):
    """One sentence: why nothing was done."""


@dataclass(frozen=True, slots=True)
class Ill:
    """A stream that runs ahead by `ahead` ms. `why`: what keeps it from being mended, empty when nothing."""

    stream: str
    ahead: int
    entries: int
    why: str = ""


def look(redis: Redis, keys: Keys, streams: tuple[str, ...], now: int) -> list[Ill]:
    """`now` by this Redis's clock. Raises what Redis says."""
    found = running_ahead(redis, streams, now)
    return [Ill(s, by, redis.xlen(s), _why_not(redis, keys, s)) for s, by in found.items()]


def _why_not(redis: Redis, keys: Keys, stream: str) -> str:
    if stream in (keys.cases, keys.dispatches):
        return "its ids are named elsewhere and are an order only: all goes by the times in its entries"
    if stream not in (*keys.position_streams, keys.reports):
        return "no time is taken from its ids; it is only kept for longer"
    groups: Any = redis.xinfo_groups(stream)
    if groups:
        return f"{len(groups)} consumer groups of others read it, and would lose their place"
    info: Any = redis.info("memory")
    size: Any = redis.memory_usage(stream) or 0
    if info.get("maxmemory") and info["used_memory"] + size > info["maxmemory"]:
        return f"its copy needs {size / 1e6:,.0f} MB, and Redis has no room for it"
    return ""


def mend(record: Redis, redis: Redis, keys: Keys, stream: str, now: int) -> int:
    """How many entries it holds then; `redis` is where the stream is. Raises MendError or what Redis says."""
    if not record.set(keys.mend, "1", nx=True, px=LOCKED_MS):
        raise MendError("another gridwall mend is at work")
    copy = _Copy(redis, stream, now)
    try:
        return _replace(record, keys, copy)
    finally:
        redis.delete(copy.name)
        record.delete(keys.mend)


class _Copy:
    """`places`: old ids that are remembered elsewhere; `found`: the new id of the last entry up to each."""

    def __init__(self, redis: Redis, stream: str, now: int) -> None:
        self.redis, self.stream, self.name, self.now = redis, stream, f"{stream}:mended", now
        self.read, self.last, self.count = "0-0", (0, 0), 0
        self.places: dict[str, Id] = {}
        self.found: dict[str, Id] = {}
        redis.delete(self.name)

    def step(self) -> bool:
        """Copy some; whether there was as much as one step takes."""
        if self.read == LAST:
            return False
        told: Any = self.redis.xrange(self.stream, min=f"({self.read}", count=AT_ONCE)
        entries: list[Entry] = told
        with self.redis.pipeline(transaction=False) as pipe:
            for entry, fields in entries:
                old = order(entry.decode())
                self.last = self._next(old)
                pipe.xadd(self.name, fields, id=_text(self.last))  # type: ignore[arg-type]
                self.found |= {name: self.last for name, place in self.places.items() if old <= place}
            pipe.execute()
        if entries:
            self.read = entries[-1][0].decode()
        self.count += len(entries)
        return len(entries) == AT_ONCE

    def _next(self, old: Id) -> Id:
        if old[0] <= self.now and old > self.last:
            return old
        return (self.now, 0) if self.now > self.last[0] else (self.last[0], self.last[1] + 1)

    def finish(self) -> bool:
        """Whether it is done; else more came meanwhile than one step takes."""
        keys, place = (self.stream, self.name), (self.read, self.now, *self.last)
        told = _script.run(self.redis, keys, (*place, AT_ONCE))
        if told[0] == b"more":
            return False
        self.count += int(told[1])
        return True


def _replace(record: Redis, keys: Keys, copy: _Copy) -> int:
    """What is remembered by an id of the stream is remembered by the new one."""
    refused = f"rejected:{keys.label(copy.stream)}"
    names = [refused, *(["reports"] if copy.stream == keys.reports else [])]
    held: Any = record.hmget(keys.cursors, names)
    told = {name: value.decode() for name, value in zip(names, held, strict=True) if value}
    copy.places = {name: order("-".join(value.split("-")[:2])) for name, value in told.items()}
    while copy.step() or not copy.finish():
        continue
    for name in told:
        ms, sequence = copy.found.get(name, (0, 0))
        place = f"{ms:020d}-{sequence:020d}-{_ROW_LAST}" if name == refused else f"{ms}-{sequence}"
        record.hset(keys.cursors, name, place)
    if copy.stream in keys.position_streams:
        copy.redis.delete(keys.snapshot)  # it stands behind an end that is no more
    return copy.count


def settle(redis: Redis, keys: Keys, sleep: Callable[[float], None] = time.sleep) -> None:
    """After positions were mended: wait until every process has noticed, and drop what was stored before."""
    sleep(SEEN_AFTER)
    redis.delete(keys.snapshot)


def _text(id: Id) -> str:
    return f"{id[0]}-{id[1]}"
