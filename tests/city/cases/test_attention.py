"""What needs eyes first: the same order in feeds, queues and lists."""

from typing import Any

import numpy as np

from city.cases.attention import ATTENTION, attention
from city.cases.case import Case, Order
from city.live import LiveCity
from city.queries.listing import ListedCase, rows_behind
from tests.city.held import hold, sent
from tests.city.small_city import DAY, HOUR, MINUTE, NOW, filed, small_city

CALL = {"sos": True, "urgent": True}
HEARD = {"acknowledged_by": "seat-1", "acknowledged_at": NOW}


def kept(city: LiveCity, id: str, ago: int = 0, **told: Any) -> Case:
    return hold(city, id, filed=NOW - ago, **told)


def every_kind(city: LiveCity) -> list[str]:
    """Held in any order; ids in the one wanted."""
    busy = {"owner": "wang", "assignment": sent("ann")}
    kept(city, "in-hand-later", state="dispatched", due=NOW + DAY, **busy)
    kept(city, "ended", state="closed", ended_at=NOW)
    kept(city, "unclaimed-old", ago=HOUR)
    kept(city, "in-hand-soon", ago=DAY, state="dispatched", due=NOW + HOUR, **busy)
    kept(city, "urgent", ago=HOUR, urgent=True)
    kept(city, "unclaimed", ago=MINUTE)
    kept(city, "late", state="handling", due=NOW - MINUTE, **busy)
    kept(city, "call-heard", ago=DAY, **CALL, **HEARD)
    kept(city, "later", due=NOW - HOUR)
    kept(city, "ordered-later", due=NOW - DAY, order=Order("why?", "yu", NOW, NOW + HOUR), **busy)
    kept(city, "ordered", order=Order("why?", "yu", NOW - HOUR, NOW - MINUTE), state="handling", **busy)
    kept(city, "ordered-over", ago=2 * HOUR, order=Order("why?", "yu", NOW, NOW, "so", "wang", NOW))
    kept(city, "call-young", **CALL)
    kept(city, "call-old", ago=MINUTE, **CALL)
    calls = ["call-old", "call-young", "call-heard"]
    waits = ["unclaimed", "unclaimed-old", "ordered-over"]
    return [*calls, "ordered", "ordered-later", "later", "late", "urgent", *waits, *HANDS, "ended"]


HANDS = ["in-hand-soon", "in-hand-later"]


def test_an_open_call_is_always_first_then_what_is_late_urgent_nobody_s_and_in_hand() -> None:
    city = small_city()
    wanted = every_kind(city)
    city.tick(NOW)
    rows = np.arange(len(city.case_columns))
    assert city.case_columns.foremost(rows, NOW) == wanted
    assert city.case_columns.foremost(rows, NOW, 4) == wanted[:4]
    listed = rows_behind(city, "reported", "0", 20)
    assert [row.id for row in listed if isinstance(row, ListedCase)] == [
        each
        for each in wanted
        if each not in ("call-heard", "in-hand-soon")  # filed yesterday
    ]


def test_whoever_counts_one_by_one_finds_the_same() -> None:
    city = small_city()
    wanted = city.some(every_kind(city))
    places = [ATTENTION.index(attention(case, NOW)) for case in wanted]
    assert places == sorted(places) and set(places) == set(range(len(ATTENTION)))


def test_a_wall_is_told_of_what_is_late_before_what_is_new() -> None:
    city = small_city()
    kept(city, "late", ago=DAY, due=NOW - HOUR)
    for number in range(5):
        kept(city, f"new-{number}", ago=number)
    city.tick(NOW)
    assert "late" in [case.id for case in city.wall_cases("0", opened=3, latest=2)]


def test_what_was_put_right_within_the_hour_is_counted_by_when_it_ended() -> None:
    city = small_city()
    city.fold_events([filed("a", outcome="advised"), filed("b", time=NOW - HOUR, outcome="advised")], NOW)
    city.tick(NOW)
    assert [row.id for row in rows_behind(city, "advised_hour", "0", 9) if isinstance(row, ListedCase)] == [
        "a"
    ]
    city.tick(NOW + HOUR)
    assert rows_behind(city, "advised_hour", "0", 9) == []
