"""What a recording tells of its cases beside the reports: deadlines and closings. They go by the door of
every command: decided by city/cases, appended at the revision they were decided on. Replay worlds only."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from redis import Redis

from city.areas.locate import Locator
from city.cases.book import CaseBook
from city.cases.case import CaseError, CaseEvent
from city.cases.command import Command, Rulebook
from city.cases.decide import decide
from city.cases.refusal import Refusal
from streams.messages.events import decode_events
from streams.record.append import Appended, append_event
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.replay.clocks import sensible
from streams.replay.recording import RecordedRow
from streams.replay.replay import MAX, Timing
from streams.replay.sender import Sender
from streams.replay.tally import ReplayTally

ACTOR = ROLE = "replay"
CHUNK = 2_000  # entries of the record read at once
EVERY = 500  # ms between two looks at the record
SILENT = 5_000  # … until it is said
PATIENCE = 30_000  # ms without any news of the record until what is not filed is given up
Sent = tuple[str, str]  # channel and id: two senders may use the same ids
AGES = 50 * 365 * 86_400_000  # ms: a deadline further off is a placeholder for none


@dataclass(order=True, slots=True)
class Deed:
    """One thing to do to the case of a report, not before `at`."""

    at: int
    order: int
    report: Sent = field(compare=False)
    do: str = field(compare=False)
    data: dict[str, Any] = field(compare=False)


class Closings:
    """Follows the record from its beginning to know its cases. `closes`: whether closings are told at all."""

    def __init__(
        self,
        sender: Sender,
        keys: Keys,
        book: Rulebook,
        locator: Locator,
        tally: ReplayTally,
        *,
        closes: bool = True,
        clock: Callable[[], int] = lambda: int(time.time() * 1000),
        seal: Seal = NO_SEAL,
    ) -> None:
        self.sender, self.keys, self.book, self.tally, self._clock = sender, keys, book, tally, clock
        self._closes, self._seal = closes, seal
        self.cases = CaseBook(book.areas, locator, book.rules)
        self._said = False
        self._case: dict[Sent, str] = {}
        self._due: list[Deed] = []
        self._last, self._looked, self._news, self._order = "0-0", 0, clock(), 0

    def sent(self, rows: Sequence[tuple[RecordedRow, dict[str, str]]], timing: Timing) -> None:
        """Rows that went out, with the fields they went out with."""
        for row, fields in rows:
            report = fields.get("channel", ""), fields.get("report", "")
            if timing.within(row.time):
                self._target(report, row, timing)
                if self._closes:
                    self._close(report, row, timing)

    def work(self, now: int) -> int | None:
        """Do what is due and filed; when the next is due, None when nothing is left to do."""
        if now - self._looked >= EVERY:
            self._looked = now
            self.sender.ask(self._follow)
        waiting: list[Deed] = []
        while self._due and self._due[0].at <= now:
            deed = heappop(self._due)
            if deed.report not in self._case or not self._done(deed):
                waiting.append(deed)
        if waiting:
            waiting = self._patient(waiting, now)
        for deed in waiting:
            heappush(self._due, deed)
        return max(self._due[0].at, now + EVERY // 2) if self._due else None

    def _patient(self, waiting: list[Deed], now: int) -> list[Deed]:
        """What is still worth waiting for: without any news of the record, nothing for long."""
        quiet = now - max(self._news, max(deed.at for deed in waiting))
        if quiet > PATIENCE:
            self.tally.left += len(waiting)
            return []
        if quiet > SILENT and not self._said:
            self._said = True
            count = len({deed.report for deed in waiting})
            self.sender.say(
                f"waits for a wall to file {count:,} reports; their deadlines and closings follow"
            )
        return waiting

    def _target(self, report: Sent, row: RecordedRow, timing: Timing) -> None:
        if row.due is None or not sensible(row.due) or row.due - timing.last > AGES:
            return
        self._push(timing.row_due(row), report, "target", {"due": timing.moment(row.due)})

    def _close(self, report: Sent, row: RecordedRow, timing: Timing) -> None:
        """A closing in our own future has not happened, whatever stands there."""
        closed, begun = row.closed, row.time or timing.first
        if closed is None or not sensible(closed) or closed > self._clock():
            self.tally.still_open += 1
            return
        if timing.speed == MAX and closed > timing.last:
            self.tally.still_open += 1
            return
        self._push(timing.due(max(closed, begun)), report, "close", {"recorded": closed})

    def _push(self, at: int, report: Sent, do: str, data: dict[str, Any]) -> None:
        self._order += 1
        heappush(self._due, Deed(at, self._order, report, do, data))

    def _follow(self, redis: Redis) -> None:
        """Fold what is new in the record."""
        for events in self._read(redis):
            self._news = self._clock()
            for event in events:
                try:
                    case = self.cases.apply(event)
                except CaseError:
                    continue  # the wall says so; here it only means that less is known
                if case and case.report and event.type == "filed":
                    self._case.setdefault((case.channel or "", case.report), case.id)

    def _read(self, redis: Redis) -> Iterator[list[CaseEvent]]:
        while True:
            entries: Any = redis.xrange(self.keys.cases, min=f"({self._last}", count=CHUNK)
            if entries:
                self._last = entries[-1][0].decode()
                yield decode_events(entries)[0]
            if len(entries) < CHUNK:
                return

    def _done(self, deed: Deed) -> bool:
        """Whether it is settled, one way or the other; not when the case has moved on while we decided."""
        case = self.cases.get(self._case[deed.report])
        if case is None:
            return False
        now = self._clock()
        command = Command(deed.do, case.id, ACTOR, ROLE, deed.data, self.book.areas.root.code)
        decided = decide(case, command, self.book, self.cases, now)
        if isinstance(decided, Refusal):
            self.tally.declined[f"{deed.do}: {decided.code}"] += 1
            return True
        key = f"replayed:{deed.do}:{case.id}:{deed.report[1]}"
        event = CaseEvent("", case.id, case.revision + 1, decided.type, now, ACTOR, key, decided.data)
        answer = self.sender.ask(
            lambda redis: append_event(redis, self.keys, event, case.revision, seal=self._seal)
        )
        if not isinstance(answer, Appended):
            self._looked = 0
            return False
        self.tally.closed += deed.do == "close" and not answer.again
        self.tally.targeted += deed.do == "target" and not answer.again
        self._looked = 0
        return True
