"""Rules: which cases come to which screen, how long they stay, and what a rule would have shown."""

from dataclasses import replace
from typing import Any

import pytest

from city.cases.case import Case, CaseEvent
from city.screens.dry_run import Shown, Trial, dry_run
from city.screens.ruling import MOST
from city.screens.screen_rule import CLAIMED, TIME, ScreenRule, due, push_id
from city.screens.stack import LONGEST_S, MOST_OF_RULES, RULE
from tests.city.screens.room import SECOND, Room
from tests.city.small_city import MATTERS, MINUTE, NOW, filed, small_city

FIRE = ScreenRule("r", "火情", "1", "one", items=("fire",), urgent=True, cameras_within_m=300)
TOLD: dict[str, Any] = {"name": "火情", "area": "1", "screen": "one", "category": "c", "seconds": 60}


def category_of(item: str) -> str:
    found = MATTERS.items.get(item)
    return found.category if found else ""


def case(area: str = "1-1", item: str = "fire", **changed: Any) -> Case:
    city = small_city()
    city.fold_events([filed("c-1", area, item=item, urgency="urgent")], NOW)
    found = city.case("c-1")
    assert found is not None
    return replace(found, **changed)


def shown(room: Room, rule: ScreenRule, one: Case, now: int = NOW + 1) -> bool:
    return due(rule, one, room.plan.screens.get(rule.screen), now, category_of) is not None


def test_a_case_that_a_rule_concerns_comes_with_what_lies_around_it(room: Room) -> None:
    push = due(FIRE, case(), room.plan.screens["one"], NOW + 1, category_of)
    assert push is not None
    assert (push.id, push.by, push.rank, push.at) == (push_id("r", "c-1"), "r", RULE, NOW + 1)
    assert (push.content.kind, push.content.id, push.content.area) == ("case", "c-1", "1-1")
    assert (push.content.cameras_within_m, push.content.lat) == (300, 22.05)
    assert push.until == NOW + LONGEST_S * SECOND


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        ({}, {"item": "hole"}),
        ({}, {"urgent": False}),
        ({"sos": True}, {}),
        ({"area": "2"}, {}),
        ({"category": "other"}, {}),
        ({"category": "c", "items": ()}, {"item": "nobody knows"}),
        ({"on": False}, {}),
        ({"screen": "gone"}, {}),
    ],
)
def test_what_a_rule_does_not_concern_stays_away(
    room: Room, told: dict[str, Any], changed: dict[str, Any]
) -> None:
    assert shown(room, FIRE, case())
    assert not shown(room, replace(FIRE, **told), case(**changed))


def test_no_rule_shows_a_screen_what_lies_beyond_its_area(room: Room) -> None:
    everywhere = replace(FIRE, area="0", screen="grid")
    assert shown(room, everywhere, case("1-1"))
    assert not shown(room, everywhere, case("1-2"))
    assert not shown(room, everywhere, case("2-1"))


def test_a_screen_that_takes_nothing_takes_nothing_from_rules(room: Room) -> None:
    room.change("one", clearance="nobody")
    assert not shown(room, FIRE, case())
    room.change("one", clearance="operators")
    assert shown(room, FIRE, case())


def test_it_stays_until_somebody_has_taken_it_up_and_a_little_longer(room: Room) -> None:
    taken = case(first_response=NOW + 5 * MINUTE)
    assert FIRE.span(taken) == (NOW, NOW + 6 * MINUTE)
    assert shown(room, FIRE, taken, NOW + 6 * MINUTE - 1)
    assert not shown(room, FIRE, taken, NOW + 6 * MINUTE)


def test_it_stays_for_a_time_or_until_the_case_ends() -> None:
    timed = replace(FIRE, until=TIME, seconds=600)
    assert timed.span(case())[1] == NOW + 10 * MINUTE
    assert timed.span(case(ended_at=NOW + MINUTE))[1] == NOW + MINUTE
    assert FIRE.span(case())[1] == NOW + LONGEST_S * SECOND
    assert FIRE.span(case(ended_at=NOW - MINUTE)) == (NOW, NOW)


def test_a_rule_is_kept_as_it_was_told_and_switched(room: Room) -> None:
    id = room.do("save_rule", **TOLD | {"items": ("fire",), "until": TIME}).data["rule"]
    kept = ScreenRule(id, "火情", "1", "one", "c", ("fire",), until=TIME, seconds=60)
    assert room.plan.rules == {id: kept}
    assert room.do("switch", rule=id, on=False, revision=1).done == "switched_off"
    assert room.plan.rules[id] == replace(kept, on=False, revision=2)
    room.do("save_rule", **TOLD | {"id": id, "revision": 2, "seconds": 0})
    room.do("remove", kind="rule", id=id, revision=3)
    assert room.plan.rules == {}


def test_of_two_who_edit_a_rule_the_second_is_told(room: Room) -> None:
    id = room.do("save_rule", **TOLD).data["rule"]
    room.do("save_rule", **TOLD | {"id": id, "revision": 1})
    assert room.refused("save_rule", **TOLD | {"id": id, "revision": 1}) == "edited_meanwhile"
    assert room.refused("switch", rule=id, on=False, revision=1) == "edited_meanwhile"
    assert room.refused("save_rule", **TOLD | {"id": "gone", "revision": 1}) == "edited_meanwhile"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": ""}, "unfit_text"),
        ({"screen": "none"}, "unknown_screen"),
        ({"screen": "two", "scope": "1"}, "unknown_screen"),
        ({"area": "2"}, "area_elsewhere"),
        ({"area": "none"}, "area_elsewhere"),
        ({"area": "0", "scope": "1"}, "area_elsewhere"),
        ({"seconds": -1}, "out_of_bounds"),
        ({"seconds": LONGEST_S + 1}, "out_of_bounds"),
        ({"cameras_within_m": 3000}, "out_of_bounds"),
        ({"until": "whenever"}, "bad_rule"),
        ({"items": ("x" * 65,)}, "bad_rule"),
        ({"items": ("x",) * 17}, "bad_rule"),
        ({"role": "officer"}, "not_an_editor"),
    ],
)
def test_what_is_no_rule_is_refused(room: Room, told: dict[str, Any], code: str) -> None:
    assert room.refused("save_rule", **TOLD | told) == code


def test_a_rule_is_set_by_whoever_may_put_something_on_its_screen(room: Room) -> None:
    room.change("one", clearance="operators")
    assert room.refused("save_rule", **TOLD, role="head") == "not_cleared"
    id = room.do("save_rule", **TOLD).data["rule"]
    assert room.refused("switch", rule=id, on=False, revision=1, scope="2") == "area_elsewhere"
    assert room.refused("switch", rule="none", on=False, revision=1) == "unknown_rule"


def test_there_are_only_so_many_rules(room: Room) -> None:
    room.plan.rules = {f"r{i}": replace(FIRE, id=f"r{i}") for i in range(MOST)}
    assert room.refused("save_rule", **TOLD) == "too_many_rules"


# -- tried before


def came(id: str, minute: int, taken: int | None = None, area: str = "1-1") -> Case:
    """A fire that came in then, taken up then; minutes from NOW."""
    at = NOW + minute * MINUTE
    first = None if taken is None else NOW + taken * MINUTE
    return case(area, id=id, received=at, filed=at, first_response=first)


def minutes(told: Trial) -> list[tuple[str, int, int]]:
    return [(s.case, (s.at - NOW) // MINUTE, (s.until - NOW) // MINUTE) for s in told.shown]


def test_a_dry_run_says_which_cases_when_and_how_long(room: Room) -> None:
    cases = [came("b", 5, 8), came("a", 0, 6), came("c", 60), came("d", 0, area="2-1")]
    trial = dry_run(FIRE, room.plan.screens["one"], cases, NOW + 90 * MINUTE, category_of)
    assert minutes(trial) == [("a", 0, 7), ("b", 5, 9), ("c", 60, 90)]
    assert (trial.seconds, trial.most) == ((9 + 30) * 60, 2)


def test_a_dry_run_of_nothing_shows_nothing(room: Room) -> None:
    screen = room.plan.screens["grid"]
    assert dry_run(FIRE, screen, [came("a", 0, area="1-2")], NOW + MINUTE, category_of) == Trial((), 0, 0)


def test_a_dry_run_keeps_no_more_at_once_than_a_screen_does(room: Room) -> None:
    cases = [came(f"c{i:02}", i) for i in range(MOST_OF_RULES + 3)]
    trial = dry_run(FIRE, room.plan.screens["one"], cases, NOW + 60 * MINUTE, category_of)
    assert trial.most == MOST_OF_RULES
    assert trial.shown[0] == Shown("c00", NOW, NOW + MOST_OF_RULES * MINUTE)


def test_a_dry_run_agrees_with_what_is_due_at_every_minute(room: Room) -> None:
    cases = [came("a", 0, 3), came("b", 2, 3), came("c", 9), came("d", 1, area="2-2")]
    screen, end = room.plan.screens["one"], NOW + 20 * MINUTE
    trial = dry_run(FIRE, screen, cases, end, category_of)
    for now in range(NOW, end, MINUTE):
        wanted = {c.id for c in cases if c.received <= now and due(FIRE, c, screen, now, category_of)}
        assert {each.case for each in trial.shown if each.at <= now < each.until} == wanted


def test_claiming_is_what_takes_a_case_up() -> None:
    city = small_city()
    city.fold_events([filed("c-1", item="fire", urgency="urgent")], NOW)
    claimed = CaseEvent("9-1", "c-1", 2, "claimed", NOW + MINUTE, "wang", "k", {"role": "officer"})
    (found,) = city.fold_events([claimed], NOW + MINUTE)
    assert FIRE.until == CLAIMED
    assert FIRE.span(found) == (NOW, NOW + 2 * MINUTE)
