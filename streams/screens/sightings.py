"""Who has seen an announcement: screens that showed it, people whose page showed it, and who of them said
that they have read it. Beside the record's stream, until a day after the announcement ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.record.keys import Keys

DAY_MS = 86_400_000
SCREEN, PERSON = "screen", "person"
SHOWN, READ = "shown", "read"


@dataclass(frozen=True, slots=True)
class Sighting:
    """By a screen, or a person's account. `at` epoch ms, the first time; `read`: they said so."""

    kind: str
    id: str
    at: int
    read: bool


class Sightings:
    """Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    def note(self, announcement: str, kind: str, id: str, at: int, until: int, read: bool = False) -> None:
        """Seen once is seen; `until`: when the announcement ends."""
        key = self._keys.sightings(announcement)
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hsetnx(key, f"{SHOWN} {kind} {id}", str(at))
            if read:
                pipe.hsetnx(key, f"{READ} {kind} {id}", str(at))
            pipe.pexpireat(key, until + DAY_MS)
            pipe.execute()

    def of(self, announcements: Iterable[str]) -> dict[str, list[Sighting]]:
        """Of each, the earliest first."""
        wanted = list(announcements)
        with self._redis.pipeline(transaction=False) as pipe:
            for id in wanted:
                pipe.hgetall(self._keys.sightings(id))
            held = pipe.execute() if wanted else []
        return {id: _read(told) for id, told in zip(wanted, held, strict=True)}


def _read(held: Any) -> list[Sighting]:
    told = {field.decode("utf-8", "replace"): value for field, value in held.items()}
    found = []
    for field, value in told.items():
        what, _, rest = field.partition(" ")
        kind, _, id = rest.partition(" ")
        if what == SHOWN and value.isdigit():
            found.append(Sighting(kind, id, int(value), f"{READ} {rest}" in told))
    return sorted(found, key=lambda each: (each.at, each.kind, each.id))
