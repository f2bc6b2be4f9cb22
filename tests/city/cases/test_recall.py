"""Whoever is not wanted any more is told, in the step in which it is decided."""

import pytest

from city.cases.decide import Decided
from tests.city.duty import Desk
from tests.city.small_city import NOW, filed


def recalls(desk: Desk) -> list[tuple[str, str, str]]:
    """Dispatch, who, why; one for each that was taken back."""
    told = [
        (sent["recall"], sent.get("inspector") or sent["department"], sent["data"]) for sent in desk.recalls
    ]
    return [(dispatch, who, data["why"]) for dispatch, who, data in told]


def test_who_is_on_the_way_hears_that_another_was_sent() -> None:
    desk = Desk()
    first, second = desk.sent(to="ann"), desk.sent(to="bob")
    assert recalls(desk) == [(first, "ann", "sent_again")]
    assert [sent["dispatch"] for sent in desk.dispatches] == [first, second]
    assert desk.recalls[0]["time"] == NOW


@pytest.mark.parametrize(("wish", "why"), [("return", "returned"), ("void", "void")])
def test_who_is_at_work_hears_that_the_case_is_taken_back(wish: str, why: str) -> None:
    desk = Desk()
    dispatch = desk.sent(to="ann")
    desk.do("ann", "arrive", dispatch=dispatch)
    desk.do("wang", "ask", what=wish, reason="not ours")
    assert recalls(desk) == []  # nothing is decided yet
    desk.do("zhao", "approve")
    assert recalls(desk) == [(dispatch, "ann", why)]


def test_a_merge_takes_back_and_its_undoing_sends_the_same_dispatch_once_more() -> None:
    desk = Desk(filed("a"), filed("b"))
    dispatch = desk.sent(to="ann")
    desk.do("wang", "merge", into="b")
    assert recalls(desk) == [(dispatch, "ann", "merged")]
    desk.do("li", "unmerge")
    again = desk.dispatches[-1]
    assert len(desk.dispatches) == 2 and (again["dispatch"], again["inspector"]) == (dispatch, "ann")
    assert again["data"]["answer_by"] == desk.dispatches[0]["data"]["answer_by"]
    desk.do("ann", "accept", dispatch=dispatch)


def test_a_department_is_told_as_well() -> None:
    desk = Desk()
    desk.do("wang", "dispatch", department="d")
    desk.sent(to="ann")
    assert recalls(desk) == [("a.2", "d", "sent_again")]


def test_nobody_is_called_back_from_what_they_have_finished_or_given_back() -> None:
    desk = Desk(filed("a"), filed("b"))
    desk.fed_back()
    desk.do("wang", "merge", into="b")
    desk.do("wang", "unmerge")
    declined = desk.sent(to="ann", case="b")
    desk.do("ann", "decline", case="b", dispatch=declined, reason="busy")
    desk.sent(to="bob", case="b")
    assert recalls(desk) == []


def test_more_time_or_a_note_calls_nobody_back() -> None:
    desk = Desk()
    desk.sent(to="ann")
    desk.do("wang", "ask", what="extend", reason="rain", hours=2)
    decided = desk.ask("zhao", "approve")
    assert isinstance(decided, Decided) and decided.recall is None
    noted = desk.ask("li", "note", text="x")
    assert isinstance(noted, Decided) and noted.recall is None and noted.dispatch is None
