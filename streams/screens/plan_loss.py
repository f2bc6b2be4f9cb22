"""That the record lost the newest of what was done to screens: kept in the record itself for a day, so that
whoever looks later is told too."""

from __future__ import annotations

from redis import Redis

from streams.record.keys import Keys

KEPT_MS = 86_400_000


def write_plan_loss(redis: Redis, keys: Keys, at: int) -> None:
    """`at`: when it was noticed, epoch ms. Raises what Redis says."""
    redis.set(keys.wall_lost, at, px=KEPT_MS)


def read_plan_loss(redis: Redis, keys: Keys) -> int | None:
    """When the last one was noticed; None: none within a day. Raises what Redis says."""
    held = redis.get(keys.wall_lost)
    return int(held) if isinstance(held, bytes) and held.isdigit() else None
