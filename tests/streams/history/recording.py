"""A record in a real Redis, a history of it in a folder, and both read on until there is nothing more."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from sqlalchemy import select

from city.cases.case import CaseEvent
from city.rules import Rules
from streams.history.events.case_facts import CityAt, FactsOfCases
from streams.history.events.copier import Copier
from streams.history.events.database import database, migrate
from streams.history.events.store import EventStore
from streams.history.events.tables import case_facts, codes
from streams.messages.events import event_fields
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.server.connect import connect
from tests.city.small_city import AREAS, MATTERS, NOW
from tests.patience import PATIENCE

CITY = CityAt(lambda ms: (AREAS, MATTERS))


class History:
    """One life of the process's events."""

    def __init__(self, url: str, keys: Keys, folder: Path, city: CityAt = CITY, events: str = "") -> None:
        engine = database(events, folder)
        self.beside: str | None = None  # what ails another part
        migrate(engine)
        self.store = EventStore(engine)
        self.copier = Copier(lambda: connect(url), keys, self.store, Seal(), url, beside=lambda: self.beside)
        self.facts = FactsOfCases(self.store, Rules(), city)

    def catch_up(self) -> int:
        """How many entries were new."""
        new, quiet, end = 0, 0, time.monotonic() + PATIENCE
        while quiet < 2 and time.monotonic() < end:
            took = self.copier.turn(1)
            new += took
            quiet = 0 if took or self.copier.trouble or not self.world else quiet + 1
        while self.facts.turn(self.world):
            pass
        return new

    @property
    def world(self) -> int:
        return self.copier.world or 0

    def ids(self, stream: str) -> list[str]:
        return [entry.decode() for entry, _ in self.store.read(self.world, stream, "0-0", 100_000)]

    def told(self) -> dict[str, dict[str, object]]:
        """The facts of each case, codes in words."""
        with self.store.engine.connect() as connection:
            words = {row.id: row.code for row in connection.execute(select(codes))}
            rows = connection.execute(select(case_facts).where(case_facts.c.world == self.world))
            found = {row.case_id: dict(row._mapping) for row in rows}
        coded = ("place", "item", "category", "department", "channel", "person")
        return {case: row | {name: words[row[name]] for name in coded} for case, row in found.items()}

    def close(self) -> None:
        self.copier.close()
        self.copier.redis.close()
        self.store.engine.dispose()


@contextmanager
def history(url: str, keys: Keys, folder: Path, city: CityAt = CITY, events: str = "") -> Iterator[History]:
    held = History(url, keys, folder, city, events)
    try:
        yield held
    finally:
        held.close()


def write(redis: Redis, keys: Keys, events: Sequence[CaseEvent]) -> None:
    """As the append script does it, without its checks."""
    with redis.pipeline() as pipe:
        for event in events:
            pipe.xadd(keys.cases, event_fields(event))  # type: ignore[arg-type]
        pipe.execute()


def event(
    case: str, revision: int, type: str, time: int = NOW, actor: str = "wang", **data: object
) -> CaseEvent:
    return CaseEvent("", case, revision, type, time, actor, f"{case}:{revision}", dict(data))
