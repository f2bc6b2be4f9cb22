"""Follows `wall` and holds the plan, in each web process. While Redis is away what was known goes on: leases
end by the clock of whoever shows them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from redis import Redis

from city.screens.plan import Plan
from streams.messages.entries import order
from streams.record.keys import Keys
from streams.record.tails import START
from streams.screens.plan_store import PlanStore
from streams.screens.subjects import decoded

COUNT = 500
log = logging.getLogger(__name__)


class PlanReader:
    """One thread or greenlet polls; whoever asks in between reads whole values. `caught_up`: all that the
    record holds was read once."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys, self._store = redis, keys, PlanStore(redis, keys)
        self._last = START
        self.plan = Plan()
        self.caught_up = False

    def poll(self, block_ms: int) -> set[str]:
        """Wait for news; the subjects that are not what they were. Raises what Redis says."""
        if not self.caught_up or self._shrank():
            return self._read_anew()
        found: Any = self._redis.xread({self._keys.wall: self._last}, COUNT, block_ms or None)
        changed: set[str] = set()
        for _, entries in found or ():
            for entry, fields in entries:
                changes = decoded(fields.get(b"changes", b"{}"))
                self.plan.apply(changes)
                changed |= set(changes)
                self._last = entry.decode("ascii")
        return changed

    def _read_anew(self) -> set[str]:
        before = set(subjects_of(self.plan))
        if self.caught_up:
            log.warning("the stream of the wall lost its newest entries: the plan is read anew")
        self.plan, self._last = self._store.read()
        self.caught_up = True
        return before | set(subjects_of(self.plan))

    def _shrank(self) -> bool:
        """The stream ends before what we read of it: it is another Redis, or one that lost its memory."""
        newest: Any = self._redis.xrevrange(self._keys.wall, count=1)
        ends = newest[0][0].decode("ascii") if newest else START
        return order(ends) < order(self._last)


def subjects_of(plan: Plan) -> Iterator[str]:
    yield from (f"screen:{id}" for id in plan.screens)
    yield from (f"stack:{id}" for id in plan.stacks)
    yield from (f"scene:{id}" for id in plan.scenes)
    yield from (f"programme:{id}" for id in plan.programmes)
    yield from (f"announcement:{id}" for id in plan.announcements)
    yield from (f"level:{id}" for id in plan.levels)
