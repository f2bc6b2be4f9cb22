"""Personal links: whoever opens one is an inspector in the field, or a department. Only its hash is kept.

An ended link stays known, so that a call for help through it still says whose it is.
"""

from __future__ import annotations

import hashlib
import re
import secrets

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

DAY = 86_400_000
REMEMBERED = 400 * DAY  # after its end
TOKEN = re.compile(r"[fd]-[A-Za-z0-9_-]{43}")  # of the field or of a department; 32 random bytes


class Link(msgspec.Struct, frozen=True):
    """`id` names it to people and opens nothing. Times are epoch ms."""

    id: str
    made: int
    until: int
    inspector: str | None = None
    department: str | None = None
    revoked: int | None = None

    def state(self, now: int) -> str:
        if self.revoked is not None:
            return "revoked"
        return "expired" if now >= self.until else "good"


class Links:
    """`field:links` in Redis: hash of the token → link. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.name = redis, keys.field_links

    def make(
        self, now: int, until: int, *, inspector: str | None = None, department: str | None = None
    ) -> tuple[str, Link]:
        """The token, which nobody can see again, and its link. Forgets those that ended long ago."""
        token = f"{'f' if inspector else 'd'}-{secrets.token_urlsafe(32)}"
        digest = _digest(token)
        link = Link(digest[:10], now, until, inspector, department)
        self.redis.hset(self.name, digest, msgspec.json.encode(link))
        past = [key for key, held in self._held().items() if now - _end(held) > REMEMBERED]
        if past:
            self.redis.hdel(self.name, *past)
        return token, link

    def find(self, token: str) -> Link | None:
        """Ended ones too: look at `state`. Nothing to time here: what is looked up is a hash."""
        if not TOKEN.fullmatch(token):
            return None
        return _read(self.redis.hget(self.name, _digest(token)))

    def revoke(self, told: str, now: int) -> list[Link]:
        """Of a link's id, or all good ones of an inspector or a department; those that end by it."""
        ended = []
        for digest, link in self._held().items():
            if told in (link.id, link.inspector, link.department) and link.state(now) == "good":
                ended.append(msgspec.structs.replace(link, revoked=now))
                self.redis.hset(self.name, digest, msgspec.json.encode(ended[-1]))
        return ended

    def all(self) -> list[Link]:
        """Newest first."""
        return sorted(self._held().values(), key=lambda link: (-link.made, link.id))

    def _held(self) -> dict[bytes | str, Link]:
        found = {digest: _read(held) for digest, held in self.redis.hgetall(self.name).items()}
        return {digest: link for digest, link in found.items() if link}


def _end(link: Link) -> int:
    return link.until if link.revoked is None else link.revoked


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("ascii", "replace")).hexdigest()


def _read(held: object) -> Link | None:
    """None too for what another version or hand wrote there."""
    if not isinstance(held, bytes):
        return None
    try:
        return msgspec.json.decode(held, type=Link)
    except UNREADABLE:
        return None
