"""Copies of the record's entries: each once, with the cursor in the same transaction."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, and_, delete, func, or_, select, update

from streams.history.events.database import inserting
from streams.history.events.tables import FORGED, case_facts, cursors, derived, entries, gaps, worlds
from streams.messages.entries import Entry, order
from streams.record.tails import KEPT, START, Tail

_read = msgspec.msgpack.Decoder(dict[bytes, bytes])
CASES = "cases"
SUBJECT_OF = {CASES: b"case", "dispatches": b"case"}  # of other streams, entries are found by time
TRIMMED, MAYBE, LOST = "trimmed", "maybe_trimmed", "lost"


class EventStore:
    """Of one world after the other; one thread writes. Raises SQLAlchemyError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.losses = 0  # times that Redis was seen to have lost what we hold
        self._insert = self.inserting = inserting(engine.dialect)

    def world(self, epoch: str, now: int) -> int:
        """The number of the record with this epoch, a new one for one that was never seen."""
        with self.engine.begin() as connection:
            connection.execute(self._insert(worlds).values(epoch=epoch, since=now).on_conflict_do_nothing())
            return int(connection.execute(select(worlds.c.world).where(worlds.c.epoch == epoch)).scalar_one())

    def latest_world(self) -> tuple[int, str] | None:
        """The number and the epoch of the one that was begun last."""
        newest = select(worlds.c.world, worlds.c.epoch).order_by(worlds.c.world.desc()).limit(1)
        with self.engine.connect() as connection:
            row = connection.execute(newest).first()
        return (int(row[0]), str(row[1])) if row else None

    def cursors(self, world: int) -> dict[str, str]:
        """Up to which entry each stream is copied."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(cursors).where(cursors.c.world == world))
            return {row.stream: f"{row.ms}-{row.seq}" for row in rows}

    def first(self, world: int, stream: str) -> int | None:
        """When its first entry came, epoch ms."""
        wanted = select(entries.c.ms).where(entries.c.world == world, entries.c.stream == stream)
        with self.engine.connect() as connection:
            found = connection.execute(wanted.order_by(entries.c.ms).limit(1)).scalar()
        return None if found is None else int(found)

    def tail(self, world: int, stream: str) -> Tail:
        """The newest entries that are held, to prove that Redis still has them."""
        newest = (
            select(entries.c.ms, entries.c.seq, entries.c.fields)
            .where(entries.c.world == world, entries.c.stream == stream, entries.c.void == 0)
            .order_by(entries.c.ms.desc(), entries.c.seq.desc())
            .limit(KEPT)
        )
        tail = Tail()
        with self.engine.connect() as connection:
            found = [_entry(row) for row in connection.execute(newest)]
        tail.extend(found[::-1])
        return tail

    def copy(self, world: int, read: Mapping[str, Sequence[Entry]], forged: Container[bytes] = ()) -> int:
        """How many of them were new. All or nothing. `forged`: ids of cases' events that nobody may fold."""
        new = 0
        with self.engine.begin() as connection:
            for stream, found in read.items():
                bad = forged if stream == CASES else ()
                if found:
                    rows = [_row(world, stream, entry, entry[0] in bad) for entry in found]
                    done = connection.execute(self._insert(entries).on_conflict_do_nothing(), rows)
                    new += max(0, done.rowcount)
                    self._move(connection, world, stream, found[-1][0].decode("ascii"))
        return new

    def lose(self, world: int, stream: str, survived: str, now: int) -> int:
        """Redis has no more what came after `survived`: it is marked, and read on from there. How many.

        What was derived of it goes, and is derived again."""
        ms, seq = order(survived)
        with self.engine.begin() as connection:
            if stream == CASES:
                self._drop_derived(connection, world, survived)
            gone = update(entries).where(_after(world, stream, survived), entries.c.void == 0)
            lost = connection.execute(gone.values(void=now)).rowcount
            last = select(func.max(entries.c.ms)).where(entries.c.world == world, entries.c.stream == stream)
            until = int(connection.execute(last).scalar() or ms)
            self._gap(connection, (world, stream, survived, f"{until}-0", LOST, now))
            connection.execute(
                update(cursors)
                .where(cursors.c.world == world, cursors.c.stream == stream)
                .values(ms=ms, seq=seq)
            )
        self.losses += 1
        return lost

    def _drop_derived(self, connection: Connection, world: int, survived: str) -> None:
        told = select(entries.c.subject).where(_after(world, CASES, survived), entries.c.void == 0)
        gone = case_facts.c.case_id.in_(told.distinct())
        connection.execute(delete(case_facts).where(case_facts.c.world == world, gone))
        connection.execute(delete(derived).where(derived.c.world == world))

    def gap(self, world: int, stream: str, after: str, until: str, why: str, now: int) -> None:
        """Between these two, entries are missing."""
        with self.engine.begin() as connection:
            self._gap(connection, (world, stream, after, until, why, now))

    def gaps(self, world: int) -> list[tuple[str, str, str, str]]:
        """Stream, after which entry, before which, and why; the oldest first."""
        rows = select(gaps).where(gaps.c.world == world).order_by(gaps.c.after_ms, gaps.c.after_seq)
        with self.engine.connect() as connection:
            return [
                (row.stream, f"{row.after_ms}-{row.after_seq}", f"{row.until_ms}-{row.until_seq}", row.why)
                for row in connection.execute(rows)
            ]

    def read(self, world: int, stream: str, after: str, count: int) -> list[Entry]:
        """At most `count` entries after this one that Redis did not lose, the oldest first."""
        wanted = (
            select(entries.c.ms, entries.c.seq, entries.c.fields)
            .where(_after(world, stream, after), entries.c.void == 0)
            .order_by(entries.c.ms, entries.c.seq)
            .limit(count)
        )
        with self.engine.connect() as connection:
            return [_entry(row) for row in connection.execute(wanted)]

    def of_subject(self, world: int, stream: str, subject: str) -> list[Entry]:
        """All of one case, the oldest first."""
        wanted = (
            select(entries.c.ms, entries.c.seq, entries.c.fields)
            .where(
                entries.c.world == world,
                entries.c.stream == stream,
                entries.c.subject == subject,
                entries.c.void == 0,
            )
            .order_by(entries.c.ms, entries.c.seq)
        )
        with self.engine.connect() as connection:
            return [_entry(row) for row in connection.execute(wanted)]

    def _gap(self, connection: Connection, told: tuple[int, str, str, str, str, int]) -> None:
        world, stream, after, until, why, now = told
        (after_ms, after_seq), (until_ms, until_seq) = order(after), order(until)
        row = {"world": world, "stream": stream, "after_ms": after_ms, "after_seq": after_seq, "why": why}
        row |= {"until_ms": until_ms, "until_seq": until_seq, "noticed": now}
        connection.execute(self._insert(gaps).values(row).on_conflict_do_nothing())

    def _move(self, connection: Connection, world: int, stream: str, entry: str) -> None:
        ms, seq = order(entry)
        put = self._insert(cursors).values(world=world, stream=stream, ms=ms, seq=seq)
        connection.execute(
            put.on_conflict_do_update(
                index_elements=["world", "stream"],
                set_={"ms": ms, "seq": seq},
                where=or_(cursors.c.ms < ms, and_(cursors.c.ms == ms, cursors.c.seq < seq)),
            )
        )


def _after(world: int, stream: str, entry: str):  # type: ignore[no-untyped-def]
    ms, seq = order(entry or START)
    later = or_(entries.c.ms > ms, and_(entries.c.ms == ms, entries.c.seq > seq))
    return and_(entries.c.world == world, entries.c.stream == stream, entries.c.ms >= ms, later)


def _row(world: int, stream: str, entry: Entry, forged: bool) -> dict[str, object]:
    id, fields = entry
    ms, seq = order(id.decode("ascii"))
    named = SUBJECT_OF.get(stream)
    subject = fields.get(named, b"").decode("utf-8", "replace")[:200] if named else None
    row = {"world": world, "stream": stream, "ms": ms, "seq": seq, "subject": subject or None}
    return row | {"void": FORGED if forged else 0, "fields": msgspec.msgpack.encode(fields)}


def _entry(row: Any) -> Entry:
    ms, seq, fields = row
    return f"{ms}-{seq}".encode(), _read.decode(fields)
