"""Requests that cannot be answered: short, in one shape, without what went wrong inside."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.transport import error_handlers


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/_dash-component-suites/os/x.js", None),
        ("GET", "/_dash-component-suites/dash/x.js", None),
        ("POST", "/_dash-update-component", b"[]"),
        ("POST", "/_dash-update-component", b'{"output": "a.b"}'),
        ("POST", "/_dash-update-component", b"[" * 5000),
    ],
)
def test_nonsense_for_dash_is_no_fault(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, method: str, path: str, body: bytes | None
) -> None:
    answer = client.open(path, method=method, data=body, content_type="application/json")
    assert answer.status_code == 404
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_where_dash_itself_raises_it_is_a_bad_request(caplog: pytest.LogCaptureFixture) -> None:
    server = Flask("test")
    error_handlers.register(server)
    server.add_url_rule("/_dash-update-component", "called", lambda: {}["outputs"])
    answer = server.test_client().get("/_dash-update-component")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")
    assert not caplog.records


def test_the_api_has_one_shape_of_error_for_wrong_methods_too(client: FlaskClient) -> None:
    answer = client.post("/api/areas/0/live")
    assert answer.status_code == 405
    assert answer.get_json()["code"] == "method_not_allowed"


def test_a_fault_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    server = Flask("test")
    error_handlers.register(server)
    server.add_url_rule("/", "broken", lambda: str(1 // 0))
    with caplog.at_level(logging.ERROR):
        answer = server.test_client().get("/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.get_data(as_text=True)
    assert "ZeroDivision" in caplog.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_get_a_page_in_their_language_and_programs_one_shape(lang: str) -> None:
    server = Flask("test")
    error_handlers.register(server)
    server.add_url_rule("/broken", "broken", lambda: {}["a secret"])
    client, page = server.test_client(), {"Accept": "text/html,*/*"}
    for path, status in (("/nowhere/<b>", 404), ("/broken", 500)):
        answer = client.get(f"{path}?lang={lang}", headers=page)
        assert (answer.status_code, answer.mimetype) == (status, "text/html")
        assert f'href="/?lang={lang}"' in answer.text
        assert "<b>" not in answer.text and "secret" not in answer.text
    assert client.get("/broken").json["code"] == "fault"
    assert client.get("/api/nowhere", headers=page).json["code"] == "not_found"
