"""The seal of the record: each event carries a digest that only our processes can make.

Whoever appends to `cases` by hand has no key. From the entry on that the seal names, an event without the
right digest is folded by nobody. Knows not where the key is kept.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from redis import Redis

from streams.messages.entries import order
from streams.messages.events import SEALED
from streams.record.keys import Keys
from streams.record.seal_key import DIGEST, seal_key
from streams.record.tails import START

NEWEST = 50  # events that are looked at before a record is sealed
UPDATE = (
    "the newest events must carry our digest, got {} without: start all web processes of this version with "
    "one web.keys_file, let one of them write, and look who else writes"
)


class SealError(RuntimeError):
    """One sentence: why the record was not sealed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """As the record says it: `since` is the last entry that need not carry a digest, `ours` whether it was
    sealed with our key."""

    since: str
    ours: bool


def _no_key() -> bytes | None:
    return None


class Seal:
    """`secret()` is what the key is made from, the same for all processes of a record; None: nothing is
    signed, and nothing can be told of what is. `made`: it is the key itself, of a process that may not have
    what it is made from."""

    def __init__(self, secret: Callable[[], bytes | None] = _no_key, *, made: bool = False) -> None:
        self._secret, self._made_from, self._made = secret, b"", made
        self._key, self._print = b"", ""
        self.sealed: Sealed | None = None
        self._next: dict[str, int] = {}  # the number of the next case, by prefix, as far as is known

    @property
    def key(self) -> bytes:
        """Empty when there is none."""
        secret = self._secret() or b""
        if secret != self._made_from:
            self._made_from = secret
            self._key = secret if self._made else seal_key(secret)
            self._print = _mac(self._key, [b"print"]) if secret else ""
        return self._key

    @property
    def print(self) -> str:
        """Tells nothing of the key; empty without one."""
        return self._print if self.key else ""

    def signs_with(self, secret: Callable[[], bytes | None]) -> None:
        self._secret = secret

    def digest(self, told: Sequence[str | bytes]) -> str:
        """Of an event's fields in the order of SEALED; empty without a key."""
        key = self.key
        return (
            "" if not key else _mac(key, [each.encode() if isinstance(each, str) else each for each in told])
        )

    def broken(self, entry: str, fields: Mapping[bytes, bytes]) -> bool:
        """Whether this entry of `cases` must carry a right digest, and does not."""
        sealed = self.sealed
        if sealed is None or not sealed.ours or order(entry) <= order(sealed.since):
            return False
        return not self._right(fields)

    def look(self, redis: Redis, keys: Keys) -> Sealed | None:
        """What the record says now, which also holds here. One that is gone still holds: whoever may delete
        it may not write by hand for that. Raises what Redis says."""
        told: Any = redis.hmget(keys.seal, "since", "print", "mac")
        if told[0] is None:
            return None
        since, print_, mac = (each.decode("utf-8", "replace") if each else "" for each in told)
        ours = bool(self.key) and print_ == self.print
        ours = ours and hmac.compare_digest(mac.encode(), self._of_seal(keys, since).encode())
        found = Sealed(since, ours)
        if ours or self.sealed is None:
            self.sealed = found
        return found

    def set(self, redis: Redis, keys: Keys) -> Sealed:
        """Seal the record from its last entry on, unless it is. Raises SealError or what Redis says."""
        if not self.key:
            raise SealError("web.keys_file must be the web processes' own, got none")
        found = self.look(redis, keys)
        if found is not None:
            return found
        newest: Any = redis.xrevrange(keys.cases, count=NEWEST)
        self._check(newest)
        since = newest[0][0].decode() if newest else START
        told = {"since": since, "print": self.print, "mac": self._of_seal(keys, since)}
        with redis.pipeline(transaction=True) as pipe:
            pipe.watch(keys.seal)  # type: ignore[no-untyped-call]
            if not pipe.exists(keys.seal):
                pipe.multi()
                pipe.hset(keys.seal, mapping=told)  # type: ignore[arg-type]
                pipe.execute()
        return self.look(redis, keys) or Sealed(since, True)

    def _check(self, newest: Sequence[Any]) -> None:
        """Who writes must be able to sign. Raises SealError."""
        right = [self._right(fields) for _, fields in newest]
        if False not in right:
            return
        first = right.index(False)
        if first == 0 or True in right[first:]:
            raise SealError(UPDATE.format(newest[first][0].decode()))

    def expected(self, prefix: str) -> str:
        """The id that the next case of this prefix will probably get; `?` when nobody knows."""
        number = self._next.get(prefix)
        if number is None:
            return "?"
        self._next[prefix] = number + 1
        return f"{prefix}-{number}"

    def numbered(self, case: str, *, taken: bool) -> None:
        """What the record said of numbers: this one was given, or will be."""
        prefix, _, number = case.rpartition("-")
        self._next[prefix] = int(number) + taken

    def _of_seal(self, keys: Keys, since: str) -> str:
        return _mac(self.key, [b"seal", keys.prefix.encode(), since.encode()])

    def _right(self, fields: Mapping[bytes, bytes]) -> bool:
        """By the key that was asked for last: asking costs as much as judging."""
        told = _mac(self._key, [fields.get(name, b"") for name in SEALED])
        return hmac.compare_digest(told.encode(), fields.get(b"digest", b""))


def _mac(key: bytes, told: Sequence[bytes]) -> str:
    return hmac.digest(key, msgspec.msgpack.encode(told), DIGEST)[:16].hex()


NONE = Seal()
