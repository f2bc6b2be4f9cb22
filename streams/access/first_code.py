"""The code that makes the first administrator: printed on the machine of the record, good once, for an hour.

The record holds its hash alone. Knows no request."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from redis import Redis
from redis.client import Pipeline
from redis.exceptions import WatchError

from streams.record.keys import Keys

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
GROUPS, GROUP = 5, 4  # 100 bits
GOOD_MS = 3_600_000


class FirstCode:
    """Raises what Redis says. `now` in epoch ms."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._name = redis, keys.sign_in("first")

    def make(self, now: int) -> str:
        """Another code; the one before ends."""
        code = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(self._name, mapping={"digest": _digest(code), "until": now + GOOD_MS})
            pipe.pexpire(self._name, GOOD_MS)
            pipe.execute()
        return code

    def waits(self, now: int) -> bool:
        """Whether there is one."""
        return self._held(self._redis, now) is not None

    def fits(self, code: str, now: int) -> bool:
        return _same(self._held(self._redis, now), code)

    def spend(self, code: str, now: int) -> bool:
        """Whether it fitted; it does so for one of all that come at once."""
        with self._redis.pipeline(transaction=True) as pipe:
            try:
                pipe.watch(self._name)  # type: ignore[no-untyped-call]
                if not _same(self._held(pipe, now), code):
                    return False
                pipe.multi()
                pipe.delete(self._name)
                pipe.execute()
            except WatchError:
                return False
        return True

    def _held(self, redis: Redis | Pipeline, now: int) -> str | None:
        digest, until = redis.hmget(self._name, "digest", "until")
        if not isinstance(digest, bytes) or not isinstance(until, bytes) or now >= int(until):
            return None
        return digest.decode("ascii")


def _same(held: str | None, code: str) -> bool:
    told = _digest(code.strip().upper())
    return hmac.compare_digest(held or _digest(""), told) and held is not None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
