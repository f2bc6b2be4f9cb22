"""Each chore on its own: what stops one of them stops no other. Knows no chore."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from redis.exceptions import RedisError

from streams.server.backoff import Backoff
from streams.server.errors import AWAY, kind_of

Answer = TypeVar("Answer")


class Tries:
    """`faults`: what each chore that does not work met last, by its name."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.faults: dict[str, Exception] = {}
        self._monotonic = monotonic
        self._patience: dict[str, Backoff] = {}
        self._not_before: dict[str, float] = {}

    def __call__(self, chore: str, act: Callable[[], Answer], default: Answer) -> Answer:
        """Its answer; `default` when it does not work, and for a while after. Raises what says that nothing
        can be asked of this server at all."""
        if self._monotonic() < self._not_before.get(chore, 0.0):
            return default
        try:
            answer = act()
        except (RedisError, OSError) as error:
            if kind_of(error) in AWAY:
                raise
            self.faults[chore] = error
            patience = self._patience.setdefault(chore, Backoff())
            self._not_before[chore] = self._monotonic() + patience.grow()
            return default
        self.faults.pop(chore, None)
        self._patience.pop(chore, None)
        self._not_before.pop(chore, None)
        return answer
