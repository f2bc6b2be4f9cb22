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
        self._kept, self._stream = KeptConnection(redis), keys.reports
        self._newest = START

    def wait(self, block_ms: int) -> bool:
        """Whether there are others than when it was last asked. Raises what Redis says."""
        wait: Command = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS", self._stream, self._newest)
        answers = self._kept.ask([wait, ("XREVRANGE", self._stream, "+", "-", "COUNT", 1)])
        for answer in answers:
            if isinstance(answer, ResponseError):
                raise answer
        newest: Any = answers[1]
        before, self._newest = self._newest, newest[0][0].decode("ascii") if newest else START
        return self._newest != before
