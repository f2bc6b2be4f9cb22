"""What those who lead may do to a case that others have: an order to be answered in time, and urging."""

from typing import Any

import pytest

from city.cases.case import Case
from city.cases.shift import mine_to_do
from city.counts.counters import COLUMN
from city.time.days import HOUR
from tests.city.duty import Desk, english
from tests.city.small_city import AREAS, MINUTE, NOW, SECOND, filed

BY = NOW + 2 * HOUR
YU: dict[str, Any] = {"role": "leader"}


def ordered(desk: Desk, text: str = "why so late?") -> Case:
    return desk.do("yu", "supervise", text=text, answer_by=BY, **YU)


def test_an_order_waits_until_its_holder_answers_in_words() -> None:
    desk = Desk()
    assert ordered(desk).reply_by == BY
    assert english(desk.refused("li", "reply", text="so")) == "Nobody owns this case; claim it first."
    desk.do("wang", "claim")
    assert desk.refused("li", "reply", text="so").code == "owned"
    assert desk.refused("wang", "reply").code == "missing"
    desk.now += HOUR
    order = desk.do("wang", "reply", text="the road was closed").order
    assert order and (order.answer, order.answered_by, order.answered_at) == (
        "the road was closed",
        "wang",
        NOW + HOUR,
    )
    assert desk["a"].reply_by is None and desk.refused("wang", "reply", text="so").code == "no_order"


def test_one_order_waits_at_a_time_and_the_refusal_says_whose() -> None:
    desk = Desk()
    ordered(desk)
    assert english(desk.refused("zhao", "supervise", text="and?", answer_by=BY)) == (
        "yu has ordered an answer on this case by 12:00:00, and waits for it."
    )
    desk.do("wang", "claim")
    desk.do("wang", "reply", text="soon")
    assert desk.do("zhao", "supervise", text="and?", answer_by=BY).reply_by == BY


def test_an_order_is_withdrawn_by_who_gave_it_and_in_words() -> None:
    desk = Desk()
    ordered(desk)
    assert desk.refused("yu", "withdraw_order", **YU).code == "missing"
    assert "yu has given this order" in english(desk.refused("zhao", "withdraw_order", reason="r"))
    case = desk.do("yu", "withdraw_order", reason="told by phone", **YU)
    assert (case.order, case.reply_by) == (None, None)
    assert (desk.record[-1].type, desk.record[-1].data) == ("order_withdrawn", {"reason": "told by phone"})
    assert desk.refused("yu", "withdraw_order", reason="r", **YU).code == "no_order"
    assert ordered(desk).reply_by == BY


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"text": "t"}, "bad_data"),
        ({"text": "t", "answer_by": NOW}, "bad_data"),
        ({"text": "t", "answer_by": NOW + 91 * 24 * HOUR}, "bad_data"),
        ({"answer_by": BY}, "missing"),
        ({"text": "x" * 501, "answer_by": BY}, "too_long"),
    ],
)
def test_an_order_says_what_is_wanted_and_by_when(told: dict[str, Any], code: str) -> None:
    assert Desk().refused("yu", "supervise", **told, **YU).code == code


def test_officers_give_no_orders_and_nobody_gives_one_to_themselves() -> None:
    desk = Desk()
    for do in ("supervise", "urge"):
        assert desk.refused("wang", do, text="t", answer_by=BY).code == "not_allowed"
    desk.do("zhao", "claim")
    assert desk.refused("zhao", "supervise", text="t", answer_by=BY).code == "yours"
    assert desk.refused("zhao", "urge").code == "yours"
    assert desk.refused("yu", "claim", **YU).code == "not_allowed"


def test_what_nobody_answered_in_time_is_the_city_s_to_see_whoever_is_on_shift_below() -> None:
    desk = Desk(filed("a"))
    case, below = ordered(desk), {"1"}
    assert not mine_to_do(case, "0", AREAS, below, BY - 1)
    assert mine_to_do(case, "0", AREAS, below, BY)


def test_orders_that_wait_are_counted_and_those_of_them_that_are_late() -> None:
    desk = Desk(filed("a"), filed("b"))
    ordered(desk)
    for now, told in ((BY, [1, 0]), (BY + 1, [1, 1])):
        desk.city.tick(now)
        assert [int(desk.city.counters[0, COLUMN[name]]) for name in ("ordered", "ordered_late")] == told
    desk.do("wang", "advise")
    desk.city.tick(BY + 1)
    assert int(desk.city.counters[0, COLUMN["ordered"]]) == 0


def test_an_end_ends_the_order_unanswered_and_its_event_says_whose() -> None:
    desk = Desk()
    ordered(desk)
    case = desk.do("wang", "advise")
    assert (case.order, case.reply_by) == (None, None)
    assert desk.record[-1].data == {"order_ended": "yu"}
    assert desk.do("wang", "reopen", reason="not so").reply_by is None


def test_a_merge_ends_it_too_and_undone_it_waits_again() -> None:
    desk = Desk(filed("a"), filed("b"))
    ordered(desk)
    desk.do("wang", "merge", into="b")
    assert desk["a"].reply_by is None and desk.record[-1].data["order_ended"] == "yu"
    assert desk.do("wang", "unmerge").reply_by == BY


def test_an_answered_order_is_no_word_of_the_end() -> None:
    desk = Desk()
    ordered(desk)
    desk.do("wang", "claim")
    desk.do("wang", "reply", text="soon")
    desk.do("wang", "advise")
    assert desk.record[-1].data == {}


def test_urging_goes_out_to_whoever_was_sent_and_counts() -> None:
    desk = Desk()
    sent = desk.sent()
    case = desk.do("yu", "urge", note="hurry", **YU)
    assert (case.urged, case.urged_at) == (1, NOW)
    entry = desk.dispatches[-1]
    assert (entry["urge"], entry["inspector"], entry["data"]) == (sent, "ann", {"count": 1, "note": "hurry"})


def test_urging_an_owner_writes_to_nobody_in_the_field_and_nobody_cannot_be_urged() -> None:
    desk = Desk()
    assert desk.refused("yu", "urge", **YU).code == "unheld"
    desk.do("wang", "claim")
    desk.do("zhao", "urge")
    assert desk.dispatches == [] and desk.record[-1].data == {"owner": "wang", "count": 1}


def test_a_case_is_not_urged_again_before_ten_minutes_whoever_wants_it() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    desk.do("yu", "urge", **YU)
    desk.now += 10 * MINUTE - SECOND
    refusal = desk.refused("zhao", "urge")
    assert english(refusal) == (
        "Somebody was urged about this case at 10:00:00; it can be done again from 10:10:00 on."
    )
    desk.now += SECOND
    assert desk.do("zhao", "urge").urged == 2
