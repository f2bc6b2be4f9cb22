"""What a recording may do to cases of its world: give them its deadlines, close what nobody has taken."""

from city.time.days import HOUR
from tests.city.duty import DUE, Desk, english
from tests.city.small_city import NOW, filed


def test_a_replay_gives_a_case_the_deadline_of_its_recording() -> None:
    desk = Desk(filed("a", to_sort=True))
    case = desk.do("replay", "target", due=NOW + HOUR)
    assert (case.due, case.limit, case.state) == (NOW + HOUR, "", "new")
    assert desk.refused("replay", "target", due="soon").code == "bad_data"
    assert desk.refused("wang", "target", due=NOW).code == "not_allowed"


def test_a_replay_closes_a_new_case_and_says_so() -> None:
    desk = Desk()
    assert desk.refused("replay", "close").code == "bad_data"
    case = desk.do("replay", "close", recorded=NOW - HOUR)
    assert (case.state, case.closed_at, case.due) == ("closed", NOW, DUE)
    happened = desk.city.cases.history("a")[-1]
    assert (happened.actor, happened.data) == ("replay", {"recorded": NOW - HOUR})
    assert desk.refused("replay", "close", recorded=NOW).code == "wrong_state"


def test_what_somebody_here_has_taken_is_not_closed_over_their_head() -> None:
    desk = Desk()
    desk.do("wang", "claim")
    assert desk.refused("replay", "close", note="n").code == "owned"
    desk.sent()
    desk.do("wang", "release", reason="r")
    assert desk.refused("replay", "close", note="n").code == "wrong_state"


def test_a_replay_closes_no_call_for_help_and_no_paused_clock_is_set() -> None:
    desk = Desk(filed("a", sos=True), filed("b", limit="1 urgent_hours", due=DUE))
    assert desk.refused("replay", "close", note="n").code == "unacknowledged"
    desk.do("wang", "claim", "b")
    desk.do("wang", "ask", "b", what="defer", reason="r", until=NOW + HOUR)
    desk.do("zhao", "approve", "b", what="defer")
    assert desk.refused("replay", "target", "b", due=NOW).code == "paused"


def test_people_are_not_told_of_a_role_that_no_session_has() -> None:
    assert english(Desk().refused("ann", "close")) == "This is for officer or head; your role is field."
