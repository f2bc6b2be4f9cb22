"""Sending somebody, and what they answer."""

from dataclasses import replace

import pytest

from tests.city.duty import Desk, english
from tests.city.small_city import MINUTE, NOW, SECOND, filed


def test_a_dispatch_claims_what_is_nobody_s_and_goes_out_with_all_one_needs() -> None:
    desk = Desk()
    case = desk.do("wang", "dispatch", inspector="ann", note="quick")
    stands = case.assignment
    assert stands and (case.state, case.owner, stands.inspector) == ("dispatched", "wang", "ann")
    assert (stands.id, stands.answer_by) == ("a.2", NOW + 10 * MINUTE)
    [sent] = desk.dispatches
    assert {name: sent[name] for name in ("dispatch", "inspector", "time")} == {
        "dispatch": "a.2", "inspector": "ann", "time": NOW,
    }  # fmt: skip
    assert (sent["data"]["item"], sent["data"]["note"], sent["data"]["area"]) == ("hole", "quick", "1-1")


def test_an_urgent_one_must_be_answered_within_a_minute() -> None:
    desk = Desk(filed("a", urgency="urgent"))
    desk.sent()
    assert desk["a"].assignment and desk["a"].assignment.answer_by == NOW + 60 * SECOND


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "bad_data"),
        ({"inspector": "ann", "department": "d"}, "bad_data"),
        ({"inspector": "nobody"}, "unknown_inspector"),
        ({"inspector": 7}, "bad_data"),
        ({"department": "x"}, "unknown_department"),
        ({"department": "former"}, "former_department"),
        ({"inspector": "ann", "note": "x" * 4001}, "too_long"),
        ({"inspector": "dan", "scope": "1"}, "unknown_inspector"),
    ],
)
def test_only_somebody_who_is_there_can_be_sent(told: dict[str, str], code: str) -> None:
    assert Desk().refused("wang", "dispatch", **told).code == code


def test_who_calls_for_help_is_not_sent_to_themselves() -> None:
    desk = Desk(filed("a", sos=True, inspector="ann"))
    assert desk.refused("wang", "dispatch", inspector="ann").code == "caller"


def test_nobody_is_sent_the_same_twice_while_it_stands() -> None:
    desk = Desk()
    desk.sent()
    assert english(desk.refused("wang", "dispatch", inspector="ann")) == (
        "This case was dispatched to ann at 10:00:00 already (a.2)."
    )
    assert desk.sent(to="bob") == "a.3"


def test_only_who_was_sent_may_answer_and_only_for_what_stands() -> None:
    desk = Desk()
    desk.sent()
    assert desk.refused("bob", "accept", dispatch="a.2").code == "not_yours"
    desk.sent(to="bob")
    assert "dispatched again at 10:00:00" in english(desk.refused("ann", "accept", dispatch="a.2"))
    assert desk.refused("bob", "accept").code == "bad_data"
    assert desk.refused("d", "accept", dispatch="a.3").code == "not_yours"


def test_a_person_accepts_arrives_and_feeds_back() -> None:
    desk = Desk()
    sent = desk.sent()
    assert desk.do("ann", "accept", dispatch=sent).state == "dispatched"
    assert desk.refused("ann", "accept", dispatch=sent).code == "accepted"
    assert desk.city.handling == {"ann"}
    assert desk.do("ann", "arrive", dispatch=sent).state == "handling"
    assert desk.refused("ann", "arrive", dispatch=sent).code == "arrived"
    case = desk.do("ann", "feed_back", dispatch=sent, text="filled", photos=["p1", "p2"])
    assert (case.state, case.fed_back_at, case.photos) == ("fed_back", NOW, ("p1", "p2"))
    assert desk.city.handling == set()


def test_a_department_handles_and_hands_back_with_a_reason() -> None:
    desk = Desk()
    desk.do("wang", "dispatch", department="d")
    assert desk.do("d", "handle", dispatch="a.2").state == "handling"
    assert desk.refused("d", "handle", dispatch="a.2").code == "handling"
    assert desk.refused("d", "hand_back", dispatch="a.2").code == "missing"
    case = desk.do("d", "hand_back", dispatch="a.2", reason="not ours")
    assert (case.state, case.owner, case.returned, case.assignment) == ("new", "wang", 1, None)
    assert desk.refused("d", "feed_back", dispatch="a.2").code == "wrong_state"


def test_what_is_declined_stays_with_its_owner_and_what_is_accepted_is_not_declined() -> None:
    desk = Desk()
    case = desk.do("ann", "decline", dispatch=desk.sent(), reason="ill")
    assert (case.state, case.owner, case.returned) == ("new", "wang", 1)
    sent = desk.sent()
    desk.do("ann", "accept", dispatch=sent)
    assert "handed back" in english(desk.refused("ann", "decline", dispatch=sent, reason="ill"))


def test_what_nobody_answers_is_unanswered_stands_and_may_be_sent_again() -> None:
    desk = Desk()
    sent = desk.sent()
    assert desk.refused("clerk", "unanswered", dispatch=sent).code == "too_early"
    desk.now += 10 * MINUTE
    case = desk.do("clerk", "unanswered", dispatch=sent)
    assert case.unanswered and case.state == "dispatched" and case.owner == "wang"
    assert desk.refused("clerk", "unanswered", dispatch=sent).code == "unanswered"
    assert not desk.do("ann", "accept", dispatch=sent).unanswered
    assert desk.refused("clerk", "unanswered", dispatch=sent).code == "accepted"


def test_an_unanswered_dispatch_may_be_sent_to_the_same_again() -> None:
    desk = Desk()
    sent = desk.sent()
    desk.now += 10 * MINUTE
    desk.do("clerk", "unanswered", dispatch=sent)
    assert desk.sent() == "a.4"


def test_photos_are_a_short_list_of_names() -> None:
    desk = Desk()
    sent = desk.sent()
    for photos in (["p"] * 21, [1], "p", [""]):
        assert desk.refused("ann", "feed_back", dispatch=sent, photos=photos).code == "bad_data"


def test_whoever_has_two_tasks_is_handling_until_both_are_done() -> None:
    desk = Desk(filed("a"), filed("b"))
    for case in ("a", "b"):
        desk.do("ann", "accept", case, dispatch=desk.sent(case=case))
    assert desk.city.workload.count == {"ann": 2}
    desk.do("ann", "feed_back", "a", dispatch="a.2")
    assert desk.city.handling == {"ann"}
    desk.do("ann", "hand_back", "b", dispatch="b.2", reason="dark")
    assert desk.city.handling == set() and desk.city.workload.count == {}


def test_where_the_field_was_when_it_spoke_is_kept() -> None:
    desk = Desk()
    dispatch = desk.sent()
    desk.do("ann", "arrive", dispatch=dispatch, lat=22.9, lon=113.7)
    assert desk.city.cases.history("a")[-1].data == {"dispatch": dispatch, "lat": 22.9, "lon": 113.7}


def test_a_refusal_does_not_tell_who_is_at_home_elsewhere() -> None:
    there, nowhere = (Desk().refused("wang", "dispatch", inspector=who, scope="1") for who in ("dan", "zoe"))
    assert replace(there, values=there.values | {"inspector": "zoe"}) == nowhere
