"""Signs of life: what each screen says of itself every few seconds, kept for as long as it counts. They are
no record: on the server of positions, where nothing waits for a disk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

EVERY_MS = 5000
KEPT_MS = 15_000  # three of them missed: it is not there
LONGEST_ERROR = 200  # characters


class Beat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`at` epoch ms, by the record's clock. `fps` frames a second, `heap` MB, `lag` ms its main thread was
    late, `shows` what it shows, as Content and where that comes from, `until` epoch ms. `slowed`: its browser
    holds the page back; `video`: what keeps it from playing cameras."""

    at: int = 0
    fps: float | None = None
    heap: float | None = None
    lag: float | None = None
    error: str | None = None
    shows: dict[str, Any] | None = None
    until: int | None = None
    size: tuple[int, int] | None = None
    build: str = ""
    hidden: bool = False
    slowed: bool = False
    video: Literal["", "none", "undecoded"] = ""


class Beats:
    """Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    def tell(self, screen: str, beat: Beat) -> None:
        self._redis.set(self._keys.screen_beat(screen), msgspec.json.encode(beat), px=KEPT_MS)

    def of(self, screens: Iterable[str]) -> dict[str, Beat]:
        """Of those that are there."""
        wanted = list(screens)
        if not wanted:
            return {}
        held: Any = self._redis.mget([self._keys.screen_beat(id) for id in wanted])
        found = {id: _read(told) for id, told in zip(wanted, held, strict=True)}
        return {id: beat for id, beat in found.items() if beat is not None}


def _read(told: object) -> Beat | None:
    if not isinstance(told, bytes):
        return None
    try:
        return msgspec.json.decode(told, type=Beat)
    except UNREADABLE:
        return None
