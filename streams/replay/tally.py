"""What becomes of the rows of a replay, judged by the wall's own decoders and counted. Sends nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from city.areas.areas import Areas
from city.areas.locate import OUTSIDE, Locator
from city.cases.filing import Report, file_report
from city.cases.resends import tells_of_another
from city.matters import Matters
from city.rules import Rules
from city.time.days import Duty
from streams.clerk.resends import report_key
from streams.messages.contract import Entry, decode_positions, decode_reports
from streams.messages.rejects import Reject


@dataclass(slots=True)
class ReplayTally:
    """What became of the rows. `played` counts all that were written, the refused among them."""

    played: int = 0
    outside: int = 0  # positions outside the city: kept, in no grid
    off_duty: int = 0  # positions outside duty hours: neither kept nor shown
    far: int = 0  # rows whose time is far off from the rest: sent as recorded
    to_locate: int = 0
    to_sort: int = 0
    again: int = 0  # report ids that came before: filed once
    closed: int = 0  # cases, as the recording says
    targeted: int = 0  # cases that got the recording's deadline
    left: int = 0  # closings and deadlines of cases that were not filed
    still_open: int = 0  # reports whose case was not closed by the recording's last row
    refused: Counter[str] = field(default_factory=Counter)
    not_told: Counter[str] = field(default_factory=Counter)  # fields of positions that were kept
    doubtful: int = 0  # sos that says neither yes nor no
    declined: Counter[str] = field(default_factory=Counter)  # closings and deadlines the rules refuse
    _first: dict[str, dict[str, Any]] = field(default_factory=dict)  # what was filed first under each key

    def refuse(self, rejects: Sequence[Reject]) -> None:
        self.refused.update(plain_reason(reject.reason) for reject in rejects)

    def again_as(self, report: Report, areas: Areas) -> bool:
        """Whether this report came before, and tells of nothing else than then."""
        first = self._first.get(report_key(report.channel, report.report))
        known = bool(first) and not tells_of_another(report, first or {}, areas, Rules().resend_metres)
        self.again += known
        return known

    def file(self, report: Report, data: dict[str, Any]) -> None:
        self._first.setdefault(report_key(report.channel, report.report), data)
        self.to_locate += bool(data["to_locate"])
        self.to_sort += bool(data["to_sort"])

    def lines(self) -> Iterator[str]:
        yield f"played {self.played:,}, of them refused {sum(self.refused.values()):,}"
        for count, words in (
            (self.outside, "outside the city"),
            (self.off_duty, "outside duty hours: neither kept nor shown (rules.duty)"),
            (self.far, "far off in time from the rest: sent with the time as recorded"),
            (self.to_locate, "to locate"),
            (self.to_sort, "to sort (no such item)"),
            (self.again, "sent before: counted once"),
            (self.targeted, "given the recording's deadline"),
            (self.closed, "closed as in the recording"),
            (self.still_open, "not closed by the recording's last row: left open"),
            (
                self.left,
                "closings and deadlines left out: their reports are not filed; is a wall running?",
            ),
        ):
            if count:
                yield f"{count:,} {words}"
        if self.doubtful:
            yield f"{self.doubtful:,} with an sos that is neither 0 nor 1: taken for no call"
        for name, count in self.not_told.most_common():
            yield f"{count:,} without {name}: out of range or unknown"
        yield from (f"{count:,} refused: {reason}" for reason, count in self.refused.most_common())
        yield from (f"{count:,} not replayed: {reason}" for reason, count in self.declined.most_common())


def plain_reason(sentence: str) -> str:
    """The reason of a reject without its entry and its value, so that equal ones add up."""
    return sentence.split(": ", 1)[-1].split(", got ")[0]


@dataclass(slots=True)
class ReplayJudge:
    """Counts as the wall will, with the wall's own decoders. Without `duty` people work around the clock."""

    kind: str
    areas: Areas
    locator: Locator
    matters: Matters
    duty: Duty | None = None
    tally: ReplayTally = field(default_factory=ReplayTally)

    def see(self, entries: list[Entry]) -> None:
        self.tally.played += len(entries)
        if self.kind == "positions":
            self._positions(entries)
        else:
            self._reports(entries)

    def _positions(self, entries: list[Entry]) -> None:
        found = decode_positions(entries)
        batch = found.batch
        self.tally.outside += int((self.locator.leaf(batch.lat, batch.lon) == OUTSIDE).sum())
        if self.duty:
            self.tally.off_duty += int((~self.duty.each(batch.time) & ~batch.sos).sum())
        self.tally.refuse(found.rejects)
        self.tally.not_told.update(found.not_told)
        self.tally.doubtful += len(found.doubts)

    def _reports(self, entries: list[Entry]) -> None:
        reports, rejects = decode_reports(entries)
        self.tally.refuse(rejects)
        for report in reports:
            if not self.tally.again_as(report, self.areas):
                data = file_report(report, self.areas, self.locator, self.matters, report.received)
                self.tally.file(report, data)
