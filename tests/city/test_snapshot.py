"""A restart: what comes back from a snapshot, and which snapshots are refused."""

from typing import Any

import msgspec
import pytest

from city.live import LiveCity
from city.snapshot import SnapshotError, remember, revive
from tests.city.small_city import (
    HOUR,
    MINUTE,
    NOW,
    counter,
    filed,
    fix,
    roster,
    small_city,
)


@pytest.fixture
def snapshot() -> dict[str, Any]:
    """As it comes back from Redis."""
    city = small_city()
    city.fold_fixes(fix("ann", "1-1", NOW - MINUTE, battery=80.0), NOW)
    city.fold_fixes(fix("ann", "1-1", NOW, north=100), NOW)
    city.fold_fixes(fix("stranger", "2-1", NOW), NOW)
    city.fold_events([filed("a"), filed("s", sos=True, inspector="ann")], NOW)
    city.fold_sos("ann", NOW, NOW, None, None)
    city.fold_ahead({"bob": 12})
    city.tick(NOW)
    state: dict[str, Any] = msgspec.msgpack.decode(msgspec.msgpack.encode(remember(city)))
    return state


def revived(snapshot: dict[str, Any], city: LiveCity | None = None, now: int = NOW) -> LiveCity:
    city = city or small_city()
    revive(city, snapshot)
    city.tick(now)
    return city


def test_everything_that_counts_comes_back(snapshot: dict[str, Any]) -> None:
    city = revived(snapshot)
    assert remember(city) == remember(revived(remember(city)))
    assert [counter(city, name) for name in ("patrolling", "unlisted", "open", "sos", "grids_covered")] == [
        1, 1, 2, 1, 1,
    ]  # fmt: skip
    assert city.clock_wrong == {"bob": 12}
    assert city.people.sos[city.people.row["ann"]]
    assert [case.id for case in city.area_cases("1-1")] == ["a", "s"]


def test_people_are_told_anew_after_a_restart(snapshot: dict[str, Any]) -> None:
    city = revived(snapshot)
    assert (city.people.version[city.area_people(0)] > 0).all()


def test_who_left_the_roster_comes_back_unlisted_and_who_joined_it_at_home(snapshot: dict[str, Any]) -> None:
    city = revived(snapshot, small_city(roster(bob="1-2", stranger="2-1")))
    assert [counter(city, name) for name in ("people", "on_duty", "unlisted")] == [2, 1, 1]
    assert counter(city, "on_duty", "2-1") == 1
    city.tick(NOW + HOUR)
    assert counter(city, "unlisted") == 0


def test_time_that_passed_meanwhile_counts(snapshot: dict[str, Any]) -> None:
    city = revived(snapshot, now=NOW + 11 * MINUTE)
    assert [counter(city, name) for name in ("on_duty", "offline", "open")] == [0, 5, 2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 0}, "schema must be 6, got 0"),
        ({"edition": "aaaa", "tree": {}}, "snapshot: must be complete"),
        ({"visits": b"123"}, "snapshot: must be complete"),
        ({"fixes": b"123"}, "snapshot: must be complete"),
        ({"cases": [[1]]}, "snapshot: must be complete"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused_in_words(
    snapshot: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    with pytest.raises(SnapshotError, match=said):
        revive(small_city(), snapshot | change)


def test_a_city_that_has_folded_something_refuses_a_snapshot(snapshot: dict[str, Any]) -> None:
    with pytest.raises(SnapshotError, match="before anything else"):
        revived(snapshot, revived(snapshot))
