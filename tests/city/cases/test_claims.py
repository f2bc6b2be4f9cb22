"""Claiming, letting go, acknowledging and handing up, and what stands in the way."""

import pytest

from layouts.sentences import sentence
from tests.city.duty import Desk, english
from tests.city.small_city import MINUTE, NOW, filed


def test_a_claim_makes_an_owner_and_is_the_first_response() -> None:
    case = Desk().do("wang", "claim")
    assert (case.owner, case.owned_at, case.unowned_at, case.first_response) == ("wang", NOW, None, NOW)
    assert case.state == "new"


def test_of_two_officers_the_second_is_told_who_was_first_and_when() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    refusal = desk.refused("li", "claim")
    assert (refusal.code, english(refusal)) == ("owned", "wang has owned this case since 10:00:00.")
    assert sentence("zh", refusal.sentence, refusal.values) == "wang 已于 10:00:00 认领该案件。"
    assert desk.refused("wang", "claim").code == "yours"


@pytest.mark.parametrize(
    ("do", "told"),
    [
        ("dispatch", {"inspector": "ann"}),
        ("advise", {}),
        ("escalate", {"reason": "r"}),
        ("merge", {"into": "b"}),
        ("ask", {"what": "void", "reason": "r"}),
    ],
)
def test_a_claim_locks_the_case_for_others(do: str, told: dict[str, str]) -> None:
    desk = Desk(filed("a"), filed("b"))
    desk.do("wang", "claim")
    assert desk.refused("li", do, **told).code == "owned"


def test_a_call_for_help_is_taken_over_in_words_until_somebody_is_on_the_spot() -> None:
    desk = Desk(filed("a", sos=True, urgency="urgent"))
    desk.do("wang", "claim")
    assert desk.refused("li", "take_over").code == "missing"
    assert desk.refused("wang", "take_over", reason="r").code == "yours"
    desk.sent()
    case = desk.do("li", "take_over", reason="bob is nearer")
    assert (case.owner, case.state, case.assignment and case.assignment.inspector) == (
        "li",
        "dispatched",
        "ann",
    )
    assert desk.record[-1].data == {"taken_from": "wang", "reason": "bob is nearer"}
    desk.do("li", "dispatch", inspector="bob")
    assert desk.recalls[-1]["inspector"] == "ann"
    desk.do("bob", "arrive", dispatch=desk.dispatches[-1]["dispatch"])
    assert "nobody on the spot yet" in english(desk.refused("wang", "take_over", reason="r"))


def test_other_cases_are_not_taken_over_nor_what_nobody_has() -> None:
    desk = Desk(filed("a", sos=True, urgency="urgent"), filed("b"))
    assert desk.refused("li", "take_over", reason="r").code == "unowned"
    desk.do("wang", "claim", "b")
    assert "Only a call for help" in english(desk.refused("li", "take_over", "b", reason="r"))


def test_whoever_lets_a_case_go_says_why() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("wang", "release").code == "missing"
    assert "only they, or a head or leader," in english(desk.refused("li", "release"))
    assert desk.refused("zhao", "release").code == "missing"
    desk.now += MINUTE
    case = desk.do("zhao", "release", reason="gone home")
    assert (case.owner, case.owned_at, case.unowned_at) == (None, None, NOW + MINUTE)
    assert desk.refused("wang", "release").code == "unowned"


def test_the_clerk_releases_what_is_idle_only_before_it_is_dispatched() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("clerk", "release", reason="bored").code == "bad_data"
    assert desk.do("clerk", "release", reason="idle").owner is None
    desk.sent()
    assert "was dispatched at 10:00:00" in english(desk.refused("clerk", "release", reason="idle"))
    assert desk.do("clerk", "release", reason="shift_over").owner is None


def test_an_acknowledgement_is_for_the_urgent_and_happens_once() -> None:
    desk = Desk(filed("a"), filed("s", sos=True))
    assert desk.refused("wang", "acknowledge").code == "not_urgent"
    assert desk.do("screen", "acknowledge", "s", role="operator").acknowledged_by == "screen"
    assert english(desk.refused("wang", "acknowledge", "s")) == "screen has acknowledged it at 10:00:00."
    assert desk.refused("screen", "claim", "s", role="operator").code == "not_allowed"


def test_escalating_hands_a_case_up_to_wait_for_a_claim() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("wang", "escalate").code == "missing"
    assert desk.refused("wang", "escalate", reason="big", level="grid").code == "bad_level"
    case = desk.do("wang", "escalate", reason="big")
    assert (case.level, case.owner, case.escalated_at) == ("city", None, NOW)
    assert "The top level, city," in english(desk.refused("li", "escalate", reason="bigger"))


def test_a_step_of_the_ladder_rings_once_and_not_for_what_is_claimed() -> None:
    desk = Desk()
    assert desk.do("clerk", "ring", step=1).rung == 1
    assert desk.refused("clerk", "ring", step=1).code == "bad_data"
    desk.do("wang", "claim")
    assert desk.refused("clerk", "ring", step=2).code == "owned"
    assert desk.do("wang", "release", reason="r").rung == 0


def test_who_may_not_see_a_case_hears_that_there_is_none() -> None:
    desk = Desk()
    assert desk.refused("wang", "claim", scope="2").code == "unknown_case"
    assert desk.refused("wang", "claim", scope="").code == "unknown_case"
    assert desk.do("wang", "claim", scope="1-1").owner == "wang"


def test_an_unknown_command_and_a_role_that_may_not_are_told_so() -> None:
    desk = Desk()
    assert desk.refused("wang", "paint").code == "bad_command"
    refusal = desk.refused("ann", "claim")
    assert english(refusal) == "This is for officer or head; your role is field."
    assert (
        sentence("zh", refusal.sentence, refusal.values) == "此操作由值班员、值班长进行，您的角色是处置人员。"
    )
