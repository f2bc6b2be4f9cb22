"""Plays a recording into Redis at its own pace, and counts what the wall's own checks make of each row.

`Timing` says when and with what time a row goes out; `replay` sends. Knows the city only to count.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from city.areas import Areas
from city.cases.filing import file_report
from city.cases.resends import tells_of_another
from city.locate import OUTSIDE, Locator
from city.matters import Matters
from city.rules import Rules
from streams.columns import sensible
from streams.keys import Keys
from streams.messages import Entry, decode_positions, decode_reports, heartbeat_fields
from streams.recording import Row
from streams.rejects import Reject
from streams.resends import report_key
from streams.sender import Sender

TICK, TOGETHER = 0.1, 500  # seconds between looks at the clock; rows sent at once
HEARTBEAT = 5.0  # seconds
GATEWAY = "replay"
MAX = float("inf")


@dataclass(frozen=True, slots=True)
class Timing:
    """`first` and `last` are recorded times in epoch ms; `began` is now, at the start of the loop.

    Recorded time is divided by `speed`, so that what is sent is always about now: the wall refuses what
    is more than two minutes ahead. At the speed MAX nothing waits, and the last row is now.
    """

    first: int
    last: int
    began: int
    speed: float = 1.0
    keep: bool = False

    def due(self, row: Row) -> int:
        """When this row goes out, epoch ms; rows without a usable time do not wait."""
        if self.speed == MAX or row.time is None or not sensible(row.time):
            return self.began
        return self.began + round((row.time - self.first) / self.speed)

    def stamp(self, row: Row) -> str | None:
        """The time the row is sent with; what cannot be read goes out as it is."""
        if row.time is None:
            return row.fields.get("time")
        if self.keep or not sensible(row.time):
            return str(row.time)
        if self.speed == MAX:
            return str(self.began - (self.last - row.time))
        return str(self.due(row))


@dataclass(slots=True)
class Tally:
    """What became of the rows. `played` counts all that were written, the refused among them."""

    played: int = 0
    outside: int = 0  # positions outside the city: kept, in no grid
    to_locate: int = 0
    to_sort: int = 0
    again: int = 0  # report ids that came before: filed once
    refused: Counter[str] = field(default_factory=Counter)
    not_told: Counter[str] = field(default_factory=Counter)  # fields of positions that were kept
    doubtful: int = 0  # sos that says neither yes nor no
    _first: dict[str, dict[str, Any]] = field(default_factory=dict)  # what was filed first under each key

    def refuse(self, rejects: Sequence[Reject]) -> None:
        self.refused.update(plain_reason(reject.reason) for reject in rejects)

    def lines(self) -> Iterator[str]:
        yield f"played {self.played:,}, of them refused {sum(self.refused.values()):,}"
        for count, words in (
            (self.outside, "outside the city"),
            (self.to_locate, "to locate"),
            (self.to_sort, "to sort (no such item)"),
            (self.again, "sent before: counted once"),
        ):
            if count:
                yield f"{count:,} {words}"
        if self.doubtful:
            yield f"{self.doubtful:,} with an sos that is neither 0 nor 1: taken for no call"
        for name, count in self.not_told.most_common():
            yield f"{count:,} without {name}: out of range or unknown"
        yield from (f"{count:,} refused: {reason}" for reason, count in self.refused.most_common())


def plain_reason(sentence: str) -> str:
    """The reason of a reject without its entry and its value, so that equal ones add up."""
    return sentence.split(": ", 1)[-1].split(", got ")[0]


@dataclass(slots=True)
class Judge:
    """Counts as the wall will, with the wall's own decoders."""

    kind: str
    areas: Areas
    locator: Locator
    matters: Matters
    tally: Tally = field(default_factory=Tally)

    def see(self, entries: list[Entry]) -> None:
        self.tally.played += len(entries)
        if self.kind == "positions":
            self._positions(entries)
        else:
            self._reports(entries)

    def _positions(self, entries: list[Entry]) -> None:
        found = decode_positions(entries)
        self.tally.outside += int((self.locator.leaf(found.batch.lat, found.batch.lon) == OUTSIDE).sum())
        self.tally.refuse(found.rejects)
        self.tally.not_told.update(found.not_told)
        self.tally.doubtful += len(found.doubts)

    def _reports(self, entries: list[Entry]) -> None:
        reports, rejects = decode_reports(entries)
        self.tally.refuse(rejects)
        for report in reports:
            key = report_key(report.channel, report.report)
            first = self.tally._first.get(key)
            if first and not tells_of_another(report, first, self.areas, Rules().resend_metres):
                self.tally.again += 1
                continue
            data = file_report(report, self.areas, self.locator, self.matters, report.received)
            self.tally._first.setdefault(key, data)
            self.tally.to_locate += bool(data["to_locate"])
            self.tally.to_sort += bool(data["to_sort"])


@dataclass(frozen=True, slots=True)
class Play:
    """How to play. `speed` MAX does not wait at all."""

    speed: float = 1.0
    sort: bool = False
    keep: bool = False
    loop: bool = False


def replay(
    rows: Sequence[Row],
    sender: Sender,
    keys: Keys,
    judge: Judge,
    play: Play,
    moved: Callable[[int], Any] = lambda count: None,
) -> None:
    """Send all rows once, or again and again; `moved` hears how many rows went out."""
    if play.sort:
        rows = sorted(rows, key=lambda row: row.time if row.time is not None else 0)
    times = [row.time for row in rows if row.time is not None and sensible(row.time)]
    timing = Timing(min(times), max(times), 0, play.speed, play.keep)
    loop = 1
    while True:
        timing = replace(timing, began=int(time.time() * 1000))
        for part in _paced(rows, timing, sender, keys):
            _send(part, timing, loop, sender, keys, judge)
            moved(len(part))
        if not play.loop:
            return
        loop += 1


def _paced(rows: Sequence[Row], timing: Timing, sender: Sender, keys: Keys) -> Iterator[Sequence[Row]]:
    """Rows in order as they fall due: one that is early holds back those after it, late ones go at once."""
    at, beat = 0, 0.0
    while at < len(rows):
        if timing.speed != MAX and time.monotonic() - beat > HEARTBEAT:
            beat = time.monotonic()
            sender.send([(keys.positions, heartbeat_fields(GATEWAY))])
        now, end = time.time() * 1000, at
        while end < len(rows) and end - at < TOGETHER and timing.due(rows[end]) <= now:
            end += 1
        if end > at:
            yield rows[at:end]
            at = end
        else:
            time.sleep(min(TICK, max((timing.due(rows[at]) - now) / 1000, 0.001)))


def _send(rows: Sequence[Row], timing: Timing, loop: int, sender: Sender, keys: Keys, judge: Judge) -> None:
    stream = keys.positions if judge.kind == "positions" else keys.reports
    entries = [(stream, _fields(row, timing, loop)) for row in rows]
    ids = sender.send(entries)
    judge.see(
        [
            (entry.encode(), {name.encode(): value.encode() for name, value in fields.items()})
            for entry, (_, fields) in zip(ids, entries, strict=True)
        ]
    )


def _fields(row: Row, timing: Timing, loop: int) -> dict[str, str]:
    stamp = timing.stamp(row)
    fields = row.fields | ({"time": stamp} if stamp else {})
    if loop > 1 and "report" in fields:
        fields["report"] += f".{loop}"  # a report id counts once, whatever is sent under it again
    # an entry must have a field; a row of nothing is refused like any other
    return fields or {"time": ""}
