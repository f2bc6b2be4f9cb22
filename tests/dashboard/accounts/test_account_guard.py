"""Who signed in gets in, and nobody else, by whatever they ask for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access.account_guard import AccountGuard, local_place
from dashboard.access.network import Network
from dashboard.access.session_cookie import seal
from dashboard.settings.origin import read_origin
from streams.access.password_hash import hash_password
from tests.city.small_city import HOUR
from tests.dashboard.accounts.test_sign_in import WORDS, House

KEYS = [b"k" * 32]
PAGE = {"Accept": "text/html"}
Sign = Callable[..., TestResponse]


@pytest.fixture
def browser(server: Flask) -> FlaskClient:
    return server.test_client()


def enter(
    browser: FlaskClient, password: str = WORDS, to: str = "/wall/1", account: str = "chen", **headers: str
) -> TestResponse:
    told = {"account": account, "password": password, "to": to}
    return browser.post("/sign-in", data=told, headers={"Origin": "http://localhost", **headers})


def test_a_stranger_is_led_to_the_form_and_from_there_to_what_was_asked_for(browser: FlaskClient) -> None:
    led = browser.get("/wall/1?lang=en", headers=PAGE)
    assert (led.status_code, led.location) == (303, "/sign-in?to=%2Fwall%2F1%3Flang%3Den")
    form = browser.get(led.location, headers=PAGE)
    assert 'value="/wall/1?lang=en"' in form.text
    assert enter(browser, to="/wall/1?lang=en").location == "/wall/1?lang=en"
    told = browser.get("/wall/1").json
    assert (told["id"], told["role"], told["scope"]) == ("chen", "officer", "1")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_programs_and_sockets_are_told_to_sign_in(browser: FlaskClient, method: str) -> None:
    for headers in ({}, {"Upgrade": "websocket", "Origin": "http://localhost"}):
        answer = browser.open("/api/areas/1/live", method=method, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_a_refusal_of_what_only_asks_for_the_head_has_no_body(server: Flask) -> None:
    """A server that checks it complains in its log of each."""
    told: list[str] = []
    environ = {"REQUEST_METHOD": "HEAD", "PATH_INFO": "/wall/1", "REMOTE_ADDR": "127.0.0.1"}
    environ |= {
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
    }
    body = server.wsgi_app(environ, lambda status, headers, *_: told.append(status))
    assert told and told[0].startswith("401") and b"".join(body) == b""


@pytest.mark.parametrize("cookie", ["", "s-1", "x" * 300, seal([b"x" * 32], "s-1"), seal(KEYS, "s-nobody")])
def test_a_cookie_that_is_not_ours_opens_nothing(browser: FlaskClient, cookie: str) -> None:
    browser.set_cookie("gridwall-session", cookie)
    assert browser.get("/wall/1").status_code == 401


def test_the_right_cookie_is_http_only_and_stays_on_this_site(browser: FlaskClient) -> None:
    told = enter(browser).headers["Set-Cookie"]
    assert "HttpOnly" in told and "SameSite=Lax" in told and "Path=/" in told


def test_a_cookie_that_was_put_there_before_does_not_become_a_session(browser: FlaskClient) -> None:
    browser.set_cookie("gridwall-session", seal(KEYS, "chosen-by-somebody-else"))
    assert seal(KEYS, "chosen-by-somebody-else") not in enter(browser).headers["Set-Cookie"]


def test_who_signed_out_is_out_with_the_same_cookie_too(browser: FlaskClient, house: House) -> None:
    cookie = enter(browser).headers["Set-Cookie"].split(";")[0].partition("=")[2]
    assert browser.post("/sign-out", headers={"Origin": "http://localhost"}).location == "/sign-in"
    house.reader.poll(0)
    browser.set_cookie("gridwall-session", cookie)
    assert browser.get("/wall/1").status_code == 401


def test_a_wrong_password_is_the_form_again_with_a_sentence_and_without_the_password(
    browser: FlaskClient,
) -> None:
    refused = enter(browser, "my secret guess <b>")
    assert refused.status_code == 401
    assert 'role="alert"' in refused.text and 'value="chen"' in refused.text
    assert "guess" not in refused.text
    assert "Set-Cookie" not in refused.headers
    assert "form-action 'self'" in refused.headers["Content-Security-Policy"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_form_on_another_site_signs_nobody_in_or_out(browser: FlaskClient, origin: str) -> None:
    assert enter(browser, Origin=origin).status_code == 403
    enter(browser)
    assert browser.post("/sign-out", headers={"Origin": origin}).status_code == 403
    assert browser.get("/wall/1").status_code == 200


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("/wall/1?lang=en", "/wall/1?lang=en"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        (" //evil.example", "/"),
        ("/wall\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-in?to=/sign-in", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_one_goes_on_to_this_server_alone(told: str | None, place: str) -> None:
    assert local_place(told) == place


def test_what_a_request_says_of_itself_makes_nobody_somebody(server: Flask) -> None:
    forged = {"gridwall.viewer": "x", "gridwall.standing": "x"}
    assert server.test_client().get("/wall/1", environ_overrides=forged).status_code == 401


def test_requests_keep_a_session_alive_and_are_written_down_once_a_minute(
    browser: FlaskClient, house: House
) -> None:
    enter(browser)
    for _ in range(10):
        house.now += HOUR
        for _ in range(3):
            assert browser.get("/wall/1").status_code == 200
            house.reader.poll(0)
    kinds = [fields[b"type"] for _, fields in house.reader._redis.xrange(house.reader._keys.sessions)]
    assert kinds.count(b"seen") == 10


def test_behind_https_the_cookie_is_bound_to_the_host(house: House) -> None:
    network = Network(read_origin("https://wall.example.org"))
    guard = AccountGuard(Flask("x").wsgi_app, network, house.door, lambda: KEYS, lambda _: None)
    id = house.comes_in()
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_HOST": "wall.example.org", "REQUEST_METHOD": "GET"}
    plain, bound = (
        guard._session({**environ, "HTTP_COOKIE": f"{name}={seal(KEYS, id)}"})
        for name in ("gridwall-session", "__Host-gridwall-session")
    )
    assert plain is None and bound is not None


def test_who_has_a_password_that_somebody_else_chose_changes_it_before_all_else(
    browser: FlaskClient, house: House
) -> None:
    house.accounts.set_password("chen", hash_password(WORDS), house.now, "root")
    enter(browser)
    led = browser.get("/wall/1", headers=PAGE)
    assert (led.status_code, led.location) == (303, "/account")
    for headers in ({}, {"Upgrade": "websocket", "Origin": "http://localhost"}):
        answer = browser.get("/api/areas/1/live", headers=headers)
        assert (answer.status_code, answer.json["code"]) == (403, "must_change")
    assert browser.get("/account", headers=PAGE).status_code == 200
    house.accounts.set_password("chen", hash_password(WORDS), house.now, "chen")
    house.reader.poll(0)
    assert browser.get("/wall/1", headers=PAGE).status_code == 200


def test_a_process_that_has_just_begun_sends_nobody_to_sign_in_again(
    browser: FlaskClient, house: House
) -> None:
    cookie = enter(browser).headers["Set-Cookie"].split(";")[0].partition("=")[2]
    browser.set_cookie("gridwall-session", cookie)
    house.reader.caught_up = False
    house.reader.sessions.open.clear()
    for headers in (PAGE, {}, {"Upgrade": "websocket", "Origin": "http://localhost"}):
        assert browser.get("/wall/1", headers=headers).status_code == 503
