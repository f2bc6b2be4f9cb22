"""Where people were last, by the newest entries of position streams: for a look from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redis import Redis

from streams.messages.positions import decode_positions

VAGUE_M = 200.0  # a fix worse than this says nothing of a small area


def newest_places(redis: Redis, streams: Iterable[str], count: int) -> dict[str, tuple[float, float]]:
    """lat, lon by inspector, of at most `count` entries of each stream. Raises what Redis says."""
    places: dict[str, tuple[float, float]] = {}
    for stream in streams:
        found: Any = redis.xrevrange(stream, count=count)
        batch = decode_positions(found[::-1], stream).batch
        sharp = ~(batch.accuracy > VAGUE_M)  # not told is as good as any
        for row in sharp.nonzero()[0].tolist():
            places[batch.inspector[row]] = float(batch.lat[row]), float(batch.lon[row])
    return places
