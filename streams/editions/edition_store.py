"""Loads editions into the record and reads them there. Raises what Redis says."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError, WatchError

from city.editions.plan import Edition, Plan
from streams.editions.edition_entries import edition_entry, plan_of, withdrawn_entry
from streams.messages.values import RefusedError, refuse
from streams.record.keys import Keys

LARGEST = 64 * 1024 * 1024  # bytes of a file
MEANWHILE = "somebody else changed the editions meanwhile: look again and decide anew"


def content_edition(content: bytes) -> str:
    """Twelve hex digits of a file's hash."""
    return hashlib.sha256(content).hexdigest()[:12]


class EditionStore:
    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    def plan(self) -> Plan:
        """Raises RefusedError too."""
        found = self._answer(self._redis.hgetall, self._keys.editions)
        return plan_of({id.decode(): entry for id, entry in found.items()})

    def last(self) -> str:
        """The newest entry's id: another one, and there is news. 0 before the first. Raises RefusedError."""
        return _told(self._answer(self._redis.get, self._keys.editions_last))

    def file(self, kind: str, edition: str) -> bytes:
        """Raises RefusedError when it is not there."""
        packed = self._answer(self._redis.hget, self._keys.edition_files, f"{kind}:{edition}")
        if packed is None:
            refuse(f"the {kind} of edition {edition}", f"in {self._keys.edition_files}", None)
        try:
            return zlib.decompress(packed)
        except zlib.error as error:
            raise RefusedError(f"the {kind} of edition {edition} cannot be unpacked: {error}") from None

    def add(self, known: str, editions: list[tuple[Edition, bytes]]) -> None:
        """All at once, unless somebody else changed the plan since `known` was its last entry. Raises
        RefusedError."""
        for edition, content in editions:
            if len(content) > LARGEST:
                refuse(edition.name, f"at most {LARGEST:,} bytes", f"{len(content):,}")
        with self._redis.pipeline(transaction=True) as together:
            self._stand(together, known)
            for edition, content in editions:
                field = f"{edition.kind}:{edition.edition}"
                together.hset(self._keys.edition_files, field, zlib.compress(content, 6))
            self._carry_out(together, known, [edition_entry(edition) for edition, _ in editions])

    def withdraw(self, known: str, edition: Edition, by: str, now: int) -> None:
        """It never holds. Raises RefusedError."""
        with self._redis.pipeline(transaction=True) as together:
            self._stand(together, known)
            self._carry_out(together, known, [withdrawn_entry(edition, by, now)])

    def _answer(self, ask: Callable[..., Any], key: str, *more: str) -> Any:
        """A Redis that is there and refuses: no right, or another type of value."""
        try:
            return ask(key, *more)
        except ResponseError as error:
            raise RefusedError(f"{self._keys.label(key)} cannot be read: {error}") from None

    def _stand(self, together: Any, known: str) -> None:
        together.watch(self._keys.editions_last)
        if _told(together.get(self._keys.editions_last)) != known:
            raise RefusedError(MEANWHILE)
        together.multi()

    def _carry_out(self, together: Any, known: str, entries: list[bytes]) -> None:
        ids = [int(known) + number for number in range(1, len(entries) + 1)]
        for id, entry in zip(ids, entries, strict=True):
            together.hset(self._keys.editions, str(id), entry)
        together.set(self._keys.editions_last, ids[-1])
        try:
            together.execute()
        except WatchError:
            raise RefusedError(MEANWHILE) from None


def _told(last: Any) -> str:
    return last.decode() if last else "0"
