"""How much may be brought, which of Dash's addresses there are, and that every answer has its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import gevent
import pytest
from flask.testing import FlaskClient

from dashboard.field.photo_api import AT_ONCE, EACH, ApiRefusedError, PhotoDecoder
from dashboard.transport.request_limits import BODY_MOST
from streams.access.security_headers import BARE, FIXED
from tests.dashboard.conftest import AppMaker
from tests.dashboard.pictures import photo

FAR = {"REMOTE_ADDR": "10.0.0.9"}


def stranger(client: FlaskClient) -> FlaskClient:
    return FlaskClient(client.application, client.application.response_class)


def test_a_body_that_is_too_long_or_endless_is_not_read_whoever_sends_it(client: FlaskClient) -> None:
    for browser in (client, stranger(client)):
        for path in ("/api/seat", "/wall/0", "/api/cases/c/events", "/nothing"):
            answer = browser.post(path, data=b"x" * (BODY_MOST + 1))
            assert (answer.status_code, answer.json["code"]) == (413, "too_big")
            endless = browser.post(path, headers={"Transfer-Encoding": "chunked"})
            assert (endless.status_code, endless.json["code"]) == (411, "no_length")
    assert client.post("/api/seat", data=b" " * BODY_MOST).status_code == 400


def test_a_length_that_is_none_is_too_long(client: FlaskClient) -> None:
    for told in ("-1", "1e3", "９", "9" * 5000):
        assert client.get("/healthz", environ_overrides={"CONTENT_LENGTH": told}).status_code == 413


@pytest.mark.parametrize("prefix", ["/", "/console/"])
def test_a_page_that_declares_no_callback_has_none(client: FlaskClient, prefix: str) -> None:
    called = client.post(f"{prefix}_dash-update-component", json={"output": "a.b", "inputs": []})
    assert (called.status_code, called.json["code"]) == (404, "not_found")
    assert client.get(f"{prefix}_reload-hash").status_code == 404
    for needed in ("_dash-layout", "_dash-dependencies"):
        assert client.get(f"{prefix}{needed}").status_code == 200


def answers(client: FlaskClient) -> Iterator[tuple[str, Any]]:
    """Of every kind: pages, scripts, refusals of each layer, redirects, faults."""
    other, page = stranger(client), {"Accept": "text/html"}
    for path in (
        "/wall/0",
        "/wall/none",
        "/",
        "/api/areas/0/live",
        "/api/none",
        "/assets/styles/tokens.css",
        "/readyz",
    ):
        yield path, client.get(path)
    for path in (
        "/assets/styles/none.css",
        "/assets/styles/./tokens.css",
        "/_dash-component-suites/a/b.js",
        "/_dash-layout",
    ):
        yield path, client.get(path)
    yield "no token", other.get("/wall/0")
    yield "no token, a page", other.get("/wall/0", headers=page)
    yield "no token, a socket", other.get("/socket.io/", headers={"Upgrade": "websocket"})
    yield "far", client.get("/", environ_overrides=FAR)
    yield "a made-up host", client.get("/", headers={"Host": "wall.example"})
    yield "from another site", client.get("/wall/0", headers={"Origin": "http://evil.example"})
    yield "a link", client.get("/field/none")
    yield "too big", client.post("/", data=b"x" * (BODY_MOST + 1))
    yield "a method", client.put("/wall/0")
    yield "no console", client.get("/console/0")  # Redis is away
    yield "a path", client.get("/%00/%ff")


def test_every_answer_has_the_headers(client: FlaskClient) -> None:
    told = list(answers(client))
    assert {answer.status_code for _, answer in told} >= {200, 302, 403, 404, 405, 413, 503}
    for name, answer in told:
        missing = [header for header in BARE if header not in answer.headers]
        assert missing == [], f"{name} ({answer.status_code})"
        assert answer.headers["X-Content-Type-Options"] == FIXED["X-Content-Type-Options"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], name
        assert not re.search(r"script-src[^;]*'unsafe", answer.headers["Content-Security-Policy"]), name


def test_a_fault_has_them_too(make_app: AppMaker) -> None:
    app = make_app()

    @app.get("/api/fault")
    def fault() -> str:
        raise RuntimeError("x")

    answer = app.test_client().get("/api/fault")
    assert answer.status_code == 500
    assert [header for header in BARE if header not in answer.headers] == []


def test_no_single_sender_holds_the_places_of_all_others(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    darkroom, held = PhotoDecoder(), gevent.event.Event()

    def slow() -> bytes:
        held.wait()
        return photo()

    monkeypatch.setattr("dashboard.field.photo_api._received", slow)

    def sent(who: str) -> str:
        with client.application.test_request_context("/api/photos", method="POST"):
            try:
                return darkroom.developed(who).hash
            except ApiRefusedError as reason:
                return reason.code

    greedy = [gevent.spawn(sent, "key:one") for _ in range(AT_ONCE)]
    others = [gevent.spawn(sent, f"link:{number}") for number in range(AT_ONCE - EACH)]
    gevent.sleep(0)
    held.set()
    gevent.joinall([*greedy, *others])
    assert [one.value for one in greedy].count("busy") == AT_ONCE - EACH
    assert "busy" not in [other.value for other in others]
    assert sent("key:one") != "busy", "its places are free again"
