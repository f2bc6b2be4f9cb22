"""Who can go: who is asked first, who comes later, and who never."""

import math
from typing import Any

import pytest

from city.live import LiveCity
from city.people.fixes import FixBatch
from city.queries.responders import Responder, Responders, method
from city.rules import Rules
from layouts.sentences import both
from tests.city.held import hold, sent
from tests.city.small_city import AREAS, HOUR, MINUTE, NOW, PLACES, fix, fixes, roster, small_city

LAT, LON = PLACES["1-1"]
METRE = 1 / 111_195.0


def north(who: str, metres: float, time: int = NOW, **told: Any) -> FixBatch:
    """A fix so many metres north of the case in grid 1-1."""
    return fixes((who, time, LAT + metres * METRE, LON), **told)


def city(*batches: FixBatch, **homes: str) -> LiveCity:
    live = small_city(roster(**homes))
    for batch in batches:
        live.fold_fixes(batch, NOW)
    live.tick(NOW)
    return live


def near(live: LiveCity, scope: str = "0", **told: Any) -> list[Responder]:
    case = live.cases.get("c") or hold(live, "c")
    return Responders(live, **told).near(case, scope)


def names(found: list[Responder]) -> list[str]:
    return [one.inspector for one in found]


def test_travel_time_is_the_straight_line_with_its_detour_at_the_pace_of_the_mode() -> None:
    (ann,) = near(city(north("ann", 1000, accuracy=5.0), ann="2-1"))
    assert ann.metres == pytest.approx(1000, abs=1)
    assert ann.seconds == pytest.approx(1000 * 1.3 / (5 / 3.6), abs=2)
    assert (ann.number, ann.mode, ann.age_ms, ann.accuracy, ann.free) == (1, "foot", 0, 5.0, True)


def test_the_nearest_come_first_and_five_are_enough() -> None:
    who = {f"p{number}": "2-1" for number in range(8)}
    found = near(city(*(north(each, 900 - 100 * int(each[1])) for each in who), **who))
    assert names(found) == ["p7", "p6", "p5", "p4", "p3"]
    assert [one.number for one in found] == [1, 2, 3, 4, 5]


def test_the_grids_owner_comes_before_nearer_people_while_free() -> None:
    live = city(north("far", 2000), north("by", 10), far="1-1", by="2-1")
    assert names(near(live)) == ["far", "by"]
    assert [one.owner for one in near(live)] == [True, False]
    hold(live, "other", state="handling", assignment=sent("far"))
    assert names(near(live)) == ["by", "far"]


def test_to_a_call_for_help_the_nearest_comes_first_whose_grid_ever_it_is() -> None:
    live = city(north("far", 2000), north("by", 10), far="1-1", by="2-1")
    hold(live, "c", sos=True)
    assert names(near(live)) == ["by", "far"]
    assert [one.owner for one in near(live)] == [False, True]


def test_to_a_call_for_help_work_is_left_and_counts_two_minutes() -> None:
    live = city(north("busy", 10), north("by", 100), north("far", 200), busy="2-1", by="2-2", far="1-1")
    hold(live, "c", sos=True)
    for number in range(3):
        hold(live, f"o{number}", state="dispatched", assignment=sent("busy"))
    assert names(near(live)) == ["by", "busy", "far"]
    assert [one.busy for one in near(live)] == [(), ("o0", "o1", "o2"), ()]


def test_people_with_work_come_after_the_free_and_say_so() -> None:
    live = city(north("busy", 10), north("free", 4000), busy="2-1", free="2-2")
    hold(live, "other", state="dispatched", assignment=sent("busy"))
    assert [(one.inspector, one.free, one.load) for one in near(live)] == [
        ("free", True, 0),
        ("busy", False, 1),
    ]


def test_fed_back_or_closed_work_is_in_nobodys_hands() -> None:
    live = city(north("ann", 10), ann="2-1")
    for state in ("fed_back", "closed"):
        hold(live, "other", state=state, assignment=sent("ann"))
        assert near(live)[0].load == 0


@pytest.mark.parametrize(
    ("vague", "clear"),
    [
        (north("vague", 300, accuracy=900.0), north("clear", 400, accuracy=5.0)),
        (north("vague", 300, NOW - 8 * MINUTE, accuracy=5.0), north("clear", 400, accuracy=5.0)),
    ],
)
def test_an_old_or_vague_position_weighs_against_a_little_distance(vague: FixBatch, clear: FixBatch) -> None:
    assert names(near(city(vague, clear, vague="2-1", clear="2-1"))) == ["clear", "vague"]


def test_less_work_in_hand_comes_first_among_the_busy() -> None:
    live = city(north("two", 10), north("one", 20), two="2-1", one="2-1")
    for number, who in enumerate(["two", "two", "one"]):
        hold(live, f"o{number}", state="dispatched", assignment=sent(who))
    assert names(near(live)) == ["one", "two"]


def test_nobody_silent_unseen_unlisted_or_calling_for_help_is_asked() -> None:
    live = city(north("old", 10, NOW - 11 * MINUTE), north("stranger", 10), old="1-1", unseen="1-1")
    assert near(live) == []
    live.fold_fixes(north("old", 10), NOW)
    live.presence.call("old", True, NOW)
    assert near(live) == []
    live.presence.call("old", False, NOW)
    assert names(near(live)) == ["old"]


def test_a_position_that_has_grown_old_since_the_last_tick_is_not_used() -> None:
    live = city(north("ann", 10), ann="1-1")
    assert Responders(live).near(hold(live, "c"), "0", now=NOW + HOUR) == []


def test_people_whose_home_is_outside_the_officers_scope_are_not_named() -> None:
    live = city(north("ours", 500), north("theirs", 10), ours="1-2", theirs="2-1")
    assert names(near(live, "1")) == ["ours"]


def test_a_case_without_a_point_is_reached_in_the_middle_of_its_area_or_not_at_all() -> None:
    live = city(fix("ann", "1-1"), ann="1-1")
    told = hold(live, "c", lat=None, lon=None)
    assert Responders(live).near(told, "0")[0].metres < 12_000
    lost = hold(live, "l", lat=None, lon=None, to_locate=True)
    assert Responders(live).near(lost, "0") == []


def test_a_router_replaces_travel_times_where_it_knows_a_way() -> None:
    live = city(
        north("river", 100), north("road", 900), north("lost", 5000), river="2-1", road="2-1", lost="2-1"
    )

    def route(begin: tuple[float, float], end: tuple[float, float], mode: str) -> float | None:
        metres = math.dist(begin, end) / METRE
        return {100: 4000.0, 900: 300.0}.get(round(metres, -1))

    found = near(live, route=route)
    assert (found[0].inspector, round(found[0].seconds)) == ("road", 300)
    assert names(found) == ["road", "river", "lost"]


def test_the_screen_can_say_how_travel_times_are_come_by() -> None:
    told = both("near_method", method(Rules(car_kmh=30.0)))
    assert "直线距离 × 1.3" in told["zh"]
    assert told["en"] == "as the crow flies × 1.3; on foot 5, by bike 15, by car 30 km/h"
    assert AREAS.levels[-1] == "grid"
