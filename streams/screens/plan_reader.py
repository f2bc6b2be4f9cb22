"""Follows `wall` and holds the plan, in each web process. While Redis is away what was known goes on: leases
end by the clock of whoever shows them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from redis import Redis

from city.screens.plan import Changes, Plan
from streams.messages.entries import Entry
from streams.record.keys import Keys
from streams.record.tails import START
from streams.screens.plan_store import PlanStore
from streams.screens.subjects import decoded

COUNT = 500
log = logging.getLogger(__name__)


class PlanReader:
    """One thread or greenlet polls; whoever asks in between reads whole values. `caught_up`: all that the
    record holds was read once. `losses`: how often the record had lost what we had read. `on_change(plan,
    changes, actor, time)` is told of each entry that came since, with the plan as it was before; in ms."""

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        on_change: Callable[[Plan, Changes, str, int], object] = lambda *_: None,
    ) -> None:
        self._on_change = on_change
        self._redis, self._keys, self._store = redis, keys, PlanStore(redis, keys)
        self._last: Entry | None = None
        self.plan = Plan()
        self.caught_up = False
        self.losses = 0

    def poll(self, block_ms: int) -> set[str]:
        """Wait for news; the subjects that are not what they were. Raises what Redis says."""
        if not self.caught_up:
            return self._read_anew()
        after = self._last[0] if self._last else START
        found: Any = self._redis.xread({self._keys.wall: after}, COUNT, block_ms or None)
        if not self._still_there():
            self.losses += 1
            log.warning("the wall's stream lost its newest entries: the plan is read anew")
            return self._read_anew()
        changed: set[str] = set()
        for _, entries in found or ():
            for entry in entries:
                fields = entry[1]
                changes = decoded(fields.get(b"changes", b"{}"))
                actor, time = fields.get(b"actor", b"").decode("utf-8", "replace"), fields.get(b"time", b"")
                self._on_change(self.plan, changes, actor, int(time) if time.isdigit() else 0)
                self.plan.apply(changes)
                changed |= set(changes)
                self._last = entry
        return changed

    def _read_anew(self) -> set[str]:
        before = set(self.plan.subjects())
        self.plan, self._last = self._store.read()
        self.caught_up = True
        return before | set(self.plan.subjects())

    def _still_there(self) -> bool:
        """Ids grow with time and prove nothing: asked after the news came and before they count. What was cut
        for its age is no loss as long as nothing came after it."""
        if self._last is None:
            return bool(self._redis.exists(self._keys.plan)) or not any(self.plan.subjects())
        id, fields = self._last
        found: Any = self._redis.xrange(self._keys.wall, id, "+", count=1)
        if found:
            return bool(found[0][0] == id and found[0][1] == fields)
        return self._cut(id.decode("ascii"))

    def _cut(self, id: str) -> bool:
        """Whether the stream is empty because of its age: it remembers the last id it gave."""
        if not self._redis.exists(self._keys.wall):
            return False
        told: Any = self._redis.xinfo_stream(self._keys.wall)
        return bool(told["last-generated-id"].decode("ascii") == id)
