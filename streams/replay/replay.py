"""Plays a recording into Redis at its own pace, and says what it waits for.

`Timing` says when and with what time a row goes out; `replay` sends. Knows nothing of the city.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from streams.messages.contract import heartbeat_fields
from streams.record.keys import Keys
from streams.replay.clocks import sensible, span
from streams.replay.recording import RecordedRow
from streams.replay.sender import Sender
from streams.replay.tally import ReplayJudge

TICK, TOGETHER = 0.1, 500  # seconds between looks at the clock; rows sent at once
HEARTBEAT = 5.0  # seconds
SAID_FROM = 10_000  # ms of waiting that are worth a word
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

    def within(self, time: int | None) -> bool:
        """Whether a row of this time belongs to the recording, or is far off from it by a wrong clock."""
        return time is not None and self.first <= time <= self.last

    def moment(self, time: int) -> int:
        """When a recorded time is, told anew."""
        if self.keep:
            return time
        if self.speed == MAX:
            return self.began - (self.last - time)
        return self.began + round((time - self.first) / self.speed)

    def due(self, time: int | None) -> int:
        """When something of this time goes out, epoch ms; what has no usable time does not wait."""
        if self.speed == MAX or time is None:
            return self.began
        return self.began + round((time - self.first) / self.speed)

    def row_due(self, row: RecordedRow) -> int:
        return self.due(row.time if self.within(row.time) else None)

    def stamp(self, row: RecordedRow) -> str | None:
        """The time the row is sent with; what cannot be read or is far off goes out as it is."""
        if row.time is None:
            return row.fields.get("time")
        return str(self.moment(row.time) if self.within(row.time) else row.time)


@dataclass(frozen=True, slots=True)
class Play:
    """How to play. `speed` MAX does not wait at all; `name` is the recording's in sentences."""

    speed: float = 1.0
    sort: bool = False
    keep: bool = False
    loop: bool = False
    name: str = "the recording"


class Sequel(Protocol):
    """What follows from rows that were sent, at times of its own."""

    def sent(self, rows: Sequence[tuple[RecordedRow, dict[str, str]]], timing: Timing) -> None:
        """Rows with the fields they went out with."""

    def work(self, now: int) -> int | None:
        """Do what is due; when the next is, None when nothing is left to do."""


def replay(
    rows: Sequence[RecordedRow],
    sender: Sender,
    keys: Keys,
    judge: ReplayJudge,
    play: Play,
    moved: Callable[[int], Any] = lambda count: None,
    sequel: Sequel | None = None,
) -> None:
    """Send all rows once, or again and again; `moved` hears how many rows went out."""
    if play.sort:
        rows = sorted(rows, key=lambda row: row.time if row.time is not None else 0)
    times = [row.time for row in rows if row.time is not None and sensible(row.time)]
    timing = Timing(*span(times, _now()), 0, play.speed, play.keep)
    judge.tally.far = sum(sensible(row.time) and not timing.within(row.time) for row in rows)
    run = _Run(sender, keys, judge, play, sequel)
    loop = 1
    while True:
        timing = replace(timing, began=_now())
        for part in run.paced(rows, timing):
            run.send(part, timing, loop)
            moved(len(part))
        if not play.loop:
            run.finish()
            return
        loop += 1


class _Run:
    """One replay under way."""

    def __init__(
        self, sender: Sender, keys: Keys, judge: ReplayJudge, play: Play, sequel: Sequel | None
    ) -> None:
        self.sender, self.keys, self.judge, self.play, self.sequel = sender, keys, judge, play, sequel
        self._beat_at, self._said_for = 0.0, -1

    def paced(self, rows: Sequence[RecordedRow], timing: Timing) -> Iterator[Sequence[RecordedRow]]:
        """Rows in order as they fall due: an early one holds back those after it, late ones go at once."""
        at = 0
        while at < len(rows):
            self._beat()
            now, end = _now(), at
            while end < len(rows) and end - at < TOGETHER and timing.row_due(rows[end]) <= now:
                end += 1
            if end > at:
                yield rows[at:end]
                at = end
                continue
            due = timing.row_due(rows[at])
            if due - now >= SAID_FROM and self._said_for != due:
                self._said_for = due
                self.sender.say(_waits(rows, at, due - now, timing, self.play))
            self._rest(due)

    def finish(self) -> None:
        """Wait for what follows from the rows, too."""
        while self.sequel and (due := self.sequel.work(_now())) is not None:
            self._beat()
            if due - _now() >= SAID_FROM and self._said_for != due:
                self._said_for = due
                self.sender.say(f"waits {span_words(due - _now())} for the next closing of {self.play.name}")
            self._rest(due)

    def send(self, rows: Sequence[RecordedRow], timing: Timing, loop: int) -> None:
        stream = self.keys.positions if self.judge.kind == "positions" else self.keys.reports
        entries = [(stream, _fields(row, timing, loop)) for row in rows]
        ids = self.sender.send(entries)
        self.judge.see(
            [
                (entry.encode(), {name.encode(): value.encode() for name, value in fields.items()})
                for entry, (_, fields) in zip(ids, entries, strict=True)
            ]
        )
        if self.sequel:
            self.sequel.sent([(row, fields) for row, (_, fields) in zip(rows, entries, strict=True)], timing)
            self.sequel.work(_now())

    def _beat(self) -> None:
        if self.play.speed != MAX and time.monotonic() - self._beat_at > HEARTBEAT:
            self._beat_at = time.monotonic()
            self.sender.send([(self.keys.positions, heartbeat_fields(GATEWAY))])

    def _rest(self, due: int) -> None:
        if self.sequel:
            self.sequel.work(_now())
        time.sleep(min(TICK, max((due - _now()) / 1000, 0.001)))


def _waits(rows: Sequence[RecordedRow], at: int, wait: int, timing: Timing, play: Play) -> str:
    row = rows[at]
    who = row.fields.get("inspector") or row.fields.get("report") or "nobody's"
    hint = ""
    if not play.sort and any(timing.row_due(other) < timing.row_due(row) for other in rows[at + 1 :]):
        hint = "; rows behind it are earlier: --sort plays by time"
    return f"waits {span_words(wait)} for the next row of {play.name}: line {row.line} ({who}){hint}"


def span_words(ms: int) -> str:
    """A stretch of time as people say it, in its two largest units: 3 h 20 min."""
    seconds = max(round(ms / 1000), 0)
    parts: list[str] = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count or parts:
            parts.append(f"{count} {unit}" if count else "")
    return " ".join(part for part in parts[:2] if part) or "0 s"


def _fields(row: RecordedRow, timing: Timing, loop: int) -> dict[str, str]:
    stamp = timing.stamp(row)
    fields = row.fields | ({"time": stamp} if stamp else {})
    if loop > 1 and "report" in fields:
        fields["report"] += f".{loop}"  # a report id counts once, whatever is sent under it again
    # an entry must have a field; a row of nothing is refused like any other
    return fields or {"time": ""}


def _now() -> int:
    return int(time.time() * 1000)
