"""Programs elsewhere are told how the wall is for a token, and for nothing that looks like one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dashboard.access.account_guard import AccountGuard
from dashboard.access.network import Network
from dashboard.access.status_token import status_token
from dashboard.settings.sections import WebSettings
from dashboard.settings.settings import Settings, SettingsError
from tests.dashboard.accounts.test_account_guard import KEYS
from tests.dashboard.accounts.test_sign_in import House

TOKEN = "t0ken-of-sixteen-or-more"
FAR = {"REMOTE_ADDR": "10.0.0.9"}


def asked(house: House, path: str, told: str | None, token: str = TOKEN) -> int:
    made = Flask("far", static_folder=None)

    @made.get("/<path:path>")
    def inside(path: str) -> str:
        return path

    made.wsgi_app = AccountGuard(  # type: ignore[method-assign]
        made.wsgi_app, Network(None, (), token), house.door, lambda: KEYS, lambda _: None
    )
    headers: dict[str, Any] = {"Authorization": told} if told else {}
    return made.test_client().get(path, headers=headers, environ_overrides=FAR).status_code


@pytest.mark.parametrize("path", ["/readyz", "/metrics", "/healthz"])
def test_the_token_opens_what_looks_after_the_wall(house: House, path: str) -> None:
    assert asked(house, path, f"Bearer {TOKEN}") == 200


@pytest.mark.parametrize("told", [None, TOKEN, f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN}x", "Bearer é"])
def test_nothing_else_does(house: House, told: str | None) -> None:
    assert asked(house, "/metrics", told) == 403


@pytest.mark.parametrize("path", ["/wall/1", "/health", "/api/areas/1/live", "/metrics/"])
def test_it_opens_nothing_else(house: House, path: str) -> None:
    assert asked(house, path, f"Bearer {TOKEN}") == 403


def test_without_a_token_an_empty_one_opens_nothing(house: House) -> None:
    assert asked(house, "/metrics", "Bearer ", token="") == 403


def web(**told: str) -> Settings:
    return replace(Settings(), web=replace(WebSettings(), **told))


def test_it_is_read_from_a_file_and_refused_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert status_token(web(status_token_file=str(tmp_path / "token"))) == TOKEN
    assert status_token(web()) == ""
    for told, words in (
        ({"status_token": "short-secret"}, "at least 16 printable ASCII characters, got 12"),
        ({"status_token": TOKEN, "status_token_file": "x"}, "got both"),
        ({"status_token_file": str(tmp_path / "none")}, "must be a readable file of text"),
    ):
        with pytest.raises(SettingsError, match=words) as refused:
            status_token(web(**told))
        assert "secret" not in str(refused.value) and TOKEN not in str(refused.value)
    assert TOKEN not in repr(web(status_token=TOKEN))
