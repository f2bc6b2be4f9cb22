"""Whatever is done to a screen in the plan is done to what it comes in with."""

from __future__ import annotations

from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisAway

from dashboard.access.viewer import Viewer
from streams.access.screen_accounts import ScreenAccounts
from tests.dashboard.account_office import HERE
from tests.dashboard.screens.pairing_office import PairingOffice

PAGE = {**HERE, "Accept": "text/html"}


def ask(pairing: PairingOffice, role: str, command: str, do: str, **data: Any) -> dict[str, Any]:
    viewer = Viewer(f"x-{role}", role, "1", pairing.office.sessions[role])
    told = {"command": command, "do": do, "data": data}
    answer = pairing.office.screens.commands.carry_out(viewer, told)
    pairing.read()
    return answer


def test_a_screen_that_is_taken_down_is_revoked(pairing: PairingOffice) -> None:
    browser, id = pairing.screen()
    assert ask(pairing, "operator", f"down-{id}", "take_down", screen=id)["ok"]
    assert browser.get("/wall/1", headers=PAGE).location == "/screen"
    account = pairing.accounts.get(id)
    assert account is not None and not account.current()
    assert pairing.acts()[0].act == "screen_revoked"


def test_a_screen_that_hangs_elsewhere_sees_what_is_there_and_nothing_else(pairing: PairingOffice) -> None:
    browser, id = pairing.screen()
    told = {"id": id, "name": "Two", "room": "hall", "area": "1-1", "row": 2, "revision": 1}
    assert ask(pairing, "head", f"move-{id}", "hang", **told)["ok"]
    account = pairing.accounts.get(id)
    assert account is not None and account.name == "Two"
    assert browser.get("/api/areas/1-1/live", headers=HERE).status_code == 200
    assert browser.get("/api/areas/1/live", headers=HERE).status_code == 404
    assert [audited.act for audited in pairing.acts()[:2]] == ["screen_renamed", "screen_moved"]


@pytest.mark.parametrize("role", ["leader", "officer"])
def test_who_may_not_hang_it_does_nothing_to_what_it_comes_in_with(pairing: PairingOffice, role: str) -> None:
    browser, id = pairing.screen()
    assert not ask(pairing, role, f"down-{role}-{id}", "take_down", screen=id)["ok"]
    assert browser.get("/screen", headers=PAGE).location == f"/screen/{id}"


def test_what_stopped_half_way_is_finished_when_the_command_comes_again(
    pairing: PairingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, id = pairing.screen()

    def away(*_: object) -> None:
        raise RedisAway("gone")

    with monkeypatch.context() as patch:
        patch.setattr(ScreenAccounts, "revoke", away)
        assert not ask(pairing, "operator", f"down-{id}", "take_down", screen=id)["ok"]
    assert browser.post("/screen/pairing", headers=HERE).json == {"state": "unhung"}
    assert ask(pairing, "operator", f"down-{id}", "take_down", screen=id)["ok"]
    assert browser.get("/wall/1", headers=PAGE).location == "/screen"
    assert browser.post("/screen/pairing", headers=HERE).json["state"] == "waiting"
