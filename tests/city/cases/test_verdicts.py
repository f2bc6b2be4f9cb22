"""How cases end and come back: advised, verified, closed, reopened, and what a second person must approve."""

import pytest

from city.time.days import DAY, HOUR
from tests.city.duty import DUE, Desk, english
from tests.city.small_city import MINUTE, NOW, acknowledged, filed


def test_a_case_is_verified_and_then_closed_by_its_owner() -> None:
    desk = Desk()
    desk.fed_back()
    assert desk.refused("wang", "close").code == "wrong_state"
    assert desk.do("wang", "verify", ok=True, note="li was there").state == "verified"
    assert desk.refused("li", "close").code == "owned"
    case = desk.do("wang", "close")
    assert (case.state, case.closed_at, case.ended_at, case.due) == ("closed", NOW, NOW, DUE)
    refusal = desk.refused("wang", "claim")
    assert english(refusal).startswith("This case is closed since 10:00:00; this is for one that is new or")


def test_a_new_case_is_not_closed_and_one_of_nobody_s_must_be_claimed_first() -> None:
    desk = Desk()
    assert desk.refused("wang", "close").code == "unowned"
    desk.do("wang", "claim")
    assert "closed once it is verified" in english(desk.refused("wang", "close"))


def test_a_check_that_fails_sends_it_to_the_same_again() -> None:
    desk = Desk()
    desk.fed_back()
    assert desk.refused("wang", "verify").code == "bad_data"
    assert desk.refused("wang", "verify", ok=False).code == "missing"
    case = desk.do("wang", "verify", ok=False, reason="still deep")
    stands = case.assignment
    assert stands and (case.state, case.returned, stands.inspector) == ("dispatched", 1, "ann")
    assert [sent["dispatch"] for sent in desk.dispatches] == ["a.2", stands.id]
    assert stands.accepted_at is None and desk.do("ann", "accept", dispatch=stands.id)


def test_advice_on_the_spot_ends_a_case() -> None:
    desk = Desk()
    case = desk.do("wang", "advise", note="told them")
    assert (case.state, case.open, case.ended_at) == ("advised", False, NOW)


def test_a_call_for_help_ends_in_no_way_before_somebody_has_taken_note() -> None:
    desk = Desk(filed("a", sos=True), filed("b"))
    desk.do("wang", "claim")
    for do, told in (
        ("close", {"note": "n"}),
        ("advise", {}),
        ("merge", {"into": "b"}),
        ("ask", {"what": "void", "reason": "r"}),
    ):
        assert desk.refused("wang", do, **told).code == "unacknowledged"
    desk.do("li", "acknowledge")
    assert desk.refused("wang", "close").code == "missing"
    assert desk.refused("wang", "advise", note="n").code == "sos"
    assert desk.refused("wang", "merge", into="b").code == "sos"
    assert desk.do("wang", "close", note="a false alarm").state == "closed"


def test_a_call_for_help_is_merged_into_another_call_alone() -> None:
    desk = Desk(filed("a", sos=True), filed("b"), filed("c", sos=True))
    desk.do("wang", "acknowledge")
    refusal = desk.refused("wang", "merge", into="b")
    assert english(refusal) == "A call for help is merged into another call for help alone; b is none."
    assert desk.do("wang", "merge", into="c").state == "merged"


def test_reopening_begins_anew_with_a_new_deadline() -> None:
    desk = Desk()
    desk.do("wang", "advise")
    desk.now += 5 * HOUR
    assert desk.refused("li", "reopen").code == "missing"
    case = desk.do("li", "reopen", reason="not so")
    assert (case.state, case.owner, case.due, case.ended_at) == ("new", None, NOW + 6 * HOUR, None)
    assert case.reopened == 1


def test_nobody_grants_their_own_wish_whoever_they_are() -> None:
    desk = Desk()
    desk.do("zhao", "claim")
    desk.do("zhao", "ask", what="void", reason="a joke")
    assert english(desk.refused("zhao", "approve")) == (
        "zhao has asked to void it at 10:00:00; a second person must approve it."
    )
    assert desk.do("zhao", "deny").asked is None


def test_a_head_or_leader_approves_and_who_asked_may_only_take_it_back() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("zhao", "approve").code == "not_asked"
    desk.do("wang", "ask", what="void", reason="a joke")
    assert desk.refused("li", "approve").code == desk.refused("li", "deny").code == "not_allowed"
    assert desk.refused("wang", "ask", what="return", reason="r").code == "asked"
    assert desk.refused("zhao", "approve", what="extend").code == "not_asked"
    assert desk.do("wang", "deny").asked is None
    desk.do("wang", "ask", what="void", reason="a joke")
    case = desk.do("zhao", "approve", what="void")
    assert (case.state, case.ended_at, case.asked) == ("void", NOW, None)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"what": "party", "reason": "r"}, "bad_data"),
        ({"what": "return"}, "missing"),
        ({"what": "return", "reason": "  "}, "missing"),
        ({"what": "extend", "reason": "r"}, "bad_data"),
        ({"what": "extend", "reason": "r", "hours": 0}, "bad_data"),
        ({"what": "extend", "reason": "r", "hours": True}, "bad_data"),
        ({"what": "defer", "reason": "r", "until": NOW}, "bad_data"),
        ({"what": "defer", "reason": "r", "until": NOW + 400 * DAY}, "bad_data"),
    ],
)
def test_a_wish_says_what_why_and_how_long(told: dict[str, object], code: str) -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("wang", "ask", **told).code == code


def test_a_return_makes_it_new_and_nobody_s() -> None:
    desk = Desk()
    desk.fed_back()
    desk.do("wang", "ask", what="return", reason="another town's")
    case = desk.do("zhao", "approve")
    assert (case.state, case.owner, case.assignment, case.returned) == ("new", None, None, 1)


def test_an_extension_moves_the_deadline() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    desk.do("wang", "ask", what="extend", reason="rain", hours=2)
    assert desk.do("zhao", "approve").due == DUE + 2 * HOUR
    desk.now = DUE + 9 * HOUR
    assert desk.refused("wang", "ask", what="extend", reason="rain", hours=3).code == "too_late"


def test_a_deferral_stops_the_clock_and_what_was_left_is_left_after_it() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    until = NOW + DAY
    desk.do("wang", "ask", what="defer", reason="road closed", until=until)
    desk.now += 20 * MINUTE
    case = desk.do("zhao", "approve")
    assert case.paused and (case.due, case.paused.left, case.paused.until) == (None, 40 * MINUTE, until)
    assert desk.refused("clerk", "resume").code == "too_early"
    assert desk.refused("li", "resume").code == "owned"
    assert desk.refused("wang", "ask", what="extend", reason="r", hours=1).code == "paused"
    desk.now = until
    assert desk.do("clerk", "resume").due == until + 40 * MINUTE
    assert desk.refused("wang", "resume").code == "running"


def test_what_is_closed_while_deferred_keeps_the_deadline_it_would_have_had() -> None:
    desk = Desk()
    desk.fed_back()
    desk.do("wang", "ask", what="defer", reason="r", until=NOW + DAY)
    desk.do("zhao", "approve")
    desk.now += 2 * HOUR
    desk.do("wang", "verify", ok=True, note="li was there")
    case = desk.do("wang", "close")
    assert (case.due, case.paused) == (NOW + 3 * HOUR, None)


def test_a_case_without_a_limit_has_nothing_to_extend_or_defer() -> None:
    desk = Desk(filed("a"))
    desk.do("wang", "claim")
    assert desk.refused("wang", "ask", what="extend", reason="r", hours=1).code == "no_limit"
    assert desk.refused("wang", "ask", what="defer", reason="r", until=NOW + 1).code == "no_limit"


def test_a_deferral_approved_too_late_is_refused() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    desk.do("wang", "ask", what="defer", reason="r", until=NOW + MINUTE)
    desk.now += 2 * MINUTE
    assert desk.refused("zhao", "approve").code == "too_late"


def test_entries_of_an_earlier_version_still_make_cases() -> None:
    desk = Desk(filed("a", sos=True), acknowledged("a"))
    case = desk["a"]
    assert (case.level, case.limit, case.due, case.revision) == ("town", "", None, 2)
