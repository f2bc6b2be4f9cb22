"""Questions about days: numbers of areas and departments, the cases behind each, and a case's whole history.

Each takes the parameters of a request and raises AskError for what they lack.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from city.cases.case import STATES
from city.review.columns import NEVER, FactColumns
from city.review.facts import FACT_CODES
from city.review.measures import NUMBERS, Span
from city.review.review import SPLITS, behind, review
from city.review.spans import EPOCH, Days, SpanError, read_days, span_of
from city.time.days import LocalDays
from streams.history.asking import Answer, AskError
from streams.history.events.fact_columns import read_facts
from streams.history.events.store import CASES, EventStore
from streams.history.events.tables import case_facts
from streams.messages.events import decode_events

LISTED = 500
HELD, HELD_MS = 4, 20_000  # spans whose facts are held, and for how long


class Reviewing:
    """`world()`: the record that is kept now, None before anything was. `behind()`: whether what happened
    last may be missing."""

    def __init__(
        self,
        store: EventStore,
        world: Callable[[], int | None],
        days: LocalDays,
        behind: Callable[[], bool] = lambda: False,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._store, self._world, self._days, self._clock = store, world, days, clock
        self._behind = behind
        self._held: dict[
            tuple[int, Days], tuple[int, FactColumns]
        ] = {}  # when they were read, the newest last
        self._lock = threading.Lock()

    def questions(self) -> dict[str, Answer]:
        return {"review": self.review, "days": self.by_day, "behind": self.behind, "case": self.case}

    def review(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """`area from to splits` → `whole`, and rows by each split."""
        area, days = _area(told), _days(told)
        splits = told.get("splits") or ()
        if not set(splits) <= set(SPLITS):
            raise AskError(f"splits must be of {', '.join(SPLITS)}, got {splits!r}")
        facts, span = self._facts(days)
        found = {split: review(facts, area, span, split, self._days) for split in splits}
        whole = review(facts, area, span, "", self._days)[0]
        return {
            "whole": asdict(whole),
            "as_of": span.at,
            "behind": self._behind(),
            "began": began.isoformat() if (began := self._began()) else None,
            **{split: [asdict(row) for row in rows[1:]] for split, rows in found.items()},
        }

    def by_day(self, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        """`area from to` → the whole of each day since history began."""
        area, days = _area(told), _days(told)
        facts, _ = self._facts(days)
        facts, now, began = facts.take(facts.within(area)), self._clock(), self._began()
        rows = [
            (day, review(facts, area, span_of(day, self._days, now), "", self._days))
            for day in days.each()
            if began is not None and day.first >= began
        ]
        return [{"day": day.first.isoformat(), **asdict(found[0])} for day, found in rows]

    def behind(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """`area from to split id number` → how many cases, and the first 500."""
        area, days, number, split = _area(told), _days(told), told.get("number"), told.get("split") or ""
        if number not in NUMBERS or split not in ("", *SPLITS):
            raise AskError(f"number must be one of {', '.join(NUMBERS)}, got {number!r}")
        facts, span = self._facts(days)
        found = behind(facts, area, span, split, str(told.get("id") or ""), number, self._days)
        at = {case: row for row, case in enumerate(facts.ids)}
        return {"total": len(found), "cases": [_case(facts, at[case]) for case in found[:LISTED]]}

    def case(self, told: Mapping[str, Any]) -> dict[str, Any] | None:
        """`case` → where it lay and all that happened to it; None for one that is not known."""
        case, world = str(told.get("case") or ""), self._world()
        if world is None:
            return None
        wanted = select(case_facts.c.filed).where(case_facts.c.world == world, case_facts.c.case_id == case)
        with self._store.engine.connect() as connection:
            filed = connection.execute(wanted).scalar()
        if filed is None:
            return None
        facts = read_facts(self._store.engine, world, filed, filed + 1)
        events, _ = decode_events(self._store.of_subject(world, CASES, case))
        rows = [msgspec.to_builtins(event) for event in events]
        return {**_case(facts, facts.ids.index(case)), "events": rows}

    def _began(self) -> date | None:
        """The day on which history begins, most likely not at its beginning; None before anything was."""
        ms = self._store.first(self._world() or 0, CASES)
        return None if ms is None else EPOCH + timedelta(self._days.day(ms))

    def forget(self) -> None:
        """What was read is read again."""
        with self._lock:
            self._held.clear()

    def _facts(self, days: Days) -> tuple[FactColumns, Span]:
        """Of the span and what it is judged by: as they were read, some seconds ago at most, so that whoever
        goes from an area to the next need not wait for all of it again."""
        now, world = self._clock(), self._world() or 0
        with self._lock:
            held = self._held.get((world, days))
        if held is not None and 0 <= now - held[0] < HELD_MS:
            read, facts = held
        else:
            span = span_of(days, self._days, now)
            read, facts = now, read_facts(self._store.engine, world, span.begin, span.end)
            with self._lock:
                self._held.pop((world, days), None)
                self._held[world, days] = (read, facts)
                while len(self._held) > HELD:
                    del self._held[next(iter(self._held))]
        return facts, span_of(days, self._days, read)


def _case(facts: FactColumns, row: int) -> dict[str, Any]:
    """A case's facts, codes in words, times that have not come left out."""
    told: dict[str, Any] = {"case": facts.ids[row]}
    for name, column in facts.columns.items():
        value = int(column[row])
        if name in FACT_CODES:
            told[name] = facts.words[value]
        elif name == "state":
            told[name] = STATES[value]
        elif value != NEVER:
            told[name] = value
    told["place"] = told["place"].split("/")
    return told


def _area(told: Mapping[str, Any]) -> str:
    area = told.get("area")
    if not isinstance(area, str) or not area:
        raise AskError(f"area must be an area's code, got {area!r}")
    return area


def _days(told: Mapping[str, Any]) -> Days:
    try:
        return read_days(told.get("from"), told.get("to"))
    except SpanError as error:
        raise AskError(str(error)) from None
