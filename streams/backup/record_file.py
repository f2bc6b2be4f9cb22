"""All that the record keeps, as MessagePack messages; and back, into a Redis where nothing of it stands.

It is taken while others write. What makes an event the same as before is read first, then the streams, then
the rest: so a file knows of no answer whose event it lacks, and revisions are counted anew from the events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from redis import Redis

from streams.messages.entries import order
from streams.record.keys import Keys

AT_ONCE = 1000
NAMED = {b"case", b"revision"}
STREAM, HASH, STRING, SET, SORTED, LIST = "stream", "hash", "string", "set", "zset", "list"
Message = list[Any]  # key without its prefix, type, ms it has left or -1, and what is in it


class BackupError(RuntimeError):
    """One sentence: what cannot be kept, or brought back."""


def passing(keys: Keys) -> tuple[str, ...]:
    """Beginnings of keys that say something of this moment alone: who is clerk, who is there, how often."""
    held = (keys.lease, keys.snapshot, keys.counted, keys.camera_beat, keys.camera_duty, keys.webhook_duty)
    begun = (keys.rate(""), keys.sign_in(""), keys.pairing, keys.screen_beat(""), keys.mend)
    return (*held, *begun, *keys.position_streams)


def first_answers(keys: Keys) -> tuple[str, ...]:
    """Beginnings of the keys by which the same cause is known again."""
    return (keys.seen(""), keys.handover_seen(""), keys.wall_seen(""), keys.open311(""))


def recounted(keys: Keys) -> dict[str, str]:
    """Hashes of revisions, and the stream they follow from."""
    return {keys.revisions: keys.cases, keys.handover_revisions: keys.handovers}


def messages(redis: Redis, keys: Keys) -> Iterator[bytes]:
    """What is kept, a message each. Raises BackupError, and what Redis says."""
    found = [key for key in _names(redis, keys) if not key.startswith(passing(keys))]
    types = dict(zip(found, _types(redis, found), strict=True))
    answers = [key for key in found if key.startswith(first_answers(keys))]
    streams = [key for key in found if types[key] == STREAM]
    done = {*answers, *streams, *recounted(keys)}
    for key in (*answers, *streams, *(key for key in found if key not in done)):
        label = keys.label(key)
        for message in _read(redis, key, types[key]):
            yield msgspec.msgpack.encode([label, *message])


def restore(redis: Redis, keys: Keys, read: Iterable[Message], told: Callable[[int], None]) -> int:
    """How many keys. `told` hears of each thousand messages. Raises BackupError, and what Redis says."""
    names = set()
    for heard, (label, kind, left, value) in enumerate(read, 1):
        key = f"{keys.prefix}{label}"
        names.add(key)
        _write(redis, key, kind, value)
        if left >= 0:
            redis.pexpire(key, max(left, 1))
        if heard % AT_ONCE == 0:
            told(heard)
    for hash_, stream in recounted(keys).items():
        _recount(redis, hash_, stream)
    return len(names)


def anything(redis: Redis, keys: Keys) -> bool:
    """Whether any key of this prefix stands there."""
    return next(_names(redis, keys), None) is not None


def drop_all(redis: Redis, keys: Keys) -> None:
    """Every key of this prefix."""
    for key in list(_names(redis, keys)):
        redis.delete(key)


def _names(redis: Redis, keys: Keys) -> Iterator[str]:
    pattern = "".join(f"\\{letter}" if letter in "*?[]\\" else letter for letter in keys.prefix)
    seen: set[bytes] = set()  # a scan may tell a key twice
    for name in redis.scan_iter(match=f"{pattern}*", count=AT_ONCE):
        if name not in seen:
            seen.add(name)
            yield name.decode()


def _types(redis: Redis, names: list[str]) -> list[str]:
    with redis.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.type(name)
        return [held.decode() for held in pipe.execute()]


def _read(redis: Redis, key: str, kind: str) -> Iterator[Message]:
    """Its messages; none of a key that has gone meanwhile."""
    left: Any = redis.pttl(key)
    if kind == STREAM:
        yield from _read_stream(redis, key)
    elif kind == STRING:
        value = redis.get(key)
        if value is not None:
            yield [kind, left, value]
    elif kind == HASH:
        yield from _parts(kind, left, redis.hscan_iter(key, count=AT_ONCE))
    elif kind == SORTED:
        yield from _parts(kind, left, redis.zscan_iter(key, count=AT_ONCE))
    elif kind == SET:
        yield from _parts(kind, left, redis.sscan_iter(key, count=AT_ONCE))
    elif kind == LIST:
        yield from _parts(kind, left, redis.lrange(key, 0, -1))
    elif kind != "none":
        raise BackupError(f"the key {key} must be of a type that is known here, got a {kind}")


def _parts(kind: str, left: int, items: Iterable[Any]) -> Iterator[Message]:
    part: list[Any] = []
    for item in items:
        part.append(item)
        if len(part) == AT_ONCE:
            yield [kind, left, part]
            part = []
    if part:
        yield [kind, left, part]


def _read_stream(redis: Redis, key: str) -> Iterator[Message]:
    """Up to its last entry of now; then where it ends, and who reads it."""
    info: Any = redis.xinfo_stream(key)
    last, at = info["last-generated-id"].decode(), "-"
    while True:
        found: Any = redis.xrange(key, at, last, count=AT_ONCE)
        if found:
            yield [STREAM, -1, [[entry, fields] for entry, fields in found]]
        if len(found) < AT_ONCE:
            break
        at = f"({found[-1][0].decode()}"
    groups: Any = redis.xinfo_groups(key)
    yield ["ends", -1, [last, {group["name"]: _unread(redis, key, group) for group in groups}]]


def _unread(redis: Redis, key: str, group: Mapping[str, Any]) -> str:
    """The entry behind which a group reads on: what was given out and not acknowledged comes again."""
    waits: Any = redis.xpending(key, group["name"]) if group["pending"] else {}
    if not waits or not waits["min"]:
        return str(group["last-delivered-id"].decode())
    ms, seq = order(waits["min"].decode())
    return f"{ms}-{seq - 1}" if seq else f"{ms - 1}-{(1 << 63) - 1}"


def _write(redis: Redis, key: str, kind: str, value: Any) -> None:
    with redis.pipeline(transaction=False) as pipe:
        if kind == STREAM:
            for entry, fields in value:
                pipe.xadd(key, fields, id=entry)
        elif kind == "ends":
            _write_end(pipe, key, *value)
        elif kind == STRING:
            pipe.set(key, value)
        elif kind == HASH:
            pipe.hset(key, mapping=dict(value))
        elif kind == SORTED:
            pipe.zadd(key, dict(value))
        elif kind == SET:
            pipe.sadd(key, *value)
        elif kind == LIST:
            pipe.rpush(key, *value)
        else:
            raise BackupError(f"the file holds a {kind}, which this version does not know")
        pipe.execute()


def _write_end(pipe: Any, key: str, last: str, groups: Mapping[Any, str]) -> None:
    """Also of a stream of which nothing is left."""
    if order(last) > (0, 0):
        pipe.execute_command("XGROUP", "CREATE", key, "restoring", "0", "MKSTREAM")
        pipe.execute_command("XGROUP", "DESTROY", key, "restoring")
        pipe.execute_command("XSETID", key, last)
    for name, at in groups.items():
        pipe.xgroup_create(key, name, at, mkstream=True)


def _recount(redis: Redis, hash_: str, stream: str) -> None:
    """The newest revision of each, as the events say it."""
    at, found = "-", True
    while found:
        entries: Any = redis.xrange(stream, at, count=AT_ONCE)
        told = {fields[b"case"]: fields[b"revision"] for _, fields in entries if fields.keys() >= NAMED}
        if told:
            redis.hset(hash_, mapping=told)
        found = len(entries) == AT_ONCE
        at = f"({entries[-1][0].decode()}" if entries else at
