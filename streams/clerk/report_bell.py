"""Tells at once that reports came, so that the clerk need not ask ten times a second. Reads none of them:
what waits to be filed, and from where, is the clerk's to know."""

from __future__ import annotations

from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from streams.record.kept_connection import Command, KeptConnection
from streams.record.keys import Keys
from streams.record.tails import START


class ReportBell:
    """One greenlet waits."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._kept = KeptConnection(redis)
        self._newest = dict.fromkeys((keys.reports, *map(keys.gateway_reports, keys.gateways)), START)

    def wait(self, block_ms: int) -> bool:
        """Whether there are others than when it was last asked. Raises what Redis says."""
        known = self._newest
        wait: Command = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS", *known, *known.values())
        _, *answers = self._kept.ask([wait, *(("XREVRANGE", name, "+", "-", "COUNT", 1) for name in known)])
        self._newest = {name: _last(told) for name, told in zip(known, answers, strict=True)}
        return self._newest != known


def _last(told: Any) -> str:
    if isinstance(told, ResponseError):
        raise told
    return told[0][0].decode("ascii") if told else START
