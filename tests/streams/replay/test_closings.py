"""Deadlines and closings of a recording reach the record by the rules, and say that a replay did it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from city.cases.command import Rulebook
from city.live import LiveCity
from city.rules import Rules
from city.time.workdays import Calendar
from streams.clerk.clerk import Clerk
from streams.messages.contract import decode_events
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.replay.closings import EVERY, PATIENCE, Closings
from streams.replay.recording import RecordedRow
from streams.replay.replay import MAX, Play, Timing, replay
from streams.replay.sender import Sender
from streams.replay.tally import ReplayJudge
from tests.streams.desk import Clock
from tests.streams.town import small_city

AREAS, ROSTER, MATTERS = small_city()
RULES = Rules()
BEGIN = 1_577_836_800_000  # 2020-01-01T00:00:00Z
HOUR = 3_600_000
HERE = {"item": "other", "lat": "23.005", "lon": "113.905"}


class Replayed:
    """A replay at full speed, and the wall that files what it sends; time goes on by `after`."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.keys, self.now, self._turns = redis, keys, BEGIN + 10**11, 0
        self.said: list[str] = []
        live = LiveCity(AREAS, ROSTER, MATTERS, RULES)
        self.clerk = Clerk(redis, keys, live, "one", epoch="e", monotonic=Clock())
        self.judge = ReplayJudge("reports", AREAS, live.locator, MATTERS)
        book = Rulebook(AREAS, ROSTER, MATTERS, Calendar(RULES.zone), RULES)
        sender = Sender(redis, keys, "replay", say=self.said.append)
        self.sender = sender
        self.closings = Closings(sender, keys, book, live.locator, self.judge.tally, clock=lambda: self.now)

    def sent(self, *rows: RecordedRow, speed: float = MAX) -> Timing:
        timing = Timing(BEGIN, BEGIN + 2 * HOUR, self.now, speed)
        for row in rows:
            self.redis.xadd(self.keys.reports, {**row.fields, "time": str(timing.moment(row.time or 0))})
        self.closings.sent([(row, row.fields) for row in rows], timing)
        return timing

    def after(self, ms: int) -> int | None:
        self.now += ms
        return self.closings.work(self.now)

    def settled(self) -> None:
        """Filed, and all that is due done."""
        self.clerk.work(self.now, {})
        for _ in range(4):
            self.after(EVERY)

    def events(self, type: str) -> list[CaseEvent]:
        entries: Any = self.redis.xrange(self.keys.cases)
        return [event for event in decode_events(entries)[0] if event.type == type]


@pytest.fixture
def replayed(redis: Redis, keys: Keys) -> Iterator[Replayed]:
    yield Replayed(redis, keys)


def report(name: str, at: int = 0, **times: int) -> RecordedRow:
    return RecordedRow(
        1, BEGIN + at, {"report": name, **HERE}, **{what: BEGIN + ms for what, ms in times.items()}
    )


def test_a_case_is_closed_as_recorded_and_the_record_says_who_did_it(replayed: Replayed) -> None:
    timing = replayed.sent(report("r1", closed=HOUR, due=3 * HOUR))
    replayed.settled()
    (targeted,), (closed,) = replayed.events("targeted"), replayed.events("closed")
    assert targeted.data == {"due": timing.moment(BEGIN + 3 * HOUR)}
    assert (closed.actor, targeted.actor) == ("replay", "replay")
    assert closed.data == {"recorded": BEGIN + HOUR}
    tally = replayed.judge.tally
    assert (tally.closed, tally.targeted, tally.declined) == (1, 1, {})
    assert replayed.after(EVERY) is None, "nothing is left to do"


def test_at_a_speed_a_case_is_closed_when_its_time_has_come(replayed: Replayed) -> None:
    replayed.sent(report("r1", closed=HOUR), speed=60)
    replayed.settled()
    assert replayed.events("closed") == []
    due = replayed.after(0)
    assert due is not None and due - replayed.now == pytest.approx(60_000, abs=4 * EVERY)
    replayed.after(60_000)
    assert len(replayed.events("closed")) == 1


def test_what_closed_after_the_last_row_or_has_not_happened_yet_stays_open(replayed: Replayed) -> None:
    ages = 100 * 365 * 24 * HOUR
    rows = [report("late", closed=3 * HOUR), report("never", closed=ages), report("open")]
    replayed.sent(*rows, report("in-time", 2 * HOUR, closed=2 * HOUR))
    replayed.settled()
    assert len(replayed.events("closed")) == 1
    assert replayed.judge.tally.still_open == 3


def test_a_case_somebody_here_has_taken_is_left_to_them_and_counted(replayed: Replayed) -> None:
    replayed.sent(report("r1", closed=HOUR))
    replayed.clerk.work(replayed.now, {})
    (filed,) = replayed.events("filed")
    claim = CaseEvent("", filed.case, 2, "claimed", replayed.now, "seat-1", "k", {})
    append_event(replayed.redis, replayed.keys, claim, 1)
    replayed.settled()
    assert replayed.events("closed") == []
    assert replayed.judge.tally.declined == {"close: owned": 1}
    assert "1 not replayed: close: owned" in list(replayed.judge.tally.lines())


def test_the_same_recording_again_closes_nothing_twice(redis: Redis, keys: Keys, replayed: Replayed) -> None:
    replayed.sent(report("r1", closed=HOUR, due=HOUR))
    replayed.settled()
    second = Replayed(redis, keys)
    second.sent(report("r1", closed=HOUR, due=HOUR))
    second.settled()
    assert len(second.events("closed")) == len(second.events("targeted")) == 1


def test_reports_that_nobody_files_are_given_up_in_words(replayed: Replayed) -> None:
    replayed.sent(report("r1", closed=HOUR))
    assert replayed.after(EVERY) is not None and replayed.said == []
    assert replayed.after(6_000) is not None
    assert replayed.said == ["waits for a wall to file 1 reports; their deadlines and closings follow"]
    assert replayed.after(PATIENCE + EVERY) is None
    assert "1 closings and deadlines left out" in "\n".join(replayed.judge.tally.lines())


def test_a_replay_ends_when_its_closings_are_done(replayed: Replayed) -> None:
    rows = [report("r1", closed=0), report("r2", 100, closed=100)]
    live = replayed.closings
    closings = Closings(live.sender, live.keys, live.book, replayed.judge.locator, replayed.judge.tally)

    def wall(count: int) -> None:
        replayed.clerk.work(int(time.time() * 1000), {})

    replay(rows, replayed.sender, replayed.keys, replayed.judge, Play(speed=MAX), wall, closings)
    assert replayed.judge.tally.closed == len(replayed.events("closed")) == 2
