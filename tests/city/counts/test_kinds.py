"""Cases by category and by department add up to their headlines."""

from __future__ import annotations

import pytest

from city.cases import case_columns
from city.counts.kinds import by_kind
from city.live import LiveCity
from tests.city.held import hold, sent
from tests.city.small_city import DAY, NOW, counter, small_city


def kinds(city: LiveCity, code: str = "0") -> dict[str, int]:
    city.tick(NOW)
    first = city.areas.position[code]
    return by_kind(city.case_columns, city.matters, first, int(city.areas.end[first]), city.days.day(NOW))


def test_every_case_is_of_one_kind_and_together_they_are_the_headline() -> None:
    city = small_city()
    hold(city, "plain")
    hold(city, "sent", assignment=sent(department="former"), state="dispatched")
    hold(city, "person", "2-1", assignment=sent(inspector="ann"), state="dispatched")
    hold(city, "odd", item="never-heard-of", state="closed", ended_at=NOW)
    hold(city, "call", item="", sos=True)
    hold(city, "old", time=NOW - DAY)
    found = kinds(city)
    assert found == {
        "category:c": 3,
        "category:": 1,
        "category:sos": 1,
        "department:d": 3,
        "department:former": 1,
        "department:sos": 1,
    }
    for by, headline in (("category", "reported"), ("department", "open")):
        assert sum(n for name, n in found.items() if name.startswith(f"{by}:")) == counter(city, headline)
    assert kinds(city, "2") == {"category:c": 1, "department:d": 1}


def test_what_senders_invent_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_columns, "NAMES", 3)
    city = small_city()
    for n in range(5):
        hold(city, f"c{n}", item=f"invented-{n}")
    assert len(city.case_columns.names) == 3
    assert kinds(city)["category:"] == 5
