"""The demo's duty desk: it takes what people leave, and nothing that is somebody's."""

from __future__ import annotations

from typing import Any

import pytest

from demo.officer.officer import CALL_MS, FRESH_MS, DemoOfficer

ME = "demo-desk"
NOW = 1_790_000_000_000


def row(n: int, **more: Any) -> dict[str, Any]:
    told = {
        "id": f"441900106-20261128-{n}",
        "revision": 1,
        "state": "new",
        "item": "0103",
        "urgent": False,
        "sos": False,
        "acknowledged": None,
        "received": NOW - FRESH_MS,
        "unowned_at": None,
        "due": None,
        "owner": None,
        "assignment": None,
        "asked": None,
        "to_locate": False,
        "to_sort": False,
        "returned": 0,
        "reply_by": None,
        "inspection": None,
    }
    return told | more


def desk(*rows: dict[str, Any], now: int = NOW) -> DemoOfficer:
    demo = DemoOfficer(ME, {"0103": "fire"})
    demo.hear({"whole": True, "rows": rows}, now)
    return demo


def wishes(count: int, now: int = NOW, **more: Any) -> list[str]:
    """What it would do with so many such cases."""
    found = (desk(row(n, **more)).next(now) for n in range(count))
    return [wish.do for wish in found if wish]


def test_a_fresh_case_is_left_to_people_for_two_minutes() -> None:
    assert wishes(50, received=NOW - FRESH_MS + 1) == []
    assert set(wishes(50)) == {"send"}


def test_a_case_somebody_let_go_is_left_alone_for_two_minutes_again() -> None:
    assert wishes(50, unowned_at=NOW - FRESH_MS + 1) == []
    assert wishes(50, unowned_at=NOW - FRESH_MS) != []


@pytest.mark.parametrize("state", ["new", "dispatched", "handling", "fed_back", "verified"])
def test_what_another_seat_has_is_never_touched(state: str) -> None:
    assert wishes(50, now=NOW + 10**9, owner="seat-1", state=state) == []


@pytest.mark.parametrize("state", ["dispatched", "handling", "fed_back", "verified"])
def test_what_somebody_began_and_nobody_has_now_is_not_its_either(state: str) -> None:
    assert wishes(50, now=NOW + 10**9, state=state) == []


def test_what_waits_for_a_second_person_a_place_or_an_item_waits_for_people() -> None:
    for told in ({"asked": {"what": "void", "by": ME}}, {"to_locate": True}, {"to_sort": True}):
        assert wishes(50, **told) == []


def test_some_cases_are_left_for_good() -> None:
    assert 70 < len(wishes(100, now=NOW + 10**9)) < 97


def test_a_call_for_help_waits_longer_then_is_acknowledged_then_somebody_is_sent() -> None:
    waited = {"received": NOW - CALL_MS, "sos": True}
    assert wishes(50, sos=True) == []
    assert set(wishes(50, **waited)) == {"acknowledge"}
    assert set(wishes(50, **waited, acknowledged={"by": ME, "at": NOW})) == {"send"}


def test_its_own_cases_go_the_whole_way_each_step_after_a_while() -> None:
    for state, do in (("fed_back", "verify"), ("verified", "close")):
        demo = desk(*(row(n, owner=ME, state=state) for n in range(20)))
        assert demo.next(NOW) is None
        wish = demo.next(NOW + 180_000)
        assert wish is not None
        assert wish.do == do


def test_it_answers_an_order_and_leaves_a_check_to_whoever_looks() -> None:
    demo = desk(row(1, owner=ME, state="handling", reply_by=NOW))
    wish = demo.next(NOW + 180_000)
    assert wish and wish.do == "reply" and wish.data["text"]
    demo = desk(row(1, owner=ME, state="fed_back", inspection={"id": "x"}))
    assert demo.next(NOW + 180_000) is None


def test_most_of_what_is_fed_back_holds_and_the_rest_is_sent_again_with_a_reason() -> None:
    found = [desk(row(n, owner=ME, state="fed_back")).next(NOW + 180_000) for n in range(400)]
    data = [wish.data for wish in found if wish]
    assert 5 < sum(not told["ok"] for told in data) < 60
    assert all(told.get("reason") for told in data if not told["ok"])


def test_what_nobody_answered_or_came_back_is_sent_to_somebody_else() -> None:
    unanswered = {"unanswered_at": NOW - 1}
    assert set(wishes(50, owner=ME, state="dispatched", assignment=unanswered)) == {"send"}
    assert wishes(50, owner=ME, state="dispatched", assignment={"unanswered_at": None}) == []
    assert set(wishes(50, owner=ME, returned=1)) == {"send"}


def test_the_most_pressing_comes_first() -> None:
    demo = desk(
        *(row(n, due=NOW + n) for n in range(40, 60)),
        *(row(n, urgent=True, due=NOW + 99) for n in range(20)),
    )
    wish = demo.next(NOW)
    assert wish is not None
    assert wish.row["urgent"]


def test_changes_replace_rows_and_gone_ones_go() -> None:
    demo = desk(*(row(n) for n in range(9)))
    demo.hear({"whole": False, "rows": [row(3, owner="seat-2", revision=2)], "gone": [row(4)["id"]]}, NOW)
    assert demo.rows[row(3)["id"]]["owner"] == "seat-2"
    assert row(4)["id"] not in demo.rows
    assert len(demo.since) == 8


def test_some_go_to_the_items_department_but_never_a_call_for_help() -> None:
    demo = DemoOfficer(ME, {"0103": "fire"})
    found = [demo.department(row(n)) for n in range(100)]
    assert 20 < found.count("fire") < 60
    assert [demo.department(row(n, sos=True)) for n in range(20)] == [None] * 20
    assert demo.department(row(1, item="sos")) is None


def card(*sent: dict[str, Any]) -> dict[str, Any]:
    """Three people could go, the nearest of them with work in hand; who was sent before."""
    near = [{"inspector": name, "free": name != "ann"} for name in ("ann", "bob", "cai")]
    return {"responders": near, "history": [{"type": "dispatched", "data": told} for told in sent]}


def test_the_nearest_free_person_goes_and_nobody_is_asked_twice() -> None:
    demo, lamp = DemoOfficer(ME, {}), row(1)
    assert demo.whom(lamp, card()) == {"inspector": "bob"}
    assert demo.whom(lamp, card({"inspector": "bob"})) == {"inspector": "cai"}
    assert demo.whom(lamp, card({"inspector": "bob"}, {"inspector": "cai"})) == {"inspector": "ann"}
    assert demo.whom(lamp, {"responders": [], "history": []}) is None


def test_to_a_call_for_help_goes_whoever_is_there_first_busy_or_not() -> None:
    demo, call = DemoOfficer(ME, {"0103": "fire"}), row(1, sos=True)
    assert demo.whom(call, card()) == {"inspector": "ann"}
    assert demo.whom(call, card({"inspector": "ann"})) == {"inspector": "bob"}


def test_what_a_department_gave_back_goes_to_a_person() -> None:
    demo = DemoOfficer(ME, {"0103": "fire"})
    ours = next(row(n) for n in range(99) if demo.department(row(n)))
    assert demo.whom(ours, card()) == {"department": "fire"}
    assert demo.whom(ours, card({"department": "fire"})) == {"inspector": "bob"}
