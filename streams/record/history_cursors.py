"""How far the history process has copied each stream: what stands behind that is never trimmed.

A hash: the label of a stream and the last entry that is copied; `at`, when that was last told, by Redis's
clock; `trouble`, one sentence while nothing can be copied.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.messages.entries import order
from streams.record.keys import Keys

AT, TROUBLE = "at", "trouble"
COPIED = (
    "cases",
    "dispatches",
    "wall",
    "handovers",
    "audit",
)  # labels of the streams; reports are in `cases`, as they were filed
EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Copied:
    """`at`: epoch ms, 0 when no history process was ever here; `entries` by a stream's label."""

    at: int
    entries: dict[str, str]
    trouble: str = ""


class HistoryCursors:
    """Told by the history process. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys
        self._next, self._trouble = 0.0, ""

    def tell(self, last: Mapping[str, str], trouble: str = "") -> None:
        """Once a second at most, and at once of another trouble; `last` by the stream's key."""
        if time.monotonic() < self._next and trouble == self._trouble:
            return
        asked: Any = self._redis.time()
        told: dict[Any, Any] = {self._keys.label(stream): entry for stream, entry in last.items()}
        told |= {AT: asked[0] * 1000 + asked[1] // 1000, TROUBLE: trouble}
        self._redis.hset(self._keys.history, mapping=told)
        self._next, self._trouble = time.monotonic() + EVERY_S, trouble


def read_copied(redis: Redis, keys: Keys) -> Copied:
    """What the history process told last. Raises what Redis says."""
    told: Any = redis.hgetall(keys.history)
    texts = {_text(name): _text(value) for name, value in told.items()}
    at, trouble = texts.pop(AT, "0"), texts.pop(TROUBLE, "")
    entries = {name: entry for name, entry in texts.items() if _id(entry)}
    return Copied(int(at) if at.isdigit() else 0, entries, trouble)


def behind_ms(redis: Redis, keys: Keys, copied: Copied) -> int:
    """How much older the newest copied entry is than the newest there is, of the stream where it is most.
    Raises what Redis says."""
    most = 0
    for label in COPIED:
        newest: Any = redis.xrevrange(f"{keys.prefix}{label}", count=1)
        if newest:
            there, held = order(newest[0][0].decode()), order(copied.entries.get(label, "0-0"))
            if there > held:
                after = f"({held[0]}-{held[1]}"
                waits: Any = redis.xrange(f"{keys.prefix}{label}", min=after, count=1)
                most = max(most, there[0] - order(waits[0][0].decode())[0] if waits else 0)
    return most


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


def _id(entry: str) -> bool:
    try:
        order(entry)
    except ValueError:
        return False
    return True
