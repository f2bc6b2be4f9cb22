"""What is told of an open call: where its caller is now, and how far whoever was sent still is."""

from dataclasses import replace
from typing import Any

import pytest

from city.cases.case import Case
from city.live import LiveCity
from city.queries.calls import caller, heard_of, scene, way
from city.queries.responders import Responders
from tests.city.held import hold, sent
from tests.city.small_city import MINUTE, NOW, PLACES, acknowledged, filed, fix, small_city


def called(city: LiveCity, **told: Any) -> Case:
    """Ann calls from grid 1-1."""
    return hold(city, "c", sos=True, urgent=True, inspector="ann", **told)


def seen(*batches: Any) -> LiveCity:
    city = small_city()
    for batch in batches:
        city.fold_fixes(batch, NOW)
    city.tick(NOW)
    return city


def test_the_caller_is_where_they_went_not_where_they_called() -> None:
    city = seen(fix("ann", "1-1", NOW - MINUTE), fix("ann", "1-1", NOW, north=200, accuracy=8, battery=34))
    case = called(city)
    found = caller(city, case, NOW)
    assert found and (found.heard, found.placed, found.accuracy, found.battery) == (NOW, NOW, 8, 34)
    assert [time for time, _, _ in found.track] == [NOW - MINUTE, NOW]
    assert scene(city, case) == (found.lat, found.lon) != (case.lat, case.lon)
    assert heard_of(city, case) == NOW


def test_one_who_was_sent_is_as_far_as_from_the_caller_to_them() -> None:
    city = seen(fix("ann", "1-1", north=500), fix("bob", "1-1"))
    case = called(city, state="dispatched", assignment=sent("bob"))
    left = way(city, case)
    assert left and left.metres == pytest.approx(500, abs=1)
    assert left.seconds == pytest.approx(500 * 1.3 / (5 / 3.6), rel=0.01)


def test_nobody_is_on_the_way_once_they_are_there_or_when_it_is_a_department() -> None:
    city = seen(fix("ann", "1-1"), fix("bob", "1-1"))
    there = replace(sent("bob"), arrived_at=NOW)
    assert way(city, called(city, state="handling", assignment=there)) is None
    assert way(city, called(city)) is None


def test_an_answered_call_is_where_it_was_filed() -> None:
    city = seen(fix("ann", "1-1", north=500), fix("bob", "1-1"))
    case = called(city, state="handling", assignment=replace(sent("bob"), arrived_at=NOW))
    assert scene(city, case) == (case.lat, case.lon)


def test_who_was_never_seen_has_no_place_and_no_clock() -> None:
    city = seen()
    case = called(city, lat=None, lon=None)
    assert (caller(city, case, NOW), heard_of(city, case), scene(city, case)) == (None, None, None)


def test_a_caller_is_offered_for_nothing_until_somebody_came() -> None:
    city = seen(fix("ann", "1-1"), fix("bob", "1-1"))
    city.fold_events([filed("c", sos=True, inspector="ann"), acknowledged("c")], NOW)
    other = hold(city, "other", lat=PLACES["1-1"][0], lon=PLACES["1-1"][1])
    assert [one.inspector for one in Responders(city).near(other, "0")] == ["bob"]
