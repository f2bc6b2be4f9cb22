"""Whether somebody else than we cut a gateway's positions: whoever may XADD may trim with it."""

from __future__ import annotations

from typing import Any

from redis import Redis

from streams.messages.arrival import TOLERANCE
from streams.messages.entries import order
from streams.record.keys import Keys

SLACK = 60_000  # ms by which another process's trimming may be ahead of ours


class Erasures:
    """Remembers where each stream began when it was last looked at."""

    def __init__(self, keys: Keys) -> None:
        self._streams = {name: keys.gateway_positions(name) for name in keys.gateways}
        self._first: dict[str, str] = {}

    def look(self, positions: Redis, now: int, kept_ms: int) -> list[str]:
        """The gateways whose streams lost entries that are younger than `kept_ms`; `now` by this Redis's
        clock. What runs ahead of it is not judged: ours is then cut by where it ended."""
        found = []
        for gateway, stream in self._streams.items():
            told: Any = positions.xrange(stream, count=1)
            first, before = told[0][0].decode() if told else "", self._first.get(gateway, "")
            self._first[gateway] = first
            ours = not before or order(before)[0] <= now - kept_ms + SLACK
            if first != before and not ours and order(before)[0] <= now + TOLERANCE:
                found.append(gateway)
        return found
