"""OwnTracks' bodies as its booklet has them: 200 and an array whatever comes; a phone known by its user."""

from __future__ import annotations

from typing import Any

import pytest
from redis.exceptions import ConnectionError

from streams.access.devices import Devices
from streams.intake.doors import Question
from streams.intake.doors.owntracks import read
from streams.messages.values import RefusedError
from tests.cameras.served import basic as authorization
from tests.streams.intake.reception import Office, Phone, at_the_door

PATH = "/doors/owntracks"
LOCATION = {"_type": "location", "acc": 12, "alt": 7, "batt": 41, "cog": 271, "lat": 22.05, "lon": 113.05} | {
    "t": "u",
    "tid": "JJ",
    "topic": "owntracks/jane/phone",
    "tst": 1796046312,
    "vac": 3,
    "vel": 18,
    "conn": "m",
}
NOT_A_PLACE: list[Any] = [
    {"_type": "lwt", "tst": 1796046312},
    {"_type": "waypoint", "desc": "Office", "lat": 22.05, "lon": 113.05, "rad": 100, "tst": 1796046312},
    {"_type": "transition", "event": "enter", "lat": 22.05, "lon": 113.05, "tst": 1796046312, "acc": 5},
    {"_type": "card", "name": "Jane"},
    {"_type": "configuration", "password": "s3cret"},
    {"_type": "steps", "steps": 4},
    {"_type": "a new one"},
    {},
]


@pytest.fixture
def office(office: Office) -> Office:
    Devices(office.redis, office.keys).put({"ann/phone": "ann"}, 1)
    return office


def basic(office: Office, user: str = "ann") -> dict[str, str]:
    return {"Authorization": authorization(user, office.key)}


def asked(document: Any, user: str = "ann", **headers: str) -> Question:
    import msgspec

    return Question({}, headers, "application/json", msgspec.json.encode(document), user)


def test_a_location_is_read_with_its_own_units() -> None:
    [sent] = read(asked(LOCATION, **{"X-Limit-D": "phone"}))
    told = {name: value for name, value in sent.values.items() if value is not None}
    assert (sent.device, told) == (
        "ann/phone",
        {"time": 1796046312000, "lat": 22.05, "lon": 113.05, "accuracy": 12, "speed": 5, "heading": 271}
        | {"battery": 41},
    )


def test_a_phone_is_known_by_user_and_device_and_never_by_what_it_calls_itself() -> None:
    body = asked(LOCATION).body
    assert read(Question({"d": "pad"}, {}, "", body, "ann"))[0].device == "ann/pad"
    assert read(Question({}, {}, "", body, "ann"))[0].device == "ann"
    with pytest.raises(RefusedError, match="device must be 1 to 64 printable"):
        read(Question({}, {}, "", body, ""))


def test_a_phone_is_on_the_wall_and_is_answered_an_array(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        for _ in range(2):
            answered = await phone.ask(
                PATH, json=LOCATION, headers=basic(office) | {"X-Limit-U": "x", "X-Limit-D": "phone"}
            )
            assert answered == (200, "[]")
        async with phone.session.post(f"{phone.home}{PATH}?d=phone", headers=basic(office)) as answer:
            assert (answer.status, answer.content_type, await answer.json()) == (200, "application/json", [])

    at_the_door(office, trial)
    batch = office.read().batch
    assert (batch.inspector, float(batch.speed[0])) == (["ann"], 5.0)


@pytest.mark.parametrize("document", NOT_A_PLACE, ids=lambda told: str(told.get("_type")))
def test_whatever_is_no_location_is_answered_and_passed_over(office: Office, document: Any) -> None:
    async def trial(phone: Phone) -> None:
        assert await phone.ask(f"{PATH}?d=phone", json=document, headers=basic(office)) == (200, "[]")

    at_the_door(office, trial)
    assert office.entries() == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"_type": "encrypted", "data": "bm9uc2Vuc2U="}', "leave the encryption key in the app empty"),
        ('{"_type": "location", "lat": 122.05, "lon": 113.05, "tst": 1796046312}', "lat must be between -90"),
        ('{"_type": "location", "tst": 1796046312}', "lat must be a number, got nothing"),
        ('{"_type": "location"', "the body must be JSON"),
        ("[1]", "the body must be a JSON object"),
    ],
)
def test_what_is_of_no_use_is_answered_200_and_told(office: Office, body: str, said: str) -> None:
    async def trial(phone: Phone) -> None:
        assert await phone.ask(f"{PATH}?d=phone", data=body, headers=basic(office)) == (200, "[]")

    at_the_door(office, trial)
    [line] = office.lines()
    assert line.startswith("owntracks: ") and said in line and office.fixes() == []


def test_an_unknown_phone_is_answered_200_and_told_by_name(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        assert await phone.ask(f"{PATH}?d=pad", json=LOCATION, headers=basic(office)) == (200, "[]")

    at_the_door(office, trial)
    assert office.lines()[0].startswith("owntracks: device ann/pad: it is nobody's")


def test_without_a_key_of_ours_nobody_comes_in(office: Office) -> None:
    async def trial(phone: Phone) -> None:
        forged = (authorization("ann", "ann"), authorization(office.key, ""))
        for told in ("", *forged, "Basic ?", "Basic", f"Bearer {office.key}", "Basic /w=="):
            headers = {"Authorization": told} if told else {}
            async with phone.session.post(f"{phone.home}{PATH}", json=LOCATION, headers=headers) as answer:
                assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="gridwall"')

    at_the_door(office, trial)
    assert office.fixes() == []


def test_too_much_is_told_so_that_both_apps_keep_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.intake.reception.DEVICE_RATE", 1)

    async def trial(phone: Phone) -> None:
        answers = [await phone.ask(f"{PATH}?d=phone", json=LOCATION, headers=basic(office)) for _ in "ab"]
        assert [status for status, _ in answers] == [200, 503]

    at_the_door(office, trial)


def test_while_redis_is_away_a_phone_keeps_what_it_has(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(entries: list[Any]) -> list[Any]:
        return [ConnectionError("gone")] * len(entries)

    async def trial(phone: Phone) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(phone.service.writer, "_write", away)
            assert (await phone.ask(f"{PATH}?d=phone", json=LOCATION, headers=basic(office)))[0] == 503
        assert await phone.ask(f"{PATH}?d=phone", json=LOCATION, headers=basic(office)) == (200, "[]")

    at_the_door(office, trial)
    assert [fields["time"] for fields in office.fixes()] == ["1796046312000"]
