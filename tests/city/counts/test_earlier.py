"""What the numbers were at the same time of other days."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from city.counts import past_cases
from city.live import LiveCity
from city.snapshot import SnapshotError, remember, revive
from tests.city.held import hold
from tests.city.small_city import DAY, HOUR, MINUTE, NOW, SECOND, at, filed, fix, small_city

BEGAN = NOW - 9 * DAY


def old_city(**rules: Any) -> LiveCity:
    """One whose record reaches back for nine days."""
    city = small_city(**rules)
    hold(city, "first", time=BEGAN, state="closed", ended_at=BEGAN, due=None)
    return city


def before(city: LiveCity, now: int = NOW, ago: str = "day", code: str = "0") -> dict[str, int]:
    city.tick(now)
    return city.earlier.of(city.areas.position[code])[ago]


def test_cases_of_other_days_count_as_they_did_at_this_time() -> None:
    city, then = old_city(), NOW - DAY
    hold(city, "advised", time=then - HOUR, state="advised", ended_at=then - HOUR, due=None)
    hold(
        city,
        "done",
        "2-1",
        then - HOUR,
        state="closed",
        dispatched_at=then - MINUTE,
        fed_back_at=then,
        ended_at=then + MINUTE,
        due=None,
    )
    hold(city, "late", time=then - 2 * DAY, due=then - SECOND)
    hold(city, "later", time=then + MINUTE, due=None)
    told = {"reported": 2, "advised": 1, "dispatched": 1, "resolved": 1, "closed": 0, "open": 2, "overdue": 1}
    assert before(city) == told
    assert before(city, code="2") == dict.fromkeys(told, 0) | {
        "reported": 1,
        "dispatched": 1,
        "resolved": 1,
        "open": 1,
    }
    assert before(city, NOW + MINUTE)["reported"] == 3 and before(city, NOW + MINUTE)["closed"] == 1
    assert before(city, ago="week") == dict.fromkeys(told, 0)


def test_what_is_counted_while_the_record_is_read_is_counted_anew_when_more_of_it_came() -> None:
    city, then = small_city(), NOW - DAY
    city.fold_events([filed("first", time=then - 2 * DAY)], NOW)
    assert before(city)["reported"] == 0
    city.fold_events([filed("second", time=then - HOUR)], NOW)
    assert before(city, NOW + SECOND)["reported"] == 1  # within the same minute


def test_what_has_left_the_memory_still_counts() -> None:
    city, then = old_city(), NOW - 7 * DAY
    hold(
        city,
        "week",
        time=then - HOUR,
        state="closed",
        dispatched_at=then,
        fed_back_at=then,
        ended_at=then,
        due=then - 1,
    )
    hold(city, "today", due=None)
    assert before(city, ago="week")["closed"] == 1
    assert city.cases.get("week") is None and city.cases.get("first") is None
    hold(city, "tomorrow", time=NOW + 2 * DAY, due=None)
    assert before(city, NOW + 2 * DAY, "week")["closed"] == 0
    assert len(city.earlier.past) == 0


def test_a_day_that_began_before_the_record_is_not_told() -> None:
    city = small_city()
    hold(city, "a", time=at("2026-03-09 00:00"))
    assert before(city)["reported"] == 1
    assert "reported" not in before(city, ago="week")
    later = small_city()
    hold(later, "a", time=at("2026-03-09 00:01"))
    assert before(later) == {}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_the_hour_is_the_city_s_whatever_was_done_to_clocks(zone: str) -> None:
    """New York put its clocks on in the night to 8 March 2026."""
    city = small_city(timezone=zone)
    hold(city, "first", time=at("2026-02-25 12:00", zone))
    hold(city, "early", time=at("2026-03-07 00:10", zone), due=None)
    hold(city, "late", time=at("2026-03-07 23:50", zone), due=None)
    midnight = at("2026-03-08 00:05", zone)
    assert before(city, midnight)["reported"] == 0
    assert before(city, midnight + 5 * MINUTE)["reported"] == 1
    assert before(city, at("2026-03-08 23:50", zone))["reported"] == 2
    assert before(city, at("2026-03-14 23:49", zone), "week")["reported"] == 1


def test_people_and_coverage_are_written_down_each_half_hour() -> None:
    city = small_city()
    for second in (-1, 0):
        city.fold_fixes(fix("ann", "1-1", NOW + second * SECOND), NOW + second * SECOND)
        city.tick(NOW + second * SECOND)
    assert before(city, NOW + DAY + 10 * MINUTE) == {"on_duty": 1, "grids_covered": 1}
    assert before(city, NOW + DAY + 20 * MINUTE) == {}
    assert before(city, NOW + 7 * DAY, "week", "1") == {"on_duty": 1, "grids_covered": 1}


def test_while_nothing_is_heard_nobody_is_written_down_as_off_duty() -> None:
    city = small_city()
    city.fold_fixes(fix("ann", "1-1", NOW - HOUR), NOW - HOUR)
    for second in (-1, 0):
        city.tick(NOW + second * SECOND)
    assert before(city, NOW + DAY) == {}


def test_memory_is_bounded_and_what_it_forgets_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_cases, "MOST", 1)
    city = old_city()
    for n in range(4):
        hold(
            city,
            f"c{n}",
            time=NOW - 5 * DAY + n * DAY,
            state="closed",
            ended_at=NOW - 5 * DAY + n * DAY,
            due=None,
        )
    assert before(city)["reported"] == 0
    assert len(city.earlier.past) == 1
    assert before(city, ago="week") == {}


def test_a_snapshot_brings_the_other_days_back() -> None:
    city = old_city()
    hold(city, "a", time=NOW - DAY - HOUR, due=None)
    for second in (-1, 0):
        city.fold_fixes(fix("ann", "1-1", NOW + second * SECOND), NOW + second * SECOND)
        city.tick(NOW + second * SECOND)
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(remember(city)))
    again = small_city()
    revive(again, stored)
    for ago in ("day", "week"):
        assert before(again, NOW + DAY, ago) == before(city, NOW + DAY, ago)
    assert before(again, NOW + DAY)["on_duty"] == 1


@pytest.mark.parametrize("part", ["past", "samples"])
def test_a_snapshot_whose_other_days_cannot_be_read_is_refused(part: str) -> None:
    city = old_city()
    city.tick(NOW)
    stored = remember(city)
    stored["earlier"][part] = {
        name: b"?" if isinstance(value, bytes) else value for name, value in stored["earlier"][part].items()
    }
    with pytest.raises(SnapshotError, match="must be complete"):
        revive(small_city(), stored)
