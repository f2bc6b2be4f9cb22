"""Whether all processes sign with the same keys: a print of them in Redis, which tells nothing of the keys.

Whoever has the keys of the print keeps it alive; new keys are known a minute after the last of the old ones.
"""

from __future__ import annotations

import hashlib

from redis import Redis

from streams.record.keys import Keys

KEPT = 60  # s after the last process that has these keys said so


def print_of(*signing: bytes) -> bytes:
    return hashlib.blake2b(b"".join(signing), digest_size=8, person=b"gridwall-print").hexdigest().encode()


def same_keys(redis: Redis, keys: Keys, ours: bytes) -> bool:
    """Says that ours are in use, if no others are. Raises what Redis says."""
    if redis.set(keys.key_print, ours, nx=True, ex=KEPT):
        return True
    same = redis.get(keys.key_print) == ours
    if same:
        redis.expire(keys.key_print, KEPT)
    return same
