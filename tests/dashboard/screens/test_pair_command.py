"""What whoever handles screens asks for a code, and what of it is done, wholly or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisAway

from city.access.roles import ROLES
from streams.access.pairing import Pairing
from streams.access.sign_in_delays import FREE
from tests.dashboard.account_office import HERE
from tests.dashboard.screens.pairing_office import ASKED, PairingOffice

PAGE = {**HERE, "Accept": "text/html"}
EVIL = {"Origin": "https://evil.example"}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "field"])
def test_only_who_handles_screens_types_codes(pairing: PairingOffice, role: str) -> None:
    before = len(list(pairing.screens()))
    answer = pairing.pair(role, pairing.code(pairing.stranger()))
    allowed = role in ("operator", "head")
    assert answer.status_code == (200 if allowed else 403)
    assert len(list(pairing.screens())) - before == allowed
    if not allowed:
        assert set(answer.json["reason"]) == {"zh", "en"}


def test_a_stranger_types_no_code(pairing: PairingOffice) -> None:
    assert pairing.pair("nobody", pairing.code(pairing.stranger())).status_code == 401


@pytest.mark.parametrize(
    "told",
    [
        {"area": "2"},
        {"area": "0"},
        {"area": "nowhere"},
        {"name": "  "},
        {"name": "x" * 65},
        {"room": ""},
        {"row": 0},
        {"column": 99},
        {"distance": -1.0},
        {"panel": 9999.0},
    ],
)
def test_what_may_not_hang_so_leaves_nothing_behind_and_the_code_is_still_good(
    pairing: PairingOffice, told: dict[str, Any]
) -> None:
    browser, before = pairing.stranger(), list(pairing.screens())
    code = pairing.code(browser)
    answer = pairing.pair("operator", code, **told)
    assert answer.status_code == 409 and all(answer.json["reason"][lang] for lang in ("zh", "en"))
    pairing.read()
    plan = pairing.office.screens.following.reader.plan
    assert list(pairing.screens()) == before
    assert {screen.id for screen in plan.screens.values() if screen.id.startswith("screen-")} == {
        account.id for account in before
    }
    assert pairing.look(browser) == {"state": "waiting"}
    assert pairing.pair("operator", code).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"command": "c"}', b'{"command": 1}', b"\xff", b'{"command": "a b", "code": "x"}'],
)
def test_what_no_page_sends_is_refused_in_a_sentence(pairing: PairingOffice, body: bytes) -> None:
    client = pairing.office.client("operator")
    answer = client.post("/api/screens/pair", data=body, content_type="application/json", headers=HERE)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_command")
    whole = {"command": "c", "code": "x", **ASKED}
    for more in ({"id": "screen-mine"}, {"clearance": "all"}):
        assert client.post("/api/screens/pair", json=whole | more, headers=HERE).status_code == 400
    assert client.post("/api/screens/pair", data=whole, headers=HERE).status_code == 400


def test_who_guesses_codes_waits_longer_and_longer_and_signing_in_does_not(pairing: PairingOffice) -> None:
    browser = pairing.stranger()
    code = pairing.code(browser)
    answers = [pairing.pair("operator", "AAAA-AAAA") for _ in range(FREE + 3)]
    codes = [answer.json["code"] for answer in answers]
    assert codes[: FREE + 1] == ["unknown_code"] * (FREE + 1) and codes[-1] == "wait"
    refused = pairing.pair("operator", code)  # the right one waits, too
    assert (refused.status_code, refused.json["code"]) == (429, "wait")
    assert int(refused.headers["Retry-After"]) >= 1
    assert pairing.look(browser) == {"state": "waiting"}
    told = {"account": "x-operator", "password": "a guess"}
    assert browser.post("/sign-in", data=told, headers=HERE).status_code == 401  # looked at, not delayed


def test_the_same_command_again_is_the_same_screen(pairing: PairingOffice) -> None:
    browser, before = pairing.stranger(), len(list(pairing.screens()))
    code = pairing.code(browser)
    first = pairing.pair("operator", code, command="again")
    assert pairing.pair("operator", code, command="again").json == first.json
    assert pairing.look(browser)["state"] == "paired"
    assert pairing.pair("operator", code, command="again").json == first.json  # after it was collected
    assert pairing.pair("operator", code, command="other").json["code"] == "unknown_code"
    assert pairing.pair("head", code, command="again").json["code"] == "unknown_code"  # theirs is another
    assert len(list(pairing.screens())) == before + 1


def test_a_command_that_stopped_half_way_goes_on_where_it_stopped(
    pairing: PairingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, before = pairing.stranger(), len(list(pairing.screens()))
    code = pairing.code(browser)

    def away(*_: object) -> bool:
        raise RedisAway("gone")

    with monkeypatch.context() as patch:
        patch.setattr(Pairing, "accept", away)
        refused = pairing.pair("operator", code, command="half")
    assert (refused.status_code, set(refused.json["reason"])) == (503, {"zh", "en"})
    assert pairing.look(browser) == {"state": "waiting"}
    assert pairing.pair("operator", code, command="half").status_code == 200
    assert pairing.look(browser)["state"] == "paired"
    assert len(list(pairing.screens())) == before + 1


def test_a_code_that_ends_while_it_is_typed_leaves_no_screen(
    pairing: PairingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(pairing.screens())
    monkeypatch.setattr(Pairing, "accept", lambda *_: False)
    assert pairing.pair("operator", pairing.code(pairing.stranger())).json["code"] == "unknown_code"
    pairing.read()
    plan = pairing.office.screens.following.reader.plan
    assert list(pairing.screens()) == before
    assert {id for id in plan.screens if id.startswith("screen-")} == {account.id for account in before}


def test_programs_find_how_a_screen_is_paired(pairing: PairingOffice) -> None:
    document = pairing.stranger().get("/api/openapi.json", headers=HERE).json
    told = document["paths"]["/api/screens/pair"]["post"]
    assert "unknown_code" in told["responses"]["404"]["description"]
    assert set(document["components"]["schemas"]["Pair"]["required"]) == {
        "command",
        "code",
        "name",
        "room",
        "area",
    }
