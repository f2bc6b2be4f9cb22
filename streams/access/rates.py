"""How often somebody may ask: counted in Redis, so that all web processes count together."""

from __future__ import annotations

from typing import Any

from redis import Redis

from streams.record.keys import Keys

WINDOW_MS = 60_000


def wait_for(redis: Redis, keys: Keys, who: str, per_minute: int) -> int:
    """Count one request; the whole seconds to wait before the next is taken, 0 when this one is.

    A window begins with the first request in it: after a pause the full number is free again.
    """
    name = keys.rate(who)
    pipe: Any
    with redis.pipeline(transaction=True) as pipe:
        pipe.set(name, 0, px=WINDOW_MS, nx=True)
        pipe.incr(name)
        pipe.pttl(name)
        _, count, left = pipe.execute()
    if int(left) > WINDOW_MS:  # the server's clock was put back
        redis.pexpire(name, WINDOW_MS)
    return 0 if count <= per_minute else max(1, -(-min(int(left), WINDOW_MS) // 1000))
