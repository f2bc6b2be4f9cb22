"""One stored picture of the fold, so that a start is this and a short tail. Knows not what the fold holds."""

import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys
from streams.record.tails import Held, Tail

SCHEMA = 2
LARGEST = 64 * 1024 * 1024  # bytes; Redis stops everything else while it moves one value
PIECE = 512 * 1024  # bytes
ABANDONED = 60  # s until what a killed process left half-written is gone
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`edition` is of the areas it was counted by; `ids` maps each stream to its last entry in the state;
    `time` is when it was stored, epoch ms; `tail` are the newest entries of `cases` in it, to be proved
    against the record."""

    state: dict[str, Any]
    ids: dict[str, str]
    time: int
    tail: Tail
    edition: str


class _Stored(msgspec.Struct, array_like=True):
    schema: int
    edition: str
    epoch: str
    time: int
    ids: dict[str, str]
    tail: list[Held]
    state: dict[str, Any]


def store(
    redis: Redis,
    keys: Keys,
    *,
    edition: str,
    epoch: str,
    ids: Mapping[str, str],
    tail: Iterable[Held] = (),
    state: dict[str, Any],
    now: int,
) -> int:
    """Bytes stored; 0 when it is too large to be."""
    packed = msgspec.msgpack.encode(_Stored(SCHEMA, edition, epoch, now, dict(ids), list(tail), state))
    if len(packed) > LARGEST:
        log.warning("snapshot of %d bytes is larger than %d and is not stored", len(packed), LARGEST)
        return 0
    _put(redis, keys.snapshot, packed)
    return len(packed)


def being_made(key: str, name: str) -> str:
    """Where a snapshot stands until all of it is there."""
    return f"{key}:{name}"


def _put(redis: Redis, key: str, packed: bytes) -> None:
    """Piece by piece, and in its place at once: neither we nor Redis stop for a large one."""
    making = being_made(key, secrets.token_hex(8))
    view = memoryview(packed)
    redis.set(making, view[:PIECE], ex=ABANDONED)
    for at in range(PIECE, len(packed), PIECE):
        redis.setrange(making, at, view[at : at + PIECE])
    with redis.pipeline(transaction=True) as together:
        together.persist(making)
        together.rename(making, key)
        together.execute()


def load(redis: Redis, keys: Keys, *, epoch: str) -> Snapshot | None:
    """None without one; also, with a line in the log, when it is of another schema or epoch."""
    packed: Any = redis.get(keys.snapshot)
    if packed is None:
        return None
    try:
        stored = msgspec.msgpack.decode(packed, type=_Stored)
    except UNREADABLE as error:
        log.warning("snapshot ignored: it cannot be read (%s)", error)
        return None
    told, wanted = (stored.schema, stored.epoch), (SCHEMA, epoch)
    if told != wanted:
        log.warning("snapshot ignored: schema, epoch must be %s, got %s", wanted, told)
        return None
    return Snapshot(stored.state, stored.ids, stored.time, Tail(stored.tail), stored.edition)
