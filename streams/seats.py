"""Who sits at a duty console: kept in Redis, so that every process and the clerk know it of all of them.

A process writes its own consoles and reads everybody's. Also the key that seats are signed with.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec
from redis import Redis

from streams.keys import Keys
from streams.values import UNREADABLE, text

WRITTEN_EVERY = 5.0  # s
VOID_MS = 15_000  # since it was last written until nobody sits there
FORGOTTEN_MS = 86_400_000
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sitting:
    """One viewer at one area's console. `at`: when they were last known to be there, epoch ms."""

    id: str
    area: str
    role: str
    name: tuple[str, str]  # Chinese, English
    at: int
    left: bool = False

    def here(self, now: int) -> bool:
        return not self.left and abs(now - self.at) < VOID_MS


def seat_key(redis: Redis, keys: Keys) -> bytes:
    """What seats are signed with; made by whoever asks first."""
    held = redis.get(keys.seat_key)
    if held is None:
        redis.set(keys.seat_key, secrets.token_bytes(KEY_BYTES), nx=True)
        held = redis.get(keys.seat_key)
    return bytes(held)  # type: ignore[arg-type]


def next_seat(redis: Redis, keys: Keys) -> tuple[int, bytes]:
    """The number of a seat nobody had, and the key of the same Redis to sign it with."""
    with redis.pipeline(transaction=True) as pipe:
        pipe.set(keys.seat_key, secrets.token_bytes(KEY_BYTES), nx=True)
        pipe.get(keys.seat_key)
        pipe.incr(keys.seat_number)
        _, key, number = pipe.execute()
    return int(number), bytes(key)


def write_seats(redis: Redis, keys: Keys, process: str, sittings: Iterable[Sitting]) -> None:
    """This process's consoles; a field each, so that two of one viewer do not hide each other."""
    told = {_field(process, sitting): msgspec.json.encode(sitting) for sitting in sittings}
    if told:
        redis.hset(keys.seats, mapping=told)  # type: ignore[arg-type]


def read_seats(redis: Redis, keys: Keys) -> list[Sitting]:
    """Everybody who sat at a console within a day; what cannot be read is left out."""
    held = redis.hgetall(keys.seats)
    newest: dict[tuple[str, str], Sitting] = {}
    for told in held.values():
        try:
            sitting = msgspec.json.decode(told, type=Sitting)
        except UNREADABLE:
            continue
        known = newest.get((sitting.id, sitting.area))
        if known is None or _counts(sitting) > _counts(known):
            newest[sitting.id, sitting.area] = sitting
    return sorted(newest.values(), key=lambda sitting: (sitting.id, sitting.area))


def _counts(sitting: Sitting) -> int:
    """The latest counts, but who left one of two consoles is still at the other; a process that died never
    told that its own are left."""
    return sitting.at - VOID_MS if sitting.left else sitting.at


def forget_seats(redis: Redis, keys: Keys, now: int) -> None:
    """For the clerk: what nobody needs to know any more."""
    held = redis.hgetall(keys.seats)
    gone = []
    for name, told in held.items():
        try:
            sitting = msgspec.json.decode(told, type=Sitting)
        except UNREADABLE:
            gone.append(name)
            continue
        if now - sitting.at > FORGOTTEN_MS:
            gone.append(name)
    if gone:
        redis.hdel(keys.seats, *gone)


def touch(redis: Redis, keys: Keys, touched: Mapping[str, int]) -> None:
    """When the owners of these cases last did something at them, epoch ms."""
    if touched:
        redis.hset(keys.touched, mapping={case: str(at) for case, at in touched.items()})


def read_touched(redis: Redis, keys: Keys, cases: list[str]) -> dict[str, int]:
    told = redis.hmget(keys.touched, cases) if cases else []
    read = {case: text(value) for case, value in zip(cases, told, strict=True)}
    return {case: int(value) for case, value in read.items() if value and value.isdigit()}


def untouch(redis: Redis, keys: Keys, cases: Iterable[str]) -> None:
    gone = list(cases)
    if gone:
        redis.hdel(keys.touched, *gone)


def left(sitting: Sitting, now: int) -> Sitting:
    return replace(sitting, left=True, at=now)


def _field(process: str, sitting: Sitting) -> str:
    return f"{sitting.id} {sitting.area} {process}"
