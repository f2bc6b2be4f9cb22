"""From the events of cases to their facts, by the areas and matters that held at each event. Derived: may be
dropped and made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, select

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.book import CaseBook
from city.cases.case import CaseError, CaseEvent
from city.cases.case_places import CasePlaces
from city.matters import Matters
from city.review.facts import FACT_CODES, FACT_NUMBERS, FACT_TIMES, CaseFacts, facts_of
from city.rules import Rules
from streams.history.events.store import CASES, EventStore
from streams.history.events.tables import case_facts, codes, derived
from streams.messages.entries import order
from streams.messages.events import decode_events
from streams.record.tails import START

NAME = "case_facts"
AT_ONCE = 2000  # events in one transaction
HELD = 30_000  # cases in memory: more are folded anew from their events when something happens to them


@dataclass(frozen=True, slots=True)
class Held:
    """The areas and the matters that held at a moment."""

    places: CasePlaces
    matters: Matters


class CityAt:
    """`city(ms)` tells the areas and matters of that moment: the same objects as long as they hold."""

    def __init__(self, city: Callable[[int], tuple[Areas, Matters]]) -> None:
        self._city = city
        self._made: dict[tuple[int, int], tuple[Held, Areas]] = {}

    def __call__(self, ms: int) -> Held:
        areas, matters = self._city(ms)
        name = (id(areas), id(matters))
        if name not in self._made:  # the areas are kept with it, so that no other takes their place in memory
            self._made[name] = (Held(CasePlaces(areas, Locator(areas)), matters), areas)
        return self._made[name][0]


class FactsOfCases:
    """`turn()` takes the next events; what is not committed is derived again."""

    def __init__(self, store: EventStore, rules: Rules, city_at: CityAt) -> None:
        self._store, self._rules, self._city_at = store, rules, city_at
        self._insert = store.inserting
        self._world: int | None = None
        self._losses = 0
        self._cursor = START
        self._codes: dict[tuple[str, str], int] = {}
        self._book: CaseBook | None = None
        self._filed_at: dict[str, int] = {}  # when each case in memory was filed

    def turn(self, world: int) -> bool:
        """True when more is there at once. Raises SQLAlchemyError: nothing of it is kept then."""
        if world != self._world or self._losses != self._store.losses:
            self._begin(world)
        found = self._store.read(world, CASES, self._cursor, AT_ONCE)
        if not found:
            return False
        try:
            self._take(world, decode_events(found)[0], found[-1][0].decode("ascii"))
        except BaseException:
            self._world = None  # what is in memory is ahead of what is kept
            raise
        return len(found) == AT_ONCE

    def rebuild(self, world: int) -> None:
        """Drop all that was derived of this world, and make it again."""
        with self._store.engine.begin() as connection:
            connection.execute(delete(case_facts).where(case_facts.c.world == world))
            connection.execute(delete(derived).where(derived.c.world == world, derived.c.name == NAME))
        self._world = None
        while self.turn(world):
            pass

    def count(self, world: int) -> int:
        """Cases of this world."""
        counted = select(func.count()).select_from(case_facts).where(case_facts.c.world == world)
        with self._store.engine.connect() as connection:
            return int(connection.execute(counted).scalar_one())

    def _begin(self, world: int) -> None:
        self._book, self._filed_at, self._losses = None, {}, self._store.losses
        with self._store.engine.connect() as connection:
            rows = connection.execute(select(codes.c.kind, codes.c.code, codes.c.id))
            self._codes = {(row.kind, row.code): row.id for row in rows}
            at = select(derived.c.ms, derived.c.seq).where(derived.c.world == world, derived.c.name == NAME)
            row = connection.execute(at).first()
        self._cursor = f"{row.ms}-{row.seq}" if row else START
        self._world = world

    def _take(self, world: int, events: Sequence[CaseEvent], last: str) -> None:
        touched: dict[str, CaseFacts] = {}
        for event in events:
            case = self._apply(world, event)
            if case is not None:
                touched[event.case] = case
        with self._store.engine.begin() as connection:
            self._write(connection, world, touched.values())
            ms, seq = order(last)
            put = self._insert(derived).values(world=world, name=NAME, ms=ms, seq=seq)
            moved = put.on_conflict_do_update(index_elements=["world", "name"], set_={"ms": ms, "seq": seq})
            connection.execute(moved)
        self._cursor = last
        if len(self._filed_at) > HELD:
            self._forget()

    def _apply(self, world: int, event: CaseEvent) -> CaseFacts | None:
        if event.revision > 1:
            self._know(world, event.case, before=event.entry)
        if event.type == "merged":
            self._know_chain(world, str(event.data.get("into")), event.entry)
        return self._step(event)

    def _step(self, event: CaseEvent) -> CaseFacts | None:
        held = self._city_at(order(event.entry)[0])
        book = self._book_of(held)
        with suppress(CaseError):  # it counts as a revision; the web processes say so
            book.apply(event)
        case = book.get(event.case)
        if case is None:
            return None
        filed = self._filed_at.pop(event.case, order(event.entry)[0])
        self._filed_at[event.case] = filed  # the newest last
        return facts_of(case, self._city_at(filed).matters)

    def _book_of(self, held: Held) -> CaseBook:
        if self._book is None:
            self._book = CaseBook(held.places.areas, held.places.locator, self._rules)
        self._book.case_places = held.places
        return self._book

    def _know(self, world: int, case: str, before: str) -> None:
        """What happened to it before, if it is not in memory."""
        if case in self._filed_at:
            return
        entries = self._store.of_subject(world, CASES, case)
        events, _ = decode_events([each for each in entries if order(each[0].decode()) < order(before)])
        for event in events:
            self._step(event)

    def _know_chain(self, world: int, case: str, before: str) -> None:
        """It, and what it was merged into."""
        seen: set[str] = set()
        while case and case not in seen:
            seen.add(case)
            self._know(world, case, before)
            known = self._book.get(case) if self._book else None
            case = known.merged_into or "" if known else ""

    def _forget(self) -> None:
        gone = list(self._filed_at)[: HELD // 2]
        for case in gone:
            del self._filed_at[case]
        if self._book is not None:
            self._book.forget(gone)

    def _write(self, connection: Connection, world: int, facts: Iterable[CaseFacts]) -> None:
        rows = [
            {"world": world, "case_id": fact.case[:200]}
            | {
                kind: self._code(connection, kind, code)
                for kind, code in zip(FACT_CODES, fact.codes, strict=True)
            }
            | dict(zip(FACT_NUMBERS, fact.numbers, strict=True))
            | dict(zip(FACT_TIMES, fact.times, strict=True))
            for fact in facts
        ]
        if rows:
            put = self._insert(case_facts)
            others = {name: put.excluded[name] for name in (*FACT_CODES, *FACT_NUMBERS, *FACT_TIMES)}
            connection.execute(
                put.on_conflict_do_update(index_elements=["world", "case_id"], set_=others), rows
            )

    def _code(self, connection: Connection, kind: str, code: str) -> int:
        """Its number; a new one is written beside the facts that speak of it."""
        told = (kind, code[:400])
        known = self._codes.get(told)
        if known is None:
            connection.execute(
                self._insert(codes).values(kind=told[0], code=told[1]).on_conflict_do_nothing()
            )
            where = and_(codes.c.kind == told[0], codes.c.code == told[1])
            known = self._codes[told] = int(connection.execute(select(codes.c.id).where(where)).scalar_one())
        return known
