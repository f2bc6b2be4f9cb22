"""What was fed back is verified by evidence: a photo, the words of who saw it, or somebody sent to look."""

import pytest

from city.cases.case import CaseEvent
from tests.city.duty import Desk
from tests.city.small_city import MINUTE, NOW


def looked_at(desk: Desk, to: str = "bob") -> str:
    desk.fed_back()
    looks = desk.do("wang", "inspect", inspector=to).inspection
    assert looks is not None
    return looks.id


def test_without_evidence_nothing_is_verified() -> None:
    desk = Desk()
    desk.fed_back()
    assert desk.refused("wang", "verify", ok=True).code == "no_evidence"
    assert desk.do("wang", "verify", ok=True, note="the shopkeeper saw it").state == "verified"
    assert desk.record[-1].data == {"evidence": "words", "note": "the shopkeeper saw it"}


def test_a_photo_that_the_desk_brings_is_evidence_without_a_word_and_stays_with_the_case() -> None:
    desk = Desk()
    desk.do("ann", "feed_back", dispatch=desk.sent(), text="done")
    assert desk.refused("wang", "verify", ok=True, photos="p").code == "bad_data"
    assert desk.do("wang", "verify", ok=True, photos=["p", "q"]).photos == ("p", "q")
    assert desk.record[-1].data == {"evidence": "photo", "photos": ["p", "q"]}


def test_a_photo_with_the_feedback_is_evidence_and_a_check_that_fails_takes_it_away() -> None:
    desk = Desk()
    desk.do("ann", "feed_back", dispatch=desk.sent(), text="done", photos=["p"])
    again = desk.do("wang", "verify", ok=False, reason="still deep").assignment
    assert again and desk["a"].evidence is None
    desk.do("ann", "feed_back", dispatch=again.id, photos=["q"])
    desk.do("wang", "verify", ok=True)
    assert desk.record[-1].data == {"evidence": "photo"}


def test_photos_of_what_is_not_put_right_stay_with_the_case_and_are_no_evidence_that_it_is() -> None:
    desk = Desk()
    desk.fed_back()
    assert desk.refused("wang", "verify", ok=False, photos=["p"]).code == "missing"  # the reason in words
    assert desk.refused("wang", "verify", ok=False, reason="still deep", photos="p").code == "bad_data"
    again = desk.do("wang", "verify", ok=False, reason="still deep", photos=["p"])
    assert (again.state, again.photos, again.evidence) == ("dispatched", ("p",), None)
    assert (desk.record[-1].type, desk.record[-1].data["photos"]) == ("failed", ["p"])
    assert again.assignment
    desk.do("ann", "feed_back", dispatch=again.assignment.id, text="done now")
    assert desk.refused("wang", "verify", ok=True).code == "no_evidence"


def test_an_inspector_is_sent_accepts_looks_and_that_is_evidence() -> None:
    desk = Desk()
    sent = looked_at(desk)
    entry = desk.dispatches[-1]
    assert (entry["dispatch"], entry["inspector"], entry["data"]["kind"]) == (sent, "bob", "inspect")
    assert desk.city.workload.count == {"bob": 1}
    desk.do("bob", "accept", dispatch=sent)
    assert desk.city.handling == {"bob"}
    assert desk.do("bob", "arrive", dispatch=sent).state == "fed_back"
    assert desk.refused("bob", "feed_back", dispatch=sent).code == "no_evidence"
    case = desk.do("bob", "feed_back", dispatch=sent, photos=["p"])
    assert (case.state, case.evidence, case.inspection, case.photos) == (
        "fed_back",
        "inspection",
        None,
        ("p",),
    )
    assert desk.city.workload.count == {} and desk.city.handling == set()
    desk.do("wang", "verify", ok=True)
    assert desk.record[-1].data == {"evidence": "inspection"}


def test_what_an_inspector_finds_not_put_right_is_no_evidence() -> None:
    desk = Desk()
    case = desk.do("bob", "feed_back", dispatch=looked_at(desk), text="still there", ok=False)
    assert (case.evidence, desk.record[-1].type) == (None, "inspected")
    assert desk.refused("wang", "verify", ok=True).code == "no_evidence"


def test_who_handled_it_does_not_check_it_and_answers_no_more() -> None:
    desk = Desk()
    desk.fed_back()
    assert desk.refused("wang", "inspect", inspector="ann").code == "handled_it"
    assert desk.refused("wang", "inspect", inspector="nobody").code == "unknown_inspector"
    for do in ("accept", "arrive", "feed_back"):
        assert desk.refused("ann", do, dispatch="a.2").code == "wrong_state"


@pytest.mark.parametrize("do", ["decline", "hand_back"])
def test_an_inspection_given_back_leaves_the_case_as_it_was(do: str) -> None:
    desk = Desk()
    case = desk.do("bob", do, dispatch=looked_at(desk), reason="too far")
    assert (case.state, case.inspection, case.returned) == ("fed_back", None, 0)
    assert case.assignment and case.assignment.inspector == "ann"


def test_an_inspection_nobody_answers_is_marked_and_stands() -> None:
    desk = Desk()
    sent = looked_at(desk)
    desk.now += 10 * MINUTE
    looks = desk.do("clerk", "unanswered", dispatch=sent).inspection
    assert looks and looks.unanswered_at == NOW + 10 * MINUTE and not desk["a"].unanswered
    assert desk.do("wang", "inspect", inspector="bob").inspection


@pytest.mark.parametrize(
    ("told", "why"), [({"ok": True, "note": "n"}, "checked"), ({"ok": False, "reason": "r"}, "checked")]
)
def test_whoever_is_not_needed_any_more_is_told_to_turn_round(told: dict[str, object], why: str) -> None:
    desk = Desk()
    sent = looked_at(desk)
    assert desk.do("wang", "verify", **told).inspection is None
    assert (desk.recalls[-1]["recall"], desk.recalls[-1]["data"]) == (sent, {"why": why})


def test_events_of_before_evidence_was_asked_for_still_fold() -> None:
    desk = Desk()
    desk.fed_back()
    event = CaseEvent("9-0", "a", desk["a"].revision + 1, "verified", NOW, "wang", "k", {})
    desk.city.fold_events([event], NOW)
    assert desk["a"].state == "verified" and desk.city.unfit == []
