"""Traccar Client's bodies, as documented and as its server's tests have them, become fixes in our units."""

from __future__ import annotations

import time
from typing import Any

import pytest

from streams.intake.doors import Question
from streams.intake.doors.osmand import read
from streams.messages.values import RefusedError
from tests.streams.intake.reception import Office, Phone, at_the_door

DEVICE = "48241179"


def location(**more: Any) -> dict[str, Any]:
    """As client 9 and 10 send it."""
    return {
        "timestamp": "2026-11-30T13:45:12.862Z",
        "coords": {
            "latitude": 22.05,
            "longitude": 113.05,
            "accuracy": 5,
            "speed": 1.5,
            "heading": -1,
            "altitude": 5,
        },
        "is_moving": False,
        "odometer": 0,
        "event": "motionchange",
        "battery": {"level": 0.79, "is_charging": False},
        "activity": {"type": "still"},
        "extras": {},
        "_": f"&id={DEVICE}&lat=22.05&lon=113.05&timestamp=2026-11-30T13:45:12.862Z&",
    } | more


def body(**more: Any) -> dict[str, Any]:
    return {"location": location(**more), "device_id": DEVICE}


def form(query: str = "", sent: str = "") -> Question:
    pairs = dict(pair.split("=") for pair in query.split("&")) if query else {}
    return Question(pairs, {}, "application/x-www-form-urlencoded", sent.encode())


FORM = (
    f"id={DEVICE}&timestamp=1796046312&lat=22.05&lon=113.05&speed=10&bearing=63&altitude=3&accuracy=4&batt=87"
)


@pytest.mark.parametrize("asked", [form(FORM), form("", FORM)], ids=["query", "form"])
def test_a_query_and_a_form_are_read_with_knots_and_seconds(asked: Question) -> None:
    [sent] = read(asked)
    assert (sent.device, sent.placed, sent.mock) == (DEVICE, True, False)
    told = {name: value for name, value in sent.values.items() if value is not None}
    assert told == {
        "time": 1796046312000,
        "lat": "22.05",
        "lon": "113.05",
        "accuracy": 4.0,
        "speed": pytest.approx(5.14444, abs=1e-4),
        "heading": 63.0,
        "battery": 87.0,
    }


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("1796046312", 1796046312000),
        ("1796046312862", 1796046312862),
        ("1796046312.5", 1796046312500),
        ("2026-11-30T13:45:12Z", "2026-11-30T13:45:12Z"),
        ("", None),
    ],
)
def test_seconds_milliseconds_and_iso_are_told_apart(told: str, wanted: object) -> None:
    assert read(form(f"id=1&lat=1&lon=1&timestamp={told}"))[0].values["time"] == wanted


def test_minus_one_is_unknown_and_a_battery_is_a_share() -> None:
    coords = {"latitude": 37.785834, "longitude": -122.406417, "speed": -1, "heading": -1, "accuracy": -1}
    [sent] = read(question(body(coords=coords, battery={"level": -1, "is_charging": False})))
    assert [sent.values[name] for name in ("speed", "heading", "accuracy", "battery")] == [None] * 4
    assert read(question(body()))[0].values["battery"] == pytest.approx(79)


@pytest.mark.parametrize("told", ["id=1&cell=257,02,16,2224", "id=1&lat=1&lon=1&valid=false", "id=1"])
def test_what_names_no_place_is_no_fix(told: str) -> None:
    assert not read(form("", told))[0].placed


def test_a_token_to_wake_the_phone_is_passed_over() -> None:
    assert read(form("", f"id={DEVICE}&notificationToken=abc")) == ()


@pytest.mark.parametrize(
    "sent", [b"{", b'{"location": {}}', b"\xff\xfe=1", b"[]", b"&" * 200, b'{"device_id": {}}']
)
def test_what_cannot_be_read_is_refused_in_a_sentence(sent: bytes) -> None:
    with pytest.raises(RefusedError):
        read(Question({}, {}, "application/json" if sent[:1] in b"{[" else "", sent))


def question(document: Any) -> Question:
    import msgspec

    return Question({}, {}, "application/json", msgspec.json.encode(document))


def test_a_phone_is_on_the_wall_with_what_it_told(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        assert await phone.ask(f"/doors/osmand/{office.key}", json=body()) == (200, "")

    at_the_door(office, trial)
    batch = office.read().batch
    assert (batch.inspector, float(batch.lat[0]), float(batch.lon[0])) == (["ann"], 22.05, 113.05)
    assert (float(batch.speed[0]), float(batch.accuracy[0]), float(batch.battery[0])) == (1.5, 5.0, 79.0)
    assert int(batch.time[0]) == 1796046312862 and office.lines() == []


def test_sos_is_a_call_whatever_else_is_wrong(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        at = f"/doors/osmand/{office.key}"
        await phone.ask(at, json=body(extras={"alarm": "sos"}))
        now = int(time.time())
        await phone.ask(f"{at}?id=tracker-1&timestamp={now}&lat=999&lon=1&alarm=lowBattery,sos", method="GET")
        await phone.ask(at, json=body(extras={"alarm": "sos"}, mock=True, timestamp="2026-11-30T13:46:00Z"))

    at_the_door(office, trial)
    calls = office.read().sos
    assert [(call.inspector, call.lat) for call in calls] == [("ann", 22.05), ("ann", None), ("ann", None)]


def test_a_mock_place_counts_for_nothing_and_is_told(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(f"/doors/osmand/{office.key}", json=body(mock=True))
        assert (status, said) == (200, "Not taken: the place is a mock location.\n")
        assert await phone.metric('gridwall_doors_fixes_total{door="osmand",outcome="mock"} 1.0')

    at_the_door(office, trial)
    assert office.fixes() == []
    assert office.lines() == [f"osmand: device {DEVICE}: the place is a mock location"]


@pytest.mark.parametrize(
    ("coords", "said"),
    [
        ({"latitude": 113.9, "longitude": 22.0}, "lat must be between -90 and 90, got 113.9"),
        ({"latitude": 0, "longitude": 0}, "lat and lon must be a place, got (0, 0)"),
        ({"latitude": "x", "longitude": 1}, "lat must be a number, got x"),
    ],
)
def test_a_bad_fix_is_answered_200_and_told(office: Office, coords: dict[str, Any], said: str) -> None:
    """Anything else and the phone would send it for ever."""

    async def trial(phone: Phone) -> None:
        status, answered = await phone.ask(f"/doors/osmand/{office.key}", json=body(coords=coords))
        assert status == 200 and said in answered

    at_the_door(office, trial)
    assert office.fixes() == [] and said in office.lines()[0]
    [reject] = office.read().rejects
    assert said in reject.reason and '"why":"unreadable"' in reject.raw
