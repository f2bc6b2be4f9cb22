"""Who sits at a duty console: kept in Redis, so that every process and the clerk know it of all of them.

A process writes its own consoles and reads everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE, text
from streams.record.keys import Keys

WRITTEN_EVERY = 5.0  # s
VOID_MS = 15_000  # since it was last written until nobody sits there
FORGOTTEN_MS = 86_400_000


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


def next_seat(redis: Redis, keys: Keys, above: int = 0) -> int:
    """The number of a seat nobody had; `above` what is known to be given, should Redis have forgotten it."""
    number = int(redis.incr(keys.seat_number))
    return number if number > above else int(redis.incrby(keys.seat_number, above - number + 1))


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
