"""Which streams' ids run ahead of their Redis's clock: Redis then counts on from the last id, and no id of
the stream is a time any more until the clock has caught up. Knows not what the entries hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redis import Redis

from streams.messages.arrival import TOLERANCE, id_ms

_YEAR = 31_557_600_000
_MICRO, _NANO = 1000, 1_000_000


def running_ahead(redis: Redis, streams: Sequence[str], now: int) -> dict[str, int]:
    """ms by stream, of those only that do; `now` by this Redis's clock. Raises when Redis is away."""
    ahead = {stream: id_ms(last) - now for stream, last in last_ids(redis, streams).items()}
    return {stream: by for stream, by in ahead.items() if by > TOLERANCE}


def last_ids(redis: Redis, streams: Sequence[str]) -> dict[str, str]:
    """The last id each stream ever had; none of one that is not there, or that we may not ask about."""
    with redis.pipeline(transaction=False) as pipe:
        for stream in streams:
            pipe.xinfo_stream(stream)
        answers: list[Any] = pipe.execute(raise_on_error=False)
    told = {s: answer for s, answer in zip(streams, answers, strict=True) if isinstance(answer, dict)}
    return {stream: answer["last-generated-id"].decode("ascii") for stream, answer in told.items()}


def unit(ahead: int, now: int) -> str | None:
    """What such an id seems to be instead of milliseconds; None when only a clock was ahead."""
    for name, scale in (("microseconds", _MICRO), ("nanoseconds", _NANO)):
        if abs((now + ahead) // scale - now) < _YEAR:
            return name
    return None
