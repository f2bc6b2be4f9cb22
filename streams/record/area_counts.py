"""Every counter of every area as the clerk's fold counted them last, for whoever keeps what they were."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from redis import Redis

from streams.messages.values import UNREADABLE
from streams.record.keys import Keys

SCHEMA = 1
KEPT = 180  # s: what is older is no count of now


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """`values` of each area (by code) and counter (by name), as of `time` (epoch ms)."""

    time: int
    codes: Sequence[str]
    names: Sequence[str]
    values: NDArray[np.integer[Any]]


class _Stored(msgspec.Struct, array_like=True):
    schema: int
    time: int
    codes: list[str]
    names: list[str]
    values: bytes


def store_counts(redis: Redis, keys: Keys, counts: AreaCounts) -> None:
    """Raises what Redis says."""
    values = zlib.compress(counts.values.astype("<i4").tobytes(), 1)
    told = _Stored(SCHEMA, counts.time, list(counts.codes), list(counts.names), values)
    redis.set(keys.counted, msgspec.msgpack.encode(told), ex=KEPT)


def load_counts(redis: Redis, keys: Keys) -> AreaCounts | None:
    """None when nobody counts, or counts as another version of ours does. Raises what Redis says."""
    packed: Any = redis.get(keys.counted)
    if packed is None:
        return None
    try:
        told = msgspec.msgpack.decode(packed, type=_Stored)
        if told.schema != SCHEMA:
            return None
        values = np.frombuffer(zlib.decompress(told.values), "<i4")
        return AreaCounts(told.time, told.codes, told.names, values.reshape(len(told.codes), len(told.names)))
    except (*UNREADABLE, ValueError, zlib.error):
        return None
