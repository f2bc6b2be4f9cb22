"""Which cases a TAK server is sent: the newest state of each, again before it is stale, and those that ended
are removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city.cases.book import CaseBook
from city.cases.case import Case
from city.rules import Rules
from streams.webhooks.tak import board as module
from streams.webhooks.tak.board import Board
from tests.city.small_city import AREAS, LOCATOR, filed

REPEAT = 300.0


def case(id: str, area: str = "1-1", **changes: Any) -> Case:
    made = CaseBook(AREAS, LOCATOR, Rules()).apply(filed(id, area, sos=changes.pop("sos", False)))
    assert made is not None
    return replace(made, **changes)


def board(*cases: Case, area: str = "1", sos: bool = False) -> Board:
    made = Board(area, sos, REPEAT)
    take(made, *cases)
    made.connected()
    return made


def take(on: Board, *cases: Case) -> None:
    for each in cases:
        on.take(each)
    on.settle()


def send(on: Board, now: float) -> list[tuple[str, bool]]:
    """What is sent: the case, and whether it still stands."""
    work = on.next(now, 100)
    on.kept(on.new(work))
    on.sent(work, now)
    return [(each.id, each.case is not None) for each in work]


def test_open_cases_with_a_place_in_the_area_are_sent_once_and_before_they_are_stale() -> None:
    without = case("c-4", lat=None, lon=None)
    on = board(case("c-1"), case("c-2", "2-1"), case("c-3", state="closed"), without, case("c-5", sos=True))
    assert send(on, 0) == [("c-1", True)] and send(on, 1) == []
    assert on.due_in(100) == 200.0 and on.standing == 1
    assert send(on, 300) == [("c-1", True)] and send(on, 301) == []
    assert send(board(case("c-5", sos=True), sos=True), 0) == [("c-5", True)]


def test_what_changes_is_sent_again_and_its_newest_state_alone() -> None:
    on = board(case("c-1"))
    send(on, 0)
    take(on, case("c-1", state="dispatched"))
    take(on, case("c-1", state="handling"))
    (work,) = on.next(1, 100)
    assert work.case is not None and work.case.state == "handling"
    on.sent([work], 1)
    assert send(on, 2) == []


@pytest.mark.parametrize("change", [{"state": "closed"}, {"place": ("0", "2", "2-1")}, {"lat": None}])
def test_what_ended_or_moved_away_is_removed_first(change: dict[str, Any]) -> None:
    on = board(case("c-1"), case("c-2"))
    send(on, 0)
    take(on, case("c-1", **change), case("c-3"))
    assert send(on, 1) == [("c-1", False), ("c-3", True)]


def test_a_removal_counts_when_the_link_has_stood_after_it() -> None:
    on = board(case("c-1"))
    send(on, 0)
    take(on, case("c-1", state="closed"))
    assert send(on, 1) == [("c-1", False)]
    assert on.tick() == []
    on.connected()  # the link broke: nobody knows whether it came
    assert send(on, 40) == [("c-1", False)]
    assert on.tick() == [] and on.tick() == ["c-1"]
    on.forgotten(["c-1"])
    on.connected()
    assert send(on, 100) == [] and on.told == {}


def test_a_removal_that_comes_back_is_no_removal() -> None:
    on = board(case("c-1"))
    send(on, 0)
    take(on, case("c-1", state="closed"))
    take(on, case("c-1", state="handling"))
    assert send(on, 1) == [("c-1", True)]
    on.tick(), on.tick()
    assert on.tick() == [] and on.told == {"c-1": False}


def test_what_ended_while_it_was_on_its_way_is_removed() -> None:
    on = board(case("c-1"))
    work = on.next(0, 100)
    new = on.new(work)
    take(on, case("c-1", state="closed"))
    on.kept(new)
    on.sent(work, 0)
    assert send(on, 1) == [("c-1", False)]


def test_after_a_restart_what_the_server_may_know_and_is_no_more_is_removed() -> None:
    on = Board("1", True, REPEAT)
    on.told = {"c-1": False, "c-9": True}
    take(on, case("c-1"))
    on.connected()
    (gone, stands) = on.next(0, 100)
    assert (gone.id, gone.case, gone.alert) == ("c-9", None, True) and stands.id == "c-1"


def test_no_more_than_the_most_and_those_are_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    on = board(*(case(f"c-{number}", filed=number) for number in range(4)))
    assert {id for id, _ in send(on, 0)} == {"c-2", "c-3"} and on.left_out == 2
    take(on, case("c-3", state="closed", filed=3))
    assert send(on, 1) == [("c-3", False), ("c-1", True)]


def test_a_record_that_is_folded_anew_removes_what_it_no_longer_has() -> None:
    on = board(case("c-1"), case("c-2"))
    send(on, 0)
    on.begin()
    take(on, case("c-2"))
    assert ("c-1", False) in send(on, 1)
