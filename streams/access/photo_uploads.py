"""Who sent a photo, for as long as they may name it: a photo's name is no proof, anybody may have read it.

Counted in Redis, so that all web processes know. Knows no picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from redis import Redis

from streams.record.keys import Keys

HASH = re.compile(r"[0-9a-f]{64}")  # the name of a kept photo: its SHA-256
NAMED_WITHIN_MS = 7 * 86_400_000  # a phone that lost its connection in between says it days later


def note_upload(redis: Redis, keys: Keys, who: str, photo: str) -> None:
    """`who` is whatever the caller is known by: a link, a key or an account. Raises what Redis says."""
    redis.set(keys.upload(who, photo), "1", px=NAMED_WITHIN_MS)


def not_uploaded(redis: Redis, keys: Keys, who: str, photos: Iterable[str]) -> list[str]:
    """Those of the photos that somebody else sent, or nobody. Raises what Redis says."""
    return [photo for photo in photos if not redis.exists(keys.upload(who, photo))]
