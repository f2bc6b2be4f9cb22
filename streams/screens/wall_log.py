"""The newest entries of `wall`, as a log reads them: bounded, and what cannot be read passed over."""

from __future__ import annotations

from typing import Any

import msgspec
from redis import Redis

from city.screens.history import Logged
from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

MOST = 1000  # entries of one look
_object = msgspec.json.Decoder(dict[str, Any])


def newest(redis: Redis, keys: Keys) -> list[Logged]:
    """The oldest of them first. Raises what Redis says."""
    found: Any = redis.xrevrange(keys.wall, count=MOST)
    read = (_read(fields) for _, fields in reversed(found))
    return [entry for entry in read if entry is not None]


def _read(fields: dict[bytes, bytes]) -> Logged | None:
    try:
        at, data = int(fields[b"time"]), _object.decode(fields[b"data"])
        return Logged(at, fields[b"actor"].decode(), fields[b"done"].decode(), data)
    except (KeyError, ValueError, *UNREADABLE):
        return None
