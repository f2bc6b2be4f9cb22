"""The live queue: the whole and the changes after it make the same, for every desk and every pace."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import msgpack
import pytest

from city.access.colleagues import Colleague
from city.cases.case import CaseEvent
from city.live import LiveCity
from city.sight import NAMELESS
from dashboard.access.viewer import Viewer
from dashboard.console.queues import EVERY_MS, SHOWN_MS, Desks
from dashboard.rooms.rooms import Client
from streams.access.seats import Sitting
from tests.city.small_city import NOW, SECOND, acknowledged, filed, small_city
from tests.dashboard.conftest import AppMaker


class Queue:
    """An outlet that keeps the queue as a console would, and refuses a gap."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}
        self.seats: dict[str, Any] = {}
        self.sequence, self.heard, self.wholes, self.full = -1, 0, 0, False
        self.dropped = self.stuck = self.waiting = 0
        self.on_drained = lambda: None

    def offer(self, frame: bytes) -> bool:
        if self.full:
            self.dropped += 1
            return False
        head = {126: 4, 127: 10}.get(frame[1], 2)
        self.take(*msgpack.unpackb(frame[head:])["data"])
        return True

    def take(self, event: str, told: dict[str, Any]) -> None:
        if event == "seats":
            self.seats = told
            return
        self.heard += 1
        self.wholes += told["whole"]
        assert told["whole"] or told["sequence"] == self.sequence + 1
        self.sequence = told["sequence"]
        self.rows = {} if told["whole"] else self.rows
        self.rows |= {row["id"]: row for row in told["rows"]}
        for gone in told["gone"]:
            self.rows.pop(gone, None)


class Shifts:
    """Who is on shift, as a test wants it."""

    def __init__(self, *areas: str) -> None:
        self.areas = areas

    def staffed(self, now: int) -> frozenset[str]:
        return frozenset(self.areas)

    def by_area(self, now: int) -> dict[str, list[Sitting]]:
        return {a: [Sitting(f"seat-{a}", a, "officer", ("席", "seat"), now)] for a in self.areas}


def desks_of(live: LiveCity, *areas: str) -> Desks:
    return Desks(live, Shifts(*areas))  # type: ignore[arg-type]


def sit(desks: Desks, code: str, now: int = NOW, scope: str = "0") -> tuple[Queue, Client]:
    queue = Queue()
    screen = Client(f"s{id(queue)}", queue, Viewer("seat-1", "officer", scope))
    desks.open(screen, code, now)
    return queue, screen


def fold(desks: Desks, *events: CaseEvent, now: int = NOW) -> None:
    desks.cases_changed(desks.live.fold_events(events, now))


@pytest.fixture
def desks() -> Desks:
    return desks_of(small_city())


def test_a_desk_gets_its_open_cases_whole_with_their_places_below_it(desks: Desks) -> None:
    fold(desks, filed("a"), filed("b", "2-1"), filed("c", outcome="advised"))
    town, city = sit(desks, "1")[0], sit(desks, "0")[0]
    assert (list(town.rows), sorted(city.rows)) == (["a"], ["a", "b"])
    assert town.rows["a"]["place"] == [["区1-1", None]]
    assert city.rows["a"]["place"] == [["区1", None], ["区1-1", None]]


def test_a_change_comes_alone_and_to_the_desks_it_concerns(desks: Desks) -> None:
    fold(desks, filed("a", item="fire", urgency="urgent"), filed("b"))
    (one, _), (two, _) = sit(desks, "1"), sit(desks, "2")
    fold(desks, acknowledged("a"))
    desks.run(NOW)
    assert one.rows["a"]["acknowledged"] == {"by": "wang", "at": NOW}
    assert (one.heard, two.heard) == (2, 1)


def test_what_is_as_it_was_told_is_not_told_again(desks: Desks) -> None:
    queue, _ = sit(desks, "1")
    fold(desks, filed("a"))
    desks.run(NOW)
    desks.cases_changed(desks.live.cases)
    desks.run(NOW + SECOND)
    assert queue.heard == 2


def test_a_desk_is_served_at_once_and_then_held_back_a_little(desks: Desks) -> None:
    queue, _ = sit(desks, "1")
    for n, at in enumerate((0, 10, 20, EVERY_MS)):
        fold(desks, filed(f"c{n}"))
        desks.run(NOW + at)
    assert (queue.heard, len(queue.rows)) == (3, 4)


def test_a_slow_screen_gets_the_whole_again_and_slows_nobody(desks: Desks) -> None:
    (slow, screen), (fast, _) = sit(desks, "1"), sit(desks, "1")
    slow.full = True
    for n in range(5):
        fold(desks, filed(f"c{n}"))
        desks.run(NOW + n * EVERY_MS)
    assert (len(slow.rows), slow.dropped, len(fast.rows)) == (0, 5, 5)
    slow.full = False
    desks.whole(screen, NOW + SECOND)
    fold(desks, filed("late"))
    desks.run(NOW + 2 * SECOND)
    assert slow.rows == fast.rows
    assert len(slow.rows) == 6


def test_a_case_that_is_overdue_becomes_the_upper_desks_to_do_when_it_does(desks: Desks) -> None:
    desks.attendance.areas = ("0", "1")  # type: ignore[attr-defined]
    fold(desks, filed("a"))
    case = desks.live.cases.get("a")
    assert case
    desks.live.cases._by_id["a"] = replace(case, level="town", due=NOW + 5 * SECOND)
    (city, _), (town, _) = sit(desks, "0"), sit(desks, "1")
    assert (city.rows["a"]["mine_to_do"], town.rows["a"]["mine_to_do"]) == (False, True)
    desks.run(NOW + 4 * SECOND)
    assert city.heard == 1
    desks.run(NOW + 5 * SECOND)
    assert city.rows["a"]["mine_to_do"]


def test_with_nobody_on_shift_in_the_town_its_cases_are_the_citys_to_do(desks: Desks) -> None:
    fold(desks, filed("a"))
    case = desks.live.cases.get("a")
    assert case
    desks.live.cases._by_id["a"] = replace(case, level="town")
    queue, _ = sit(desks, "0")
    assert (queue.rows["a"]["mine_to_do"], queue.seats) == (True, {})
    desks.attendance.areas = ("1",)  # type: ignore[attr-defined]
    desks.seats_changed(NOW)
    desks.run(NOW + SECOND)
    assert queue.rows["a"]["mine_to_do"] is False
    assert queue.seats == {"1": [{"id": "seat-1", "name": ["席", "seat"], "role": "officer", "area": "1"}]}


def test_no_queue_is_told_to_be_empty_before_anything_was_read(desks: Desks) -> None:
    desks.known = False
    queue, _ = sit(desks, "1")
    desks.cases_changed(desks.live.fold_events([filed("a", "1-1")], NOW))
    desks.run(NOW)
    assert queue.heard == 0
    desks.become_known(NOW)
    assert (queue.wholes, list(queue.rows)) == (1, ["a"])


def test_nobody_learns_who_sits_beside_their_scope(desks: Desks) -> None:
    desks.attendance.areas = ("0", "1", "2")  # type: ignore[attr-defined]
    queue, _ = sit(desks, "1", scope="1")
    assert list(queue.seats) == ["1"]


def test_metrics_count_desks_and_what_they_were_told(make_app: AppMaker) -> None:
    app = make_app()
    engine = app.extensions["gridwall"]
    engine.desks.become_known(NOW)
    sit(engine.desks, "1")
    told = app.test_client().get("/metrics").get_data(as_text=True)
    assert "gridwall_desks 1.0" in told
    assert "gridwall_queue_messages_total 2.0" in told  # the queue, and who is there
    assert "gridwall_seats 0.0" in told


def test_five_thousand_cases_come_whole_in_one_message() -> None:
    desks = desks_of(small_city())
    fold(desks, *(filed(f"c{n}", ("1-1", "1-2", "2-1")[n % 3]) for n in range(5000)))
    queue, _ = sit(desks, "0")
    assert (len(queue.rows), queue.heard) == (5000, 1)
    assert desks.bytes < 4_000_000


@pytest.mark.parametrize("seed", range(5))
def test_whole_and_changes_make_the_same_as_the_whole_alone(seed: int) -> None:
    dice, live = random.Random(seed), small_city()
    desks = desks_of(live, "1")
    screens = [sit(desks, code) for code in ("0", "1", "2", "1-1")]
    now, revisions = NOW, dict[str, int]()
    for n in range(200):
        now += dice.choice((5, 40, 200, 30_000))
        id_ = f"c{dice.randrange(40)}"
        revisions[id_] = revisions.get(id_, 0) + 1
        outcome = dice.choice((None, None, "advised"))
        first = filed(id_, dice.choice(("1-1", "1-2", "2-1", "2")), now, urgency="urgent", outcome=outcome)
        fold(desks, first if revisions[id_] == 1 else acknowledged(id_, now, revisions[id_]), now=now)
        desks.run(now)
        if n % 50 == 7:
            queue, screen = dice.choice(screens)
            desks.whole(screen, now)
    now += SHOWN_MS + SECOND
    desks.run(now)
    fresh = desks_of(live, "1")
    for queue, screen in screens:
        assert queue.rows == sit(fresh, screen.desk or "", now)[0].rows


def test_a_clock_that_is_put_back_does_not_silence_a_desk(desks: Desks) -> None:
    queue, _ = sit(desks, "1")
    for case, at in (("a", NOW), ("b", NOW - 3_600_000)):
        fold(desks, filed(case))
        desks.run(at)
    assert sorted(queue.rows) == ["a", "b"]


def test_a_case_that_changes_often_is_looked_at_once_when_its_time_has_come() -> None:
    desks = desks_of(small_city(), "1")
    queue, _ = sit(desks, "0")
    fold(desks, filed("a", level="town", due=NOW + 60 * SECOND, limit="1 urgent_hours"))
    for n in range(2, 40):
        fold(desks, CaseEvent(f"9-{n}", "a", n, "noted", NOW, "wang", f"k{n}", {"text": "x"}))
        desks.run(NOW + n * SECOND)
    assert len(desks.desks["0", "0", True].moments) == 1
    before = queue.rows["a"]["mine_to_do"]
    desks.run(NOW + 60 * SECOND)
    assert (before, queue.rows["a"]["mine_to_do"]) == (False, True)


def test_who_sits_beside_one_is_told_by_name_and_who_acts_elsewhere_by_none(desks: Desks) -> None:
    desks.live.colleagues = {"seat-1": Colleague("李娜", ("1",)), "seat-2": Colleague("王强", ("0",))}
    desks.attendance.areas = ("1", "2")  # type: ignore[attr-defined]
    assert [seat["name"] for seats in sit(desks, "0")[0].seats.values() for seat in seats] == [
        ["李娜", "李娜"],
        ["王强", "王强"],
    ]
    (seat,) = sit(desks, "2", scope="2")[0].seats["2"]
    assert seat["id"] == NAMELESS and "王强" not in str(seat)
