"""The newest entries that we hold of a stream, and the proof that Redis still has them.

Ids grow with time and prove nothing: after a fail-over or a restored copy somebody writes on, and what was
lost stays hidden behind newer ids. A stream is only ever cut at its end by such a loss, so one entry that is
still there, with the content it had, vouches for all before it.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from redis import Redis

from streams.messages.entries import Entry, order

KEPT = 1000  # entries of a stream: how far back a loss can be told in words
FEW = 8  # of a stream that is only read again
START = "0-0"


class Held(NamedTuple):
    """`case` and `revision` are empty and 0 in streams that have none."""

    entry: str
    digest: bytes  # 8 bytes, of the fields
    case: str
    revision: int


@dataclass(frozen=True, slots=True)
class Loss:
    """`lost` are entries we hold and Redis does not, the oldest first; `survived` is the newest it still has.

    `all_known` is False when more may be lost than we remember.
    """

    stream: str
    survived: str
    lost: tuple[Held, ...]
    all_known: bool
    emptied: bool = False

    @property
    def seconds(self) -> float:
        """From what survived to the newest lost entry, as the ids tell it."""
        first = self.survived if order(self.survived) > (0, 0) else self.lost[0].entry
        return max(0, order(self.lost[-1].entry)[0] - order(first)[0]) / 1000

    @property
    def cases(self) -> list[str]:
        return list(dict.fromkeys(held.case for held in self.lost if held.case))


class Tail:
    """One stream's."""

    def __init__(self, held: Iterable[Held] = (), kept: int = KEPT) -> None:
        self._held: deque[Held] = deque(held, kept)
        self._kept = kept

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held)

    @property
    def newest(self) -> Held | None:
        return self._held[-1] if self._held else None

    def extend(self, entries: Sequence[Entry]) -> None:
        self._held.extend(_held(*entry) for entry in entries[-self._kept :])

    def cut(self, survived: str) -> None:
        """Forget what came after this one."""
        while self._held and order(self._held[-1].entry) > order(survived):
            self._held.pop()


def prove(redis: Redis, tails: Mapping[str, Tail], *, trimmed: Iterable[str] = ()) -> list[Loss]:
    """What is lost, by stream; raises what Redis says. Streams that are `trimmed` may also have dropped what
    we hold from their beginning, which is no loss."""
    known = {stream: tail for stream, tail in tails.items() if len(tail)}
    there = _present(redis, [(stream, tail.newest) for stream, tail in known.items() if tail.newest])
    losses = []
    for (stream, tail), still in zip(known.items(), there, strict=True):
        if not still and not (stream in trimmed and _cut_before(redis, stream, tail)):
            losses.append(_loss(redis, stream, list(tail)))
    return losses


def _loss(redis: Redis, stream: str, held: list[Held]) -> Loss:
    there = _present(redis, [(stream, one) for one in held])
    alive = [i for i, still in enumerate(there) if still]
    if not alive:
        found: Any = redis.xrevrange(stream, max=f"({held[0].entry}", count=1)
        survived = found[0][0].decode() if found else START
        return Loss(stream, survived, tuple(held), all_known=False, emptied=not redis.exists(stream))
    return Loss(stream, held[alive[-1]].entry, tuple(held[alive[-1] + 1 :]), all_known=True)


def _present(redis: Redis, wanted: Sequence[tuple[str, Held]]) -> list[bool]:
    with redis.pipeline(transaction=False) as pipe:
        for stream, held in wanted:
            pipe.xrange(stream, held.entry, held.entry)
        found: Any = pipe.execute()
    return [
        bool(entries) and _digest(entries[0][1]) == held.digest
        for entries, (_, held) in zip(found, wanted, strict=True)
    ]


def holds(answer: Sequence[Any], held: Held) -> bool:
    """Whether this, as Redis answers XRANGE for one id, is the entry we hold."""
    return bool(answer) and _digest(as_entry(*answer[0])[1]) == held.digest


def as_entry(entry: bytes, fields: Sequence[bytes]) -> Entry:
    """An entry as Redis tells it."""
    return entry, dict(zip(fields[::2], fields[1::2], strict=True))


def _cut_before(redis: Redis, stream: str, tail: Tail) -> bool:
    """Whether the stream begins after all we hold: it was trimmed while we were away."""
    first: Any = redis.xrange(stream, count=1)
    newest = tail.newest
    return bool(first) and newest is not None and order(first[0][0].decode()) > order(newest.entry)


def _held(entry: bytes, fields: Mapping[bytes, bytes]) -> Held:
    revision = fields.get(b"revision", b"")
    case = fields.get(b"case", b"").decode("utf-8", "replace") if revision else ""
    return Held(entry.decode("ascii"), _digest(fields), case, int(revision) if revision.isdigit() else 0)


def _digest(fields: Mapping[bytes, bytes]) -> bytes:
    content = msgspec.msgpack.encode([*fields.keys(), *fields.values()])
    return hashlib.blake2b(content, digest_size=8).digest()
