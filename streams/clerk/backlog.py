"""What the clerk has left to do, as anybody can see it: whether there is one, and what waits for it."""

from __future__ import annotations

from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from streams.clerk.retention import REPORTS
from streams.messages.entries import order
from streams.record.keys import Keys


def clerk_is_there(record: Redis, keys: Keys) -> bool:
    """Whether somebody renews the lease. One without an end is nobody's, and nobody can take it."""
    left: Any = record.pttl(keys.lease)
    return int(left) > 0


def oldest_unfiled(record: Redis, keys: Keys) -> str | None:
    """The entry of the oldest report that waits to be filed; None when none does, or when nobody can say."""
    streams = {keys.reports: REPORTS}
    streams |= {keys.gateway_reports(name): f"intake:{name}" for name in keys.gateways}
    waiting = [_first_after(record, keys, stream, field) for stream, field in streams.items()]
    return min((entry for entry in waiting if entry), key=order, default=None)


def _first_after(record: Redis, keys: Keys, stream: str, field: str) -> str | None:
    try:
        told: Any = record.hget(keys.cursors, field)
        cursor = told.decode().lstrip("!") if isinstance(told, bytes) else "0-0"
        found: Any = record.xrange(stream, min=f"({cursor}", count=1)
    except ResponseError:
        return None
    return found[0][0].decode() if found else None
