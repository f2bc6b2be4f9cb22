"""What comes of reading positions: good fixes, refusals, cries for help, and phones whose clock is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from city.people.fixes import FixBatch
from streams.messages.arrival import BY_ID, Arrival
from streams.messages.cry import CALL, JUNK, Doubt, cry
from streams.messages.entries import Entry
from streams.messages.fix import ACCURACY, ClockAheadError, Fix, Sos, Values, read_fix, salvage, told_accuracy
from streams.messages.rejects import Reject, raw_fields, raw_value, reject
from streams.messages.table import Table, joined, kept, not_told, sound_rows, table_of
from streams.messages.values import RefusedError, text

STRIDE = 1 << 24  # an entry has fewer rows, so order = entry's index × stride + row rises as the stream does
SENTENCE_LONGEST = 400  # bytes of a gateway's own words


@dataclass(slots=True)
class Positions:
    """`ahead` counts, per inspector, fixes refused for a clock too far ahead since the last good one here;
    `not_told`, per field, optional values of `batch` that were told and are of no use."""

    batch: FixBatch
    rejects: list[Reject]
    sos: list[Sos]
    heartbeats: list[tuple[str, int]]  # gateway, received
    ahead: dict[str, int]
    not_told: dict[str, int]
    doubts: list[Doubt]  # whose `sos` says neither yes nor no, in stream order


@dataclass(slots=True)
class Gathered:
    stream: str
    entries: list[Entry]
    arrival: Arrival = BY_ID
    tables: list[Table] = field(default_factory=list)
    fixes: list[Fix] = field(default_factory=list)  # read one by one
    order: list[int] = field(default_factory=list)
    rejects: list[tuple[int, Reject]] = field(default_factory=list)
    sos: list[tuple[int, Sos]] = field(default_factory=list)
    heartbeats: list[tuple[str, int]] = field(default_factory=list)
    ahead: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)

    def received(self, i: int) -> int:
        return self.arrival.of(self.entries[i][0])

    def take(self, table: Table, junk: Mapping[int, object]) -> NDArray[np.int64]:
        """Keep the rows in order; answer where the others stand. `junk`: doubtful `sos` values by row."""
        ok = sound_rows(table.batch, self.arrival.slack)
        for at, value in junk.items():
            if ok[at]:
                self.doubt(int(table.order[at]), table.batch.inspector[at], value)
        good = kept(table, ok)
        sure = np.ones(len(good.order), np.bool_)
        for at in np.flatnonzero(good.batch.sos).tolist():
            b, order = good.batch, int(good.order[at])
            place = float(b.lat[at]), float(b.lon[at])
            told = b.inspector[at], int(b.time[at]), int(b.received[at])
            sure[at] = not self.unverified(order // STRIDE)
            accuracy = told_accuracy(float(b.accuracy[at]))
            call = Sos(*told, *place, self._id(order // STRIDE), not sure[at], accuracy)
            self.sos.append((order, call))
        self.tables.append(good if sure.all() else kept(good, sure))
        return table.order[~ok]

    def unverified(self, i: int) -> bool:
        """Whether this entry's call came through a link that has ended."""
        return cry(self.entries[i][1].get(b"unverified")) == CALL

    def one(self, i: int, row: int | None, values: Values) -> None:
        """Read one fix the slow way: keep it, or say what is wrong, or save what an SOS still tells."""
        order, received, said = i * STRIDE + (row or 0), self.received(i), cry(values["sos"])
        if said == JUNK:
            self.doubt(order, text(values["inspector"]) or "", values["sos"])
        try:
            fix = read_fix(values, received, self.arrival.slack)
        except RefusedError as error:
            if isinstance(error, ClockAheadError) and (who := text(values["inspector"])):
                self.ahead.append((order, who))
            if said != CALL:
                self.refuse(i, row, str(error), list(values.values()))
                return
            call, saved = salvage(values, received, self._id(i), row)
            self._keep(order, saved, call)
        else:
            accuracy = told_accuracy(float(np.float32(fix.measures[ACCURACY])))
            told = fix.inspector, fix.time, fix.received, fix.lat, fix.lon
            called = Sos(*told, self._id(i), accuracy=accuracy)
            self._keep(order, fix, called if fix.sos else None)

    def _keep(self, order: int, fix: Fix | None, sos: Sos | None) -> None:
        unverified = sos is not None and self.unverified(order // STRIDE)
        if sos is not None:
            self.sos.append((order, replace(sos, unverified=unverified)))
        if fix is not None and not unverified:
            self.fixes.append(fix)
            self.order.append(order)

    def doubt(self, order: int, inspector: str, value: object) -> None:
        i, row = divmod(order, STRIDE)
        within = row if b"fixes" in self.entries[i][1] else None
        self.doubts.append((order, Doubt(self._id(i), within, inspector, value)))

    def refuse(self, i: int, row: int | None, reason: str, raw: object) -> None:
        told = raw_fields(self.entries[i][1]) if row is None else raw_value(raw)
        order = i * STRIDE + (row or 0)
        self.rejects.append((order, reject(self.stream, self._id(i), row, reason, told)))

    def hand_on(self, i: int, sentence: bytes, raw: bytes) -> None:
        """A refusal of the gateway's own: its words, bounded."""
        told = raw_value(sentence[:SENTENCE_LONGEST])
        told = "".join(c if c.isprintable() else " " for c in told)
        self.rejects.append((i * STRIDE, reject(self.stream, self._id(i), None, told, raw_value(raw))))

    def finish(self) -> Positions:
        apart = [table_of(self.fixes, self.order)] if self.fixes else []
        table = joined([*self.tables, *apart])
        rejects = [r for _, r in sorted(self.rejects, key=lambda pair: pair[0])]
        sos = [s for _, s in sorted(self.sos, key=lambda pair: pair[0])]
        doubts = [d for _, d in sorted(self.doubts, key=lambda pair: pair[0])]
        ahead, useless = self._still_ahead(table), not_told(table.batch)
        return Positions(table.batch, rejects, sos, self.heartbeats, ahead, useless, doubts)

    def _id(self, i: int) -> str:
        return self.entries[i][0].decode("ascii")

    def _still_ahead(self, table: Table) -> dict[str, int]:
        if not self.ahead:
            return {}
        suspects = {who for _, who in self.ahead}
        last_good = {
            who: order
            for who, order in zip(table.batch.inspector, table.order.tolist(), strict=True)
            if who in suspects
        }
        counts: dict[str, int] = {}
        for order, who in self.ahead:
            if order > last_good.get(who, -1):
                counts[who] = counts.get(who, 0) + 1
        return counts
