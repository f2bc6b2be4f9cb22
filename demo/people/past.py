"""The lives of cases that a made-up city has already seen: filed, dispatched, fed back, closed.

Pure: reports and times come in, events come out. Every step is a command that the rules accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cases.actors import DEMO_DESK
from city.cases.book import CaseBook
from city.cases.case import Case, CaseEvent
from city.cases.command import Command, Decided, Rulebook
from city.cases.decide import decide
from city.cases.filing import Report, case_prefix, file_report
from city.cases.sos import Call, call_case, call_data
from city.matters import Matters
from city.people.roster import Roster
from city.rules import Rules
from city.time.days import MINUTE, LocalDays
from city.time.workdays import Calendar
from demo.people.errands import BUSY, DEPARTMENT_DONE, DONE

CLERK = "clerk"
BY_DEPARTMENT, DECLINED, NOT_PUT_RIGHT, SLOW, LATE = 0.4, 0.05, 0.06, 0.08, 0.15  # shares of what is sent
CALL_CLOSED = "已到场见到本人，平安"
SEEN = "网格员回访，已整改"
FAILED = "复查仍有问题"
GIVEN_UP_MS = 180 * MINUTE  # who was sent before and has not fed back is at it still, and goes on being so
FILED_AFTER_MS = 1_500
Minutes = tuple[float, float]
Step = tuple[
    Minutes, str, str, str, dict[str, Any]
]  # how long after the last one; who, in which role, does what
SENT, SENT_LATE, URGENT_SENT = (1.0, 14.0), (20.0, 200.0), (0.5, 2.0)
ACCEPTED, THERE = (0.5, 8.0), (4.0, 30.0)
FED_BACK, SLOWLY, CHECKED, CLOSED = (8.0, 150.0), (960.0, 1_800.0), (4.0, 50.0), (1.0, 15.0)


@dataclass(frozen=True, slots=True)
class Past:
    """`events` in order of time, their entries ids of the stream; `dispatches`: what stands at the end, as an
    entry of `dispatches` says it; `numbers`: the last number given out, by prefix."""

    events: list[CaseEvent]
    dispatches: list[dict[str, Any]]
    numbers: dict[str, int]


class PastLives:
    """`until`: epoch ms; what would happen later has not happened."""

    def __init__(
        self,
        areas: Areas,
        roster: Roster,
        matters: Matters,
        rules: Rules,
        calendar: Calendar,
        until: int,
        seed: int,
    ) -> None:
        self.areas, self.matters, self.rules, self.calendar = areas, matters, rules, calendar
        self.roster, self.seed = roster, seed
        self.until, self.chance = until, np.random.default_rng([seed, 7])
        self.locator = Locator(areas)
        self.cases = CaseBook(areas, self.locator, rules)
        self.book = Rulebook(areas, roster, matters, calendar, rules)
        self.days = LocalDays(rules.zone)
        self.events: list[CaseEvent] = []
        self.sent: dict[str, dict[str, Any]] = {}  # by case: what its last dispatch says
        self.numbers: Counter[str] = Counter()
        self.near: dict[str, list[str]] = defaultdict(list)  # village → its people
        self.everybody = [person.inspector for person in roster.people]
        for person in roster.people:
            self.near[self._village(person.area)].append(person.inspector)

    def apart(self, until: int) -> PastLives:
        """Nobody's yet, of the same city, that may go on for longer."""
        known = self.areas, self.roster, self.matters, self.rules, self.calendar
        return PastLives(*known, until=until, seed=self.seed + 1)

    def report(self, draft: Mapping[str, Any]) -> None:
        """One report, made at its `time`, and what became of it. Fields as the stream has them."""
        time = int(draft["time"])
        report = Report("", **draft, received=time + FILED_AFTER_MS)
        data = file_report(
            report, self.areas, self.locator, self.matters, report.received, self.rules, self.calendar
        )
        prefix = case_prefix(data["area"], self.areas, data["counted"], self.days)
        self.numbers[prefix] += 1
        case = f"{prefix}-{self.numbers[prefix]}"
        self._write(case, "filed", report.received, CLERK, f"report:{report.report}", data)
        known = self.cases.get(case)
        if known is not None and known.open:
            self._live(known, report.received, self._handled(known))

    def call(self, inspector: str, area: str, lat: float, lon: float, time: int) -> None:
        """A call for help, and how it ended."""
        case = call_case(inspector, self.days.stamp(time, "%Y%m%d%H%M"))
        call = Call(case, inspector, time, time, time, lat, lon)
        data = call_data(call, area, lat, lon, time, self.rules)
        self._write(case, "filed", time, CLERK, f"sos:{case}", data)
        known = self.cases.get(case)
        if known is not None:
            self._live(known, time, self._answered(known))

    def told(self) -> Past:
        """All of it."""
        counts: Counter[int] = Counter()
        events = []
        for event in sorted(self.events, key=lambda event: event.time):
            events.append(replace(event, entry=f"{event.time}-{counts[event.time]}"))
            counts[event.time] += 1
        standing = [
            case for case in self.cases if case.assignment and case.state in ("dispatched", "handling")
        ]
        fresh = [case for case in standing if self._lately(case)]
        return Past(events, [self.sent[case.id] for case in fresh], dict(self.numbers))

    def _lately(self, case: Case) -> bool:
        stands = case.assignment
        return stands is not None and self.until - stands.at < GIVEN_UP_MS

    def _handled(self, case: Case) -> Iterator[Step]:
        """What is done about a case, one thing after the other; each is asked for when the last is done."""
        officer = (DEMO_DESK, "officer")
        if case.to_sort:
            yield (URGENT_SENT, *officer, "sort", {"item": self._any(list(self.matters.items))})
        if case.to_locate:
            yield (SENT, *officer, "locate", {"area": self._any(list(self.near))})
        case = self._now(case)
        takes = URGENT_SENT if case.urgent else SENT_LATE if self._lot(LATE) else SENT
        yield (takes, *officer, "dispatch", self._whom(case))
        if self._lot(DECLINED) and (sent := self._who(case))[1] == "field":
            yield (ACCEPTED, *sent, "decline", {**self._said(case), "reason": self._any(BUSY)})
            yield (SENT, *officer, "dispatch", self._whom(case))
        yield from self._worked(case, SLOWLY if self._lot(SLOW) else FED_BACK)
        if self._lot(NOT_PUT_RIGHT):
            yield (CHECKED, *officer, "verify", {"ok": False, "reason": FAILED})
            yield from self._worked(case, FED_BACK)
        yield (CHECKED, *officer, "verify", {"ok": True, "note": SEEN})
        yield (CLOSED, *officer, "close", {})

    def _answered(self, case: Case) -> Iterator[Step]:
        officer = (DEMO_DESK, "officer")
        yield ((0.3, 0.8), *officer, "acknowledge", {})
        yield ((0.2, 0.6), *officer, "dispatch", {"inspector": self._colleague(case)})
        yield from self._worked(case, (4.0, 9.0))
        yield ((0.5, 1.5), *officer, "verify", {"ok": True, "note": SEEN})
        yield ((0.2, 1.0), *officer, "close", {"note": CALL_CLOSED})

    def _worked(self, case: Case, takes: Minutes) -> Iterator[Step]:
        who = self._who(case)
        yield (ACCEPTED, *who, "accept", self._said(case))
        if who[1] == "field":
            yield (THERE, *who, "arrive", self._said(case))
        done = self._any(DEPARTMENT_DONE if who[1] == "department" else DONE)
        yield (takes, *who, "feed_back", {**self._said(case), "text": done})

    def _live(self, case: Case, time: int, steps: Iterator[Step]) -> None:
        for takes, actor, role, do, data in steps:
            time += int(float(self.chance.uniform(*takes)) * MINUTE)
            if time >= self.until:
                return
            command = Command(do, case.id, actor, role, data, self.areas.root.code)
            decided = decide(self._now(case), command, self.book, self.cases, time)
            if not isinstance(decided, Decided):
                raise ValueError(f"case {case.id}: {do} wanted as a step of its past, got {decided}")
            revision = self._now(case).revision + 1
            if decided.dispatch is not None:
                self.sent[case.id] = {"case": case.id, "revision": revision, **decided.dispatch}
            self._write(case.id, decided.type, time, actor, f"past:{case.id}:{revision}", decided.data)

    def _write(self, case: str, type: str, time: int, actor: str, key: str, data: dict[str, Any]) -> None:
        known = self.cases.get(case)
        event = CaseEvent("", case, known.revision + 1 if known else 1, type, time, actor, key, data)
        self.cases.apply(event)
        self.events.append(event)

    def _now(self, case: Case) -> Case:
        return self.cases.get(case.id) or case

    def _whom(self, case: Case) -> dict[str, Any]:
        item, stands = self.matters.items.get(case.item), self._now(case).assignment
        if item is not None and stands is None and self._lot(BY_DEPARTMENT):
            return {"department": item.department}
        return {"inspector": self._colleague(case)}

    def _colleague(self, case: Case) -> str:
        """Somebody at home in the same village, not who reports or calls; anybody where nobody is."""
        area = self._now(case).area
        near = self.near.get(area if area in self.near else self._village(area)) or self.everybody
        return self._any([one for one in near if one != case.inspector] or near)

    def _who(self, case: Case) -> tuple[str, str]:
        """Who stands as sent, and in which role they answer."""
        stands = self._now(case).assignment
        if stands is None:
            raise ValueError(f"case {case.id}: a dispatch wanted, got none")
        return (stands.department, "department") if stands.department else (stands.inspector or "", "field")

    def _said(self, case: Case) -> dict[str, Any]:
        stands = self._now(case).assignment
        return {"dispatch": stands.id if stands else ""}

    def _village(self, area: str) -> str:
        return self.areas[area].parent or area

    def _lot(self, share: float) -> bool:
        return bool(self.chance.random() < share)

    def _any(self, choices: Sequence[str]) -> str:
        return choices[int(self.chance.integers(len(choices)))]
