"""Which world this is, what is remarked of it, and whether this Redis is safe to keep a record in."""

from __future__ import annotations

from collections.abc import Callable

from streams.record.connections import Connections
from streams.record.startup import AWAY, settle_world
from streams.server.fitness import check

Remark = tuple[str, str]  # Chinese and English


class World:
    """`more()` tells what else is advised; `told` is None until Redis has said which world it is. `on_change`
    is called whenever the world or its remarks are others."""

    def __init__(self, connections: Connections, more: Callable[[], list[str]] = list) -> None:
        self._connections, self._more = connections, more
        self.told: str | None = None
        self.notes: list[Remark] = []  # every page shows them beside the world
        self.advice: list[str] = []
        self.on_change: list[Callable[[], object]] = []

    @property
    def name(self) -> str:
        return self.told or "live"

    @property
    def told_name(self) -> str:
        """As pages are told: what Redis has not said yet is not claimed."""
        return self.told or "unknown"

    def poll(self) -> None:
        """Never raises for Redis: the readers say so."""
        before = self.told_name, self.notes
        connections = self._connections
        record, positions = connections.clerk_redis, connections.positions_redis
        try:
            told, self.notes = settle_world(record, positions, connections.keys, self.told)
            self.told = told or self.told  # an emptied record is still the world it was
            verdicts = check(record, connections.record_url, replicas=connections.replicas.wanted)
            self.advice = [v.sentence for v in verdicts if v.level != "ok"] + self._more()
        except AWAY:
            pass
        if (self.told_name, self.notes) != before:
            for tell in self.on_change:
                tell()
