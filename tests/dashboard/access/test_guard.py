"""Nobody sees a name without the start token, whatever they ask for; with it a browser is in and stays so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.access import start_token
from dashboard.access.public_routes import WAYS, is_open
from streams.messages.cry import Doubt
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import now

ARGUMENTS = {"code": "0", "counter": "people", "id": "c-1", "case": "c-1", "kind": "areas", "number": "filed"}
PAGE = {"Accept": "text/html"}


@pytest.fixture
def app(make_app: AppMaker) -> Flask:
    return make_app()


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return FlaskClient(app, app.response_class)


def token(app: Flask) -> str:
    return str(app.extensions["gridwall"].signing.key_file.now.start)


def asked(app: Flask) -> list[tuple[str, str]]:
    """Every route there is, with something in its places."""
    found = []
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ARGUMENTS.get(place[1], "1"), rule.rule)
        found += [(method, path) for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}]
    return [
        *found,
        ("GET", "/socket.io/?EIO=4&transport=websocket"),
        ("GET", "/wall/0"),
        ("GET", "/console/0"),
    ]


def test_every_route_is_closed_to_a_stranger_or_stands_in_the_table(
    app: Flask, stranger: FlaskClient
) -> None:
    opened = set()
    for method, path in asked(app):
        answer = stranger.open(path, method=method)
        if answer.status_code == 403 and answer.json["code"] == "no_start":
            continue
        opened.add(path)
        assert is_open({"REQUEST_METHOD": method, "PATH_INFO": path}), path
    told = {"/healthz", "/readyz", "/metrics", "/api/openapi.json"}
    assert opened == told | {
        "/field/1",
        "/field/worker",
        "/department/worker",
        "/api/field/sos",
        "/favicon.ico",
        "/screen",
    }


def test_what_needs_a_key_of_its_own_is_let_through_to_be_asked_for_it(stranger: FlaskClient) -> None:
    for method, path in (
        ("GET", "/api/field/work"),
        ("POST", "/api/cases/c-1/events"),
        ("POST", "/api/photos"),
        ("GET", f"/photos/{'0' * 64}"),
    ):
        assert stranger.open(path, method=method).json["code"] == "no_start"
        answer = stranger.open(path, method=method, headers={"Authorization": "Bearer nothing"}, json={})
        assert answer.status_code in (401, 503), path


def test_a_department_needs_the_token_unless_its_address_is_a_link(stranger: FlaskClient) -> None:
    assert stranger.get("/department/d").status_code == 403
    assert stranger.get(f"/department/d-{'A' * 43}").status_code == 503  # Redis is away: a link is looked up


def test_what_is_open_tells_no_name_and_no_id(app: Flask, stranger: FlaskClient) -> None:
    live = app.extensions["gridwall"].live
    live.fold_ahead({"ann": 12})
    told = "".join(
        stranger.get(path).text for path in ("/healthz", "/readyz", "/metrics", "/api/openapi.json")
    )
    assert not [
        person
        for person in live.roster.people
        if re.search(rf"\b(?:{person.inspector}|{person.name})\b", told)
    ]
    assert '"clock_wrong":1' in stranger.get("/readyz").text


def test_the_start_address_lets_a_browser_in_and_leaves_no_token(app: Flask, stranger: FlaskClient) -> None:
    came = stranger.get(f"/wall/0?lang=en&start={token(app)}", headers=PAGE)
    assert (came.status_code, came.headers["Location"]) == (303, "/wall/0?lang=en")
    assert came.headers["Referrer-Policy"] == "no-referrer" and came.headers["Cache-Control"] == "no-store"
    cookie = came.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and f"Max-Age={400 * 86_400}" in cookie
    assert token(app) not in cookie and token(app) not in came.text
    assert stranger.get("/wall/0").status_code == 200


@pytest.mark.parametrize("told", ["", "x", "start", "é", "0" * 5000])
def test_another_token_opens_nothing(app: Flask, stranger: FlaskClient, told: str) -> None:
    answer = stranger.get(f"/?start={told}", headers=PAGE)
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (403, None)
    assert "gridwall address" in answer.text and "启动地址" in answer.text and 'content="60"' in answer.text


def test_an_old_start_address_is_no_hindrance_to_who_is_in(client: FlaskClient) -> None:
    assert client.get("/wall/0?start=old").headers["Location"] == "/wall/0"


def test_a_start_address_leads_to_no_other_server(app: Flask, stranger: FlaskClient) -> None:
    came = stranger.get(f"/?start={token(app)}", environ_overrides={"PATH_INFO": "//evil.example/a"})
    assert came.headers["Location"] == "/evil.example/a"


def test_a_link_from_another_site_is_asked_again_from_here_and_once_only(
    app: Flask, stranger: FlaskClient
) -> None:
    far = PAGE | {"Sec-Fetch-Site": "cross-site"}
    for path in ("/wall/0?lang=en", f"/wall/0?lang=en&start={token(app)}"):
        assert 'content="0;url=/wall/0?lang=en"' in stranger.get(path, headers=far).text
    fresh = FlaskClient(app, app.response_class)
    assert fresh.get("/wall/0", headers=PAGE | {"Sec-Fetch-Site": "same-origin"}).status_code == 403


def test_a_cookie_is_signed_with_its_token_and_made_anew_after_a_day(app: Flask) -> None:
    moment = now()
    for age, fresh in ((0, False), (2 * 86_400_000, True)):
        browser = FlaskClient(app, app.response_class)
        browser.set_cookie(start_token.cookie_name(token(app)), start_token.seal(token(app), moment - age))
        answer = browser.get("/api/areas/0/live")
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, fresh)
    for wrong in (
        start_token.seal("other", moment),
        start_token.seal(token(app), moment - start_token.KEPT_SECONDS * 1000),
        "junk",
    ):
        browser = FlaskClient(app, app.response_class)
        browser.set_cookie(start_token.cookie_name(token(app)), wrong)
        assert browser.get("/api/areas/0/live").json["code"] == "no_start"


def test_another_token_in_the_file_ends_what_came_by_the_one_before(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.access.key_file.LOOKED_S", 0)
    keys: Any = client.application.extensions["gridwall"].signing.key_file
    assert client.get("/api/areas/0/live").status_code == 200
    type(keys)(keys.path).renew_door()
    assert client.get("/api/areas/0/live").json["code"] == "no_start"


def test_the_table_names_no_page_of_the_wall() -> None:
    for path in (
        "/",
        "/wall/0",
        "/console/0",
        "/department/d",
        "/assets/core/socket.mjs",
        "/assets/0123456789ab/core/socket.mjs",
        "/assets/field/../a",
    ):
        assert not any(way.path.fullmatch(path) for way in WAYS), path


def test_whose_sos_was_doubtful_is_for_those_inside(
    app: Flask, client: FlaskClient, stranger: FlaskClient
) -> None:
    for browser in (client, stranger):
        doubts = browser.application.extensions["gridwall"].counts.doubts
        doubts.count, doubts.last = 1, Doubt("1-0", None, "ann", "help")
    assert client.get("/readyz").json["sos_doubtful"]["inspector"] == "ann"
    assert stranger.get("/readyz").json["sos_doubtful"] == {
        "count": 1,
        "people": 0,
        "value": "…",
        "inspector": "…",
    }
