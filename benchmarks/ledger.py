"""The record read from its beginning, and what was claimed of it held against it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from redis import Redis

from city.cases.case import CaseEvent
from city.live import LiveCity
from city.rules import AROUND_THE_CLOCK, Rules
from dashboard.console.queue_rows import case_row
from dashboard.settings.city_files import CityPaths, load_city
from streams.messages.contract import decode_events
from streams.record.keys import Keys

MOMENT = ("mine_to_do",)  # says who is on shift, which is no case's history
FEW = 5  # complaints of a kind


@dataclass
class Ledger:
    redis: Redis
    keys: Keys
    folder: Path  # of the city's files

    def __post_init__(self) -> None:
        entries: Any = self.redis.xrange(self.keys.cases)
        self.events, rejects = decode_events(entries)
        self.odd = [f"the record holds what cannot be read: {one.reason}" for one in rejects[:FEW]]
        self.by_key = {event.key: event for event in self.events}

    def once(self, asked: list[dict[str, Any]]) -> Iterator[str]:
        """Every accepted command exactly once and as answered, every refused one not at all."""
        yield from self.odd
        counts = Counter(event.key for event in self.events)
        yield from (f"{key} is in the record {n} times" for key, n in counts.items() if n > 1)
        wrong = [complaint for one in asked if (complaint := self._wrong(one))]
        yield from wrong[:FEW]

    def fits(self, queues: list[dict[str, Any]]) -> Iterator[str]:
        """Each row of a screen is what the case's history gives up to its revision, and no event contradicts
        another. The clerk goes on writing while screens are asked."""
        live = self._folded(queues[0])
        yield from (f"{entry}: {why}" for entry, why in live.unfit[:FEW])
        odd = [case for case, row in queues[0].items() if not self._same(live, case, row)]
        if odd:
            yield f"{len(odd)} rows are not what their history gives, such as {odd[0]}"
        lost = [case.id for case in live.cases if case.open and case.id not in queues[0]]
        if lost:
            yield f"{len(lost)} open cases are on no screen, such as {lost[0]}"

    def _wrong(self, asked: dict[str, Any]) -> str | None:
        event = self.by_key.get(f"command:{asked['viewer']}:{asked['command']}")
        if not asked["answer"]["ok"]:
            return f"a refused command is in the record: {asked}" if event else None
        if event is None:
            return f"an accepted command is not in the record: {asked}"
        fits = (event.case, event.revision) == (asked["case"], asked["answer"]["revision"])
        return None if fits else f"an accepted command is in the record otherwise: {asked}, {event}"

    def _folded(self, rows: dict[str, Any]) -> LiveCity:
        files = (self.folder / name for name in ("areas.geojson", "roster.csv", "items.toml"))
        live = LiveCity(*load_city(CityPaths(*files)), Rules(duty=AROUND_THE_CLOCK))
        seen = [e for e in self.events if e.case not in rows or e.revision <= rows[e.case]["revision"]]
        live.fold_events(seen, _last(seen))
        return live

    def _same(self, live: LiveCity, id_: str, row: dict[str, Any]) -> bool:
        case = live.cases.get(id_)
        if case is None:
            return False
        made = case_row(live, case, 0, False, live.sight(live.areas.root.code))
        wanted = msgspec.json.decode(msgspec.json.encode(made))  # as it is after its way through a message
        return all(wanted[name] == row[name] for name in wanted if name not in MOMENT)


def _last(events: list[CaseEvent]) -> int:
    return max((event.time for event in events), default=0)
