"""What a Traccar server forwards, as its documentation and forum show it: each fix once, and only fixes."""

from __future__ import annotations

from typing import Any

import pytest

from streams.intake.doors import Question
from streams.intake.doors.traccar import read
from streams.messages.values import RefusedError, moment
from tests.streams.intake.reception import Office, Phone, at_the_door

PATH, TRACKER = "/doors/traccar", "359881234567890"
FIXED = 1796046312000


def forwarded(attributes: dict[str, Any] | None = None, **position: Any) -> dict[str, Any]:
    place = {
        "id": 2147698135,
        "attributes": {"batteryLevel": 85, "motion": True, "distance": 10.02, **(attributes or {})},
        "deviceId": 134,
        "protocol": "teltonika",
        "serverTime": "2026-11-30T13:45:30.000+00:00",
        "deviceTime": "2026-11-30T13:45:12.000+00:00",
        "fixTime": "2026-11-30T13:45:12.000+00:00",
        "outdated": False,
        "valid": True,
        "latitude": 22.05,
        "longitude": 113.25,
        "altitude": 21.0,
        "speed": 10,
        "course": 117.0,
        "address": None,
        "accuracy": 0.0,
        "network": None,
        "geofenceIds": None,
    }
    device = {"id": 134, "name": "巡查车 3", "uniqueId": TRACKER, "status": "online", "disabled": False}
    return {"position": place | position, "device": device}


def sent(document: Any) -> Any:
    import msgspec

    return read(Question({}, {}, "application/json", msgspec.json.encode(document)))[0]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_position_is_read_with_knots_and_an_accuracy_of_0_as_unknown() -> None:
    one = sent(forwarded())
    told = {name: value for name, value in one.values.items() if value is not None and name != "time"}
    assert (one.device, one.placed) == (TRACKER, True)
    speed = pytest.approx(5.14444, abs=1e-4)
    assert told == {"lat": 22.05, "lon": 113.25, "speed": speed, "heading": 117.0, "battery": 85.0}


@pytest.mark.parametrize(
    "time", [FIXED, "2026-11-30T13:45:12.000+00:00", "2026-11-30T13:45:12.000+0000", "2026-11-30T13:45:12Z"]
)
def test_times_are_read_as_any_version_sends_them(time: object) -> None:
    assert moment("time", sent(forwarded(fixTime=time)).values["time"]) == FIXED


@pytest.mark.parametrize("told", [{"outdated": True}, {"valid": False}])
def test_what_is_outdated_or_not_valid_is_no_fix(office: Office, told: dict[str, Any]) -> None:
    async def trial(phone: Phone) -> None:
        assert await phone.ask(PATH, json=forwarded(**told), headers=bearer(office.key)) == (200, "")
        assert await phone.metric('gridwall_doors_fixes_total{door="traccar",outcome="no_fix"} 1.0')

    at_the_door(office, trial)
    assert office.entries() == []


def test_a_tracker_that_stands_still_is_one_fix_however_often_it_is_forwarded(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        for second in range(30, 33):
            again = forwarded(serverTime=f"2026-11-30T13:45:{second}.000+00:00", id=second)
            assert (await phone.ask(PATH, json=again, headers=bearer(office.key)))[0] == 200
        await phone.ask(PATH, json=forwarded(fixTime="2026-11-30T13:45:13Z"), headers=bearer(office.key))

    at_the_door(office, trial)
    assert [fields["time"] for fields in office.fixes()] == [str(FIXED), str(FIXED + 1000)]
    assert office.read().batch.inspector == ["dan", "dan"]


@pytest.mark.parametrize("told", [{}, {"valid": False}])
def test_a_trackers_sos_button_is_a_call(office: Office, told: dict[str, Any]) -> None:
    async def trial(phone: Phone) -> None:
        button = forwarded({"alarm": "lowBattery,sos"}, **told)
        assert (await phone.ask(PATH, json=button, headers=bearer(office.key)))[0] == 200

    at_the_door(office, trial)
    [call] = office.read().sos
    assert (call.inspector, call.time, call.lat) == ("dan", FIXED, None if told else 22.05)


def test_a_device_that_is_nobodys_takes_no_room_of_others(office: Office) -> None:
    """Traccar tries again what is not answered 2xx, and has room for so many."""
    strange = forwarded()
    strange["device"]["uniqueId"] = "860000000000001"

    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(PATH, json=strange, headers=bearer(office.key))
        assert (status, "860000000000001 is not taken: it is nobody's" in said) == (200, True)

    at_the_door(office, trial)
    assert len(office.lines()) == 1 and office.fixes() == []


@pytest.mark.parametrize(
    "document", [{}, {"position": {}}, {"event": {"type": "deviceOnline"}, "device": {"id": 1}}, 7]
)
def test_another_body_is_refused_in_a_sentence(document: Any) -> None:
    with pytest.raises(RefusedError, match="must have a position and a device"):
        sent(document)


def test_a_url_forwarders_empty_body_is_told_what_to_set(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        status, said = await phone.ask(PATH, headers=bearer(office.key))
        assert status == 200 and "must be JSON (forward.type)" in said
        assert (await phone.ask(PATH, json=forwarded()))[0] == 401
        assert (await phone.ask(PATH, json=forwarded(), headers=bearer("x")))[0] == 401

    at_the_door(office, trial)
    assert office.fixes() == []
