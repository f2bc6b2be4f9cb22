"""What the record was seen to have lost, kept in the record itself: a page opened later says it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from redis import Redis

from streams.messages.entries import order
from streams.messages.values import UNREADABLE
from streams.record.keys import Keys
from streams.record.tails import Loss

KEPT = 20  # losses
NAMED = 50  # cases named with what was lost of them


class LostCase(msgspec.Struct, frozen=True):
    """A case and what the record does not know of it any more, in Chinese and English."""

    case: str
    zh: str
    en: str


class LossNote(msgspec.Struct, frozen=True):
    """`at`: when it was noticed, epoch ms; `survived`: the newest entry the record still had, "0-0" for none.

    `cases` counts all that are concerned, `named` tells of the first ones. `first` and `last`: the oldest and
    the newest lost entry ("" in notes of earlier versions).
    """

    at: int
    survived: str
    seconds: float
    entries: int
    cases: int
    all_known: bool
    emptied: bool
    named: list[LostCase] = []
    first: str = ""
    last: str = ""

    def same(self, survived: str, first: str) -> bool:
        """Whether what was lost from `first` on is this loss, and not another one after it."""
        return self.survived == survived and (not self.last or order(first) <= order(self.last))


def loss_note(loss: Loss, at: int, named: Iterable[LostCase]) -> LossNote:
    return LossNote(
        at,
        loss.survived,
        round(loss.seconds, 1),
        len(loss.lost),
        len(loss.cases),
        loss.all_known,
        loss.emptied,
        list(named)[:NAMED],
        loss.lost[0].entry,
        loss.lost[-1].entry,
    )


def write_loss(redis: Redis, keys: Keys, note: LossNote) -> None:
    """Processes notice the same loss each: it is told once, by whoever knew most. What is lost again down to
    the same entry stands beside it."""
    field = note.survived
    known = _read(redis.hget(keys.losses, field))
    if known and note.at - known.at <= 60_000 and not known.same(note.survived, note.first):
        field = f"{note.survived}/{note.first}"
        known = _read(redis.hget(keys.losses, field))
    if known is None or known.entries < note.entries or note.at - known.at > 60_000:
        redis.hset(keys.losses, field, msgspec.json.encode(note))
    held: Any = redis.hkeys(keys.losses)
    old = sorted(held, key=lambda field: order(field.decode().partition("/")[0]))[:-KEPT]
    if old:
        redis.hdel(keys.losses, *old)


def read_losses(redis: Redis, keys: Keys) -> list[LossNote]:
    """The oldest first; what cannot be read is left out."""
    notes = [note for note in map(_read, redis.hgetall(keys.losses).values()) if note]
    return sorted(notes, key=lambda note: note.at)


def _read(held: object) -> LossNote | None:
    try:
        return msgspec.json.decode(held, type=LossNote) if isinstance(held, bytes) else None
    except UNREADABLE:
        return None
