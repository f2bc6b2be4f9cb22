"""The ladder: who hears of a case that nobody takes, and when; and who owns it."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from city.cases.case import Case
from city.cases.ladder import claim_by, due_steps, owning_area
from city.ladder_steps import LadderError, Step, read_ladder
from city.rules import Rules, RulesError
from tests.city.held import hold, sent
from tests.city.small_city import AREAS, NOW, SECOND, small_city

LADDER = read_ladder("60 head, 90 leader")
HEAD, LEADER = LADDER


def case(**told: Any) -> Case:
    return hold(small_city(), "c", **told)


@dataclass
class Seat:
    area: str


@pytest.mark.parametrize(
    ("after_s", "rung", "steps"),
    [(59, 0, ()), (60, 0, (HEAD,)), (89, 1, ()), (90, 1, (LEADER,)), (500, 0, (HEAD, LEADER)), (500, 2, ())],
)
def test_each_step_rings_once_when_its_time_has_come(
    after_s: int, rung: int, steps: tuple[Step, ...]
) -> None:
    assert due_steps(case(rung=rung), NOW + after_s * SECOND, LADDER) == steps


def test_a_case_is_to_be_claimed_before_the_first_step_rings() -> None:
    for ladder in (LADDER, read_ladder("300 head")):
        by = claim_by(case(), ladder)
        assert by == NOW + ladder[0].after_s * SECOND
        assert [len(due_steps(case(), by + ms, ladder)) for ms in (-1, 0)] == [0, 1]
    assert claim_by(case(), ()) is None and claim_by(case(owner="li"), LADDER) is None


def test_who_lets_go_of_a_case_starts_the_clock_anew() -> None:
    freed = case(unowned_at=NOW + 300 * SECOND)
    assert due_steps(freed, NOW + 359 * SECOND, LADDER) == ()
    assert due_steps(freed, NOW + 360 * SECOND, LADDER) == (HEAD,)


@pytest.mark.parametrize(
    ("told", "rings"),
    [
        ({"owner": "wang"}, False),
        ({"state": "handling"}, False),
        ({"state": "fed_back"}, True),
        ({"state": "closed"}, False),
        ({"state": "dispatched", "assignment": replace(sent("ann"), unanswered_at=NOW)}, True),
        ({"state": "closed", "assignment": replace(sent("ann"), unanswered_at=NOW)}, False),
        ({"paused": object()}, False),
    ],
)
def test_it_rings_while_the_next_move_is_an_officers(told: dict[str, Any], rings: bool) -> None:
    assert bool(due_steps(replace(case(), **told), NOW + 60 * SECOND, LADDER)) is rings


@pytest.mark.parametrize(
    ("seats", "level", "owner"),
    [
        (["1", "0"], "town", "1"),
        (["0"], "town", "0"),  # nobody on shift in the town: the next level up
        (["1-1", "2"], "town", "1"),  # below may act, elsewhere may not; with nobody it is the town's
        (["1", "0"], "city", "0"),
        (["1-1"], "grid", "1-1"),
    ],
)
def test_the_level_owns_and_with_nobody_there_the_next_above(
    seats: list[str], level: str, owner: str
) -> None:
    assert owning_area(case(level=level), [Seat(area) for area in seats], AREAS) == owner


def test_a_case_in_no_area_of_its_level_belongs_to_what_it_lies_in() -> None:
    lost = case(place=("0",), level="town", area="0")
    assert owning_area(lost, [Seat("1")], AREAS) == "0"


@pytest.mark.parametrize("text", ["60", "head 60", "60 mayor", "90 head, 60 leader", "-1 head"])
def test_a_ladder_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(LadderError):
        read_ladder(text)
    with pytest.raises(RulesError, match="ladder must"):
        Rules(ladder=text)


def test_a_ladder_may_have_no_steps() -> None:
    assert read_ladder("") == ()
