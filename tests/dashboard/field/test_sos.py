"""A call for help from a phone's page: heard through any link that was ever one, marked when in doubt."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from dashboard.field.sos import RATE
from streams.messages.contract import decode_positions
from tests.dashboard.field_office import FieldOffice, bearer
from tests.dashboard.office import now

PLACE = {"lat": 22.05, "lon": 113.05, "accuracy": 8.0}


def heard(office: FieldOffice) -> list[tuple[str, bool, float | None]]:
    found = decode_positions(office.redis.xrange(office.keys.positions))  # type: ignore[arg-type]
    assert found.rejects == []
    return [(sos.inspector, sos.unverified, sos.lat) for sos in found.sos]


def call(office: FieldOffice, link: str, **told: Any) -> Any:
    return office.post(link, "/api/field/sos", json=told)


def test_a_call_is_heard_at_the_phones_place(field_office: FieldOffice) -> None:
    answer = call(field_office, field_office.link(), **PLACE)
    assert (answer.status_code, answer.json) == (200, {"ok": True, "unverified": False})
    assert heard(field_office) == [("ann", False, 22.05)]


def test_a_call_needs_no_place(field_office: FieldOffice) -> None:
    assert call(field_office, field_office.link()).status_code == 200
    assert heard(field_office) == [("ann", False, None)]


@pytest.mark.parametrize("ended", ["expired", "revoked", "off the roster"])
def test_a_call_through_an_ended_link_is_heard_as_unverified(field_office: FieldOffice, ended: str) -> None:
    who = "zoe" if ended == "off the roster" else "ann"
    link = field_office.link(-1 if ended == "expired" else 1, inspector=who)
    if ended == "revoked":
        field_office.links.revoke("ann", now())
    answer = call(field_office, link, **PLACE)
    assert (answer.status_code, answer.json["unverified"]) == (200, True)
    assert heard(field_office) == [(who, True, 22.05)]


def test_an_unverified_call_becomes_a_case_that_says_so(field_office: FieldOffice) -> None:
    call(field_office, field_office.link(-1), **PLACE)
    live, entries = field_office.engine.live, field_office.redis.xrange(field_office.keys.positions)
    found = decode_positions(entries)  # type: ignore[arg-type]
    for sos in found.sos:
        live.fold_sos(sos.inspector, sos.time, sos.received, sos.lat, sos.lon, sos.unverified)
    assert [data["unverified"] for _, data in live.unfiled_sos(now())] == [True]
    assert len(found.batch) == 0


@pytest.mark.parametrize("link", ["f-" + "A" * 43, "", "x", "gridwall-key.a." + "A" * 43])
def test_a_call_through_no_link_at_all_is_told_to_telephone(field_office: FieldOffice, link: str) -> None:
    answer = call(field_office, link)
    assert (answer.status_code, answer.json["code"]) == (401, "unknown_link")
    assert "telephone" in answer.json["error"]
    assert heard(field_office) == []


def test_a_departments_link_calls_for_nobody(field_office: FieldOffice) -> None:
    assert call(field_office, field_office.link(department="d")).status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"[1]", b'{"lat": "x"}', b'{"lat": 999, "lon": 1}', b'{"time": -5}', b"x" * 9000],
)
def test_whatever_is_odd_about_a_call_it_is_heard(field_office: FieldOffice, body: bytes) -> None:
    answer = field_office.post(field_office.link(), "/api/field/sos", data=body)
    assert answer.status_code == 200
    assert heard(field_office) == [("ann", False, None)]


@pytest.mark.parametrize("odd", [{"accuracy": "good"}, {"accuracy": [8]}, {"time": "now"}, {"accuracy": -1}])
def test_what_is_odd_in_one_place_costs_no_other(field_office: FieldOffice, odd: dict[str, Any]) -> None:
    call(field_office, field_office.link(), **PLACE | odd)
    assert heard(field_office) == [("ann", False, 22.05)]


def test_a_call_that_waited_for_a_connection_counts_from_when_it_was_pressed(
    field_office: FieldOffice,
) -> None:
    link, pressed = field_office.link(), now() - 300_000
    call(field_office, link, time=pressed)
    call(field_office, link, time=now() + 3_600_000)
    times = [int(fields[b"time"]) for _, fields in field_office.redis.xrange(field_office.keys.positions)]
    assert times[0] == pressed
    assert times[1] <= now()


def test_a_flood_of_calls_through_one_link_is_stopped_and_anothers_is_heard(
    field_office: FieldOffice,
) -> None:
    loud, other = field_office.link(-1), field_office.link(inspector="bob")
    answers = [call(field_office, loud) for _ in range(RATE + 2)]
    assert [answer.status_code for answer in answers] == [200] * RATE + [429] * 2
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert call(field_office, other).status_code == 200
    assert len(heard(field_office)) == RATE + 1


def test_a_call_that_does_not_say_how_long_it_is_is_heard_and_not_read(field_office: FieldOffice) -> None:
    endless = BytesIO(b"7" * 10**6)
    answer = field_office.client.post(
        "/api/field/sos",
        headers=bearer(field_office.link()) | {"Transfer-Encoding": "chunked"},
        input_stream=endless,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (answer.status_code, heard(field_office)) == (200, [("ann", False, None)])
    assert endless.tell() == 0


def test_a_call_with_far_too_much_beside_it_is_heard(field_office: FieldOffice) -> None:
    answer = field_office.post(field_office.link(), "/api/field/sos", data=b"x" * 200_000)
    assert (answer.status_code, heard(field_office)) == (200, [("ann", False, None)])
