"""Notes, places, items, and cases that are one and the same."""

import pytest

from city.cases.case import CaseEvent
from city.time.days import HOUR
from tests.city.duty import Desk, english
from tests.city.small_city import DAY, NOW, PLACES, counter, filed


def lost(case: str = "a") -> CaseEvent:
    return filed(case, "0", lat=None, lon=None, to_locate=True, to_sort=True, item="dragon")


def test_a_note_counts_and_stays_in_the_history() -> None:
    desk = Desk()
    assert desk.refused("wang", "note").code == "missing"
    assert desk.refused("wang", "note", text="x" * 1_000_000).code == "too_long"
    assert desk.do("wang", "note", text="<b>hm</b>" * 100).notes == 1
    filed_event, noted = desk.city.cases.history("a")
    assert (filed_event.type, noted.type, noted.actor) == ("filed", "noted", "wang")
    assert noted.data == {"text": ("<b>hm</b>" * 100)[:200]}


def test_a_case_is_located_by_a_point_or_by_an_area() -> None:
    desk = Desk(lost("a"), lost("b"))
    lat, lon = PLACES["2-1"]
    case = desk.do("wang", "locate", lat=lat, lon=lon)
    assert (case.area, case.place, case.lat, case.to_locate) == ("2-1", ("0", "2", "2-1"), lat, False)
    case = desk.do("wang", "locate", "b", area="1")
    assert (case.area, case.lat, case.to_locate) == ("1", None, False)
    desk.city.tick(NOW)
    assert [counter(desk.city, "open", code) for code in ("1", "2")] == [1, 1]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "bad_data"),
        ({"area": "nowhere"}, "unknown_area"),
        ({"area": "0"}, "unknown_area"),
        ({"lat": 39.0, "lon": 116.0}, "outside"),
        ({"lat": "north", "lon": 1.0}, "bad_data"),
        ({"lat": float("nan"), "lon": 1.0}, "bad_data"),
        ({"lat": 1e308, "lon": -1e308}, "bad_data"),
        ({"lat": 10**400, "lon": 0}, "bad_data"),
    ],
)
def test_a_place_must_be_one_of_the_city(told: dict[str, object], code: str) -> None:
    assert Desk(lost()).refused("wang", "locate", **told).code == code


def test_a_town_does_not_put_a_case_into_another_town() -> None:
    assert Desk().refused("wang", "locate", scope="1", area="2").code == "out_of_scope"


def test_sorting_gives_the_item_its_limit_from_when_the_report_came() -> None:
    desk = Desk(lost())
    desk.now += HOUR
    assert desk.refused("wang", "sort", item="unicorn").code == "unknown_item"
    case = desk.do("wang", "sort", item="fire")
    assert (case.item, case.to_sort, case.limit, case.due) == ("fire", False, "1 urgent_hours", NOW + HOUR)
    assert case.urgent and case.level == "town"
    assert desk.refused("wang", "sort", item="fire").code == "same_item"
    assert not desk.do("wang", "sort", item="hole").urgent


def test_sorting_a_case_that_was_taken_up_again_counts_from_then() -> None:
    desk = Desk()
    desk.do("wang", "advise")
    desk.now += 5 * HOUR
    desk.do("li", "reopen", reason="not so")
    assert desk.do("li", "sort", item="fire").due == NOW + 6 * HOUR


def test_a_call_for_help_stays_one() -> None:
    assert Desk(filed("a", sos=True)).refused("wang", "sort", item="hole").code == "sos"


def test_a_duplicate_ends_keeps_its_history_and_is_undone() -> None:
    desk = Desk(filed("a"), filed("b"))
    desk.sent(case="a")
    case = desk.do("wang", "merge", into="b")
    assert (case.state, case.merged_into, case.open) == ("merged", "b", False)
    assert [one.id for one in desk.city.cases.duplicates("b")] == ["a"]
    assert [one.type for one in desk.city.cases.history("a")] == ["filed", "dispatched", "merged"]
    assert english(desk.refused("wang", "claim")).startswith("This case is merged into b since 10:00:00;")
    case = desk.do("li", "unmerge")
    assert (case.state, case.merged_into, case.ended_at, case.owner) == ("dispatched", None, None, "wang")
    assert desk.city.cases.duplicates("b") == []


def test_nothing_is_merged_into_itself_in_a_circle_or_into_what_has_ended() -> None:
    desk = Desk(filed("a"), filed("b"), filed("c"), filed("far", "2-1"))
    assert desk.refused("wang", "merge", into="a").code == "itself"
    assert desk.refused("wang", "merge", into="none").code == "unknown_case"
    assert desk.refused("wang", "merge", into="far", scope="1").code == "unknown_case"
    desk.do("wang", "merge", "b", into="a")
    assert desk.refused("wang", "merge", into="b").code == "circle"
    assert "merge into that one" in english(desk.refused("wang", "merge", "c", into="b"))
    desk.do("wang", "advise", "far")
    assert desk.refused("wang", "merge", "c", into="far").code == "ended"


def test_two_merges_that_cross_make_no_circle_and_what_follows_still_fits() -> None:
    desk = Desk(filed("a"), filed("b"))
    crossed = [
        CaseEvent("2-1", "a", 2, "merged", NOW, "wang", "k1", {"into": "b"}),
        CaseEvent("2-2", "b", 2, "merged", NOW, "li", "k2", {"into": "a"}),
        CaseEvent("2-3", "b", 3, "claimed", NOW, "li", "k3", {}),
    ]
    changed = desk.city.fold_events(crossed, NOW)
    assert "cannot be merged into itself" in desk.city.unfit[0][1]
    assert [(case.id, case.state, case.revision) for case in changed] == [("a", "merged", 2), ("b", "new", 3)]


def test_what_was_merged_into_an_open_case_is_kept_as_long_as_it() -> None:
    desk = Desk(filed("a"), filed("b"), filed("gone"))
    desk.do("wang", "merge", into="b")
    desk.do("wang", "advise", "gone")
    later = NOW + 5 * DAY
    desk.city.fold_events([filed("new", time=later)], later)
    desk.city.tick(later)
    assert sorted(case.id for case in desk.city.cases) == ["a", "b", "new"]
    assert desk.city.cases.history("gone") == []


def test_what_was_merged_into_a_case_is_kept_as_long_as_it_and_not_only_while_it_is_open() -> None:
    desk = Desk(filed("a"), filed("b"))
    desk.do("wang", "merge", into="b")
    desk.now += 5 * DAY
    desk.do("wang", "advise", "b")
    desk.city.fold_events([filed("new", time=desk.now)], desk.now)
    desk.city.tick(desk.now)
    assert [case.id for case in desk.city.cases.duplicates("b")] == ["a"]
    desk.now += 3 * DAY
    desk.city.fold_events([filed("newer", time=desk.now)], desk.now)
    for _ in range(2):
        desk.city.tick(desk.now)
    assert sorted(case.id for case in desk.city.cases) == ["new", "newer"]
