"""Devices that came to a door and are nobody's, as the refusals in the record tell. Knows no door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

LOOKED_THROUGH = 10_000  # refusals, newest first


@dataclass(frozen=True, slots=True)
class Stranger:
    """`told`: when a line last said so, epoch ms: at most every ten minutes."""

    device: str
    door: str
    key: str
    told: int


class _Raw(msgspec.Struct):
    why: str
    device: str
    door: str = ""
    key: str = ""


def strangers(redis: Redis, keys: Keys) -> list[Stranger]:
    """Newest first, each once. Raises what Redis says."""
    found: dict[str, Stranger] = {}
    entries: Any = redis.xrevrange(keys.rejected, count=LOOKED_THROUGH)
    for _, fields in entries:
        try:
            raw = msgspec.json.decode(fields.get(b"raw", b""), type=_Raw)
            time = int(fields.get(b"time", b"0"))
        except (*UNREADABLE, ValueError):
            continue  # another refusal
        if raw.why == "unknown_device" and raw.device.isprintable():
            found.setdefault(raw.device, Stranger(raw.device, raw.door, raw.key, time))
    return list(found.values())
