"""A call for help that is not filed yet is shown and counted as the case it will be, and gives way to it."""

from __future__ import annotations

import pytest

from city.cases.case import CaseEvent
from city.counts.counters import COLUMN
from city.live import LiveCity
from city.queries.listing import rows_behind
from tests.city.small_city import small_city
from tests.streams.entries import NOW


@pytest.fixture
def live() -> LiveCity:
    live = small_city()
    live.fold_sos("p-1", NOW, NOW, 22.05, 113.05)
    return live


def numbers(live: LiveCity) -> tuple[int, int]:
    live.recount(NOW)
    return int(live.counters[0, COLUMN["open"]]), int(live.counters[0, COLUMN["sos"]])


def filed(live: LiveCity, revision: int = 1) -> CaseEvent:
    [(case, data)] = live.unfiled_sos(NOW)
    return CaseEvent(f"1-{revision}", case, revision, "filed", NOW, "clerk", f"sos:{case}", data)


def test_one_that_is_filed_in_time_is_never_shown_as_not_filed(live: LiveCity) -> None:
    assert live.show_unfiled(NOW, 2000) == []
    live.fold_events([filed(live)], NOW)
    assert live.show_unfiled(NOW + 60_000, 2000) == []


def test_one_that_waits_is_shown_and_counted_as_it_will_be(live: LiveCity) -> None:
    live.show_unfiled(NOW, 2000)
    [case] = live.show_unfiled(NOW + 2000, 2000)
    assert (case.revision, case.sos, case.waiting, case.inspector) == (0, True, True, "p-1")
    assert live.wall_cases("0") == live.open_cases(case.area) == [case]
    assert numbers(live) == (1, 1)
    assert rows_behind(live, "sos", "0", 10)[0].id == case.id
    assert live.show_unfiled(NOW + 3000, 2000) == []


def test_its_first_event_takes_its_place(live: LiveCity) -> None:
    [before] = live.show_unfiled(NOW, 0)
    event = filed(live)
    live.fold_events([event], NOW)
    assert live.show_unfiled(NOW, 0) == []
    [case] = live.wall_cases("0")
    assert (case.id, case.revision) == (before.id, 1)
    assert numbers(live) == (1, 1)


def test_one_that_joins_another_call_leaves_nothing_behind(live: LiveCity) -> None:
    [before] = live.show_unfiled(NOW, 0)
    event = CaseEvent("1-1", "sos-p-1-earlier", 1, "filed", NOW, "clerk", "k", filed(live).data)
    live.fold_events([event], NOW)
    assert live.show_unfiled(NOW, 0) == [before]
    assert [case.id for case in live.wall_cases("0")] == ["sos-p-1-earlier"]
    assert numbers(live) == (1, 1)


def test_the_caller_s_mark_stays_until_both_calls_are_answered(live: LiveCity) -> None:
    live.show_unfiled(NOW, 0)
    live.fold_events([filed(live)], NOW)
    assert "p-1" in live.presence.calling
    [case] = live.wall_cases("0")
    live.fold_events([CaseEvent("1-2", case.id, 2, "acknowledged", NOW, "seat-1", "k", {})], NOW)
    assert "p-1" in live.presence.calling  # taken note of: nobody is there yet
    live.fold_events([CaseEvent("1-3", case.id, 3, "closed", NOW, "seat-1", "k3", {"note": "safe"})], NOW)
    assert "p-1" not in live.presence.calling


def test_what_was_filed_and_forgotten_long_ago_is_not_called_unfiled(live: LiveCity) -> None:
    assert live.show_unfiled(NOW + 2 * 86_400_000, 0) == []


def test_a_clock_put_back_does_not_hide_a_call(live: LiveCity) -> None:
    live.show_unfiled(NOW, 2000)
    live.show_unfiled(NOW - 3_600_000, 2000)
    assert len(live.show_unfiled(NOW - 3_598_000, 2000)) == 1
