"""Keys with which other systems speak for the field or send positions. Only the SHA-256 of a text is kept.

Its 32 random bytes cannot be guessed, so a fast hash is enough: there is nothing to try a list of.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE, RefusedError, identifier
from streams.record.keys import Keys

BEGINS = "gridwall-key"
ACTIONS = ("accept", "decline", "arrive", "handle", "feed_back", "hand_back")
POSITIONS = "positions"  # may send positions of devices at home in its areas; never given by itself
WARNINGS = "warnings"  # may send warnings of an emergency office; never given by itself
OPEN311 = "open311"  # may report, read and note over Open311; never given by itself
READ = "read"  # may read the open cases of its areas as a feed; never given by itself
GRANTED = (*ACTIONS, POSITIONS, WARNINGS, OPEN311, READ)
RATE, POSITIONS_RATE = 120, 60_000  # requests a minute: of one that answers cases, and of one for many phones
LONGEST = 200  # characters of a key's text
_SECRET_BYTES = 32
_TEXT = re.compile(rf"{BEGINS}[^\s\"'<>&?/]*")


class ApiKeyError(Exception):
    """One sentence that may be shown to whoever came with it; nothing of the key."""


class ApiKey(msgspec.Struct, frozen=True):
    """What a key may: speak in these areas and what is below them, do these actions. Times are epoch ms."""

    name: str
    areas: tuple[str, ...]
    actions: tuple[str, ...]
    rate: int
    made: int
    until: int | None = None
    revoked: int | None = None
    digest: str = ""
    old: str = ""  # the digest of the text before the last rotation
    old_until: int = 0

    def state(self, now: int) -> str:
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.until is not None and now >= self.until else "good"


class ApiKeys:
    """`api:keys` in Redis. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.name = redis, keys.api_keys

    def make(
        self,
        name: str,
        areas: Sequence[str],
        now: int,
        *,
        actions: Sequence[str] = ACTIONS,
        rate: int = RATE,
        until: int | None = None,
    ) -> str:
        """The key's text, which nobody can see again. Raises RefusedError."""
        identifier("name", name)
        for action in actions:
            if action not in GRANTED:
                raise RefusedError(f"actions must be of {', '.join(GRANTED)}, got {action}")
        if not areas or not actions:
            raise RefusedError(f"a key must have areas and actions, got {len(areas)} and {len(actions)}")
        text, digest = _fresh(name)
        key = ApiKey(name, tuple(areas), tuple(actions), rate, now, until, digest=digest)
        held = self._held(name)
        if held is not None and held.state(now) == "good":
            raise RefusedError(f"name must be new, got {name}, which is a key already: rotate or revoke it")
        self._keep(key)
        return text

    def rotate(self, name: str, now: int, overlap_ms: int) -> str:
        """A new text for the same key; the old one is good for `overlap_ms` more. Raises RefusedError."""
        key = self._held(name)
        if key is None or key.state(now) != "good":
            raise RefusedError(f"name must be a key that is good, got {name}")
        text, digest = _fresh(name)
        self._keep(msgspec.structs.replace(key, digest=digest, old=key.digest, old_until=now + overlap_ms))
        return text

    def revoke(self, name: str, now: int) -> bool:
        """From now on; whether there was such a key."""
        key = self._held(name)
        if key is None:
            return False
        self._keep(msgspec.structs.replace(key, revoked=key.revoked or now))
        return True

    def all(self) -> list[ApiKey]:
        return sorted(read_keys(self.redis.hgetall(self.name)).values(), key=lambda key: key.name)

    def check(self, text: str, now: int) -> ApiKey:
        """The key with this text. Raises ApiKeyError; takes the same time whatever is wrong with the text."""
        name = name_in(text)
        return judged(self._held(name) if name else None, text, now)

    def _held(self, name: str) -> ApiKey | None:
        return _read(self.redis.hget(self.name, name))

    def _keep(self, key: ApiKey) -> None:
        self.redis.hset(self.name, key.name, msgspec.json.encode(key))


def name_in(text: str) -> str | None:
    """Of the key that this may be the text of."""
    begins, _, rest = text[:LONGEST].partition(".")
    name, _, _ = rest.rpartition(".")
    return name if begins == BEGINS and name.isascii() else None


def without_keys(text: str) -> str:
    """What somebody sent, as it may be shown: people put a key where a name belongs."""
    return _TEXT.sub(f"{BEGINS}.***", text)


def judged(key: ApiKey | None, text: str, now: int) -> ApiKey:
    """The key that `name_in` found, if this is its text. Raises ApiKeyError; takes the same time whatever
    is wrong with the text."""
    digest = _digest(text)
    current = hmac.compare_digest(digest, key.digest if key else _NOBODY)
    before = hmac.compare_digest(digest, key.old if key and key.old else _NOBODY)
    if key is None or not (current or before):
        raise ApiKeyError("The key is not one of this server's.")
    if not current and now >= key.old_until:
        raise ApiKeyError(f"This text of the key {key.name} was replaced by a newer one.")
    if (state := key.state(now)) != "good":
        raise ApiKeyError(f"The key {key.name} is {state}.")
    return key


def read_keys(held: Mapping[Any, Any]) -> dict[str, ApiKey]:
    """All that `api:keys` holds, by name."""
    found = (_read(value) for value in held.values())
    return {key.name: key for key in found if key}


def _fresh(name: str) -> tuple[str, str]:
    text = f"{BEGINS}.{name}.{secrets.token_urlsafe(_SECRET_BYTES)}"
    return text, _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _read(held: object) -> ApiKey | None:
    """None too for what another version or hand wrote there."""
    if not isinstance(held, bytes):
        return None
    try:
        return msgspec.json.decode(held, type=ApiKey)
    except UNREADABLE:
        return None


_NOBODY = _digest(secrets.token_urlsafe(_SECRET_BYTES))
