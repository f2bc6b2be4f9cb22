"""The one place that knows below what path of its name the wall is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from dashboard.transport.base_path import BasePath
from layouts.address import at


def inside(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ.get('SCRIPT_NAME', '')} {environ['PATH_INFO']} {at('/x')}".encode()]


def asked(path: str, base: str = "/grid") -> Any:
    return Client(BasePath(inside, base)).get(path)


@pytest.mark.parametrize(
    ("base", "path", "told"),
    [
        ("/grid", "/grid/wall/1", "/grid /wall/1 /grid/x"),
        ("/grid", "/grid/", "/grid / /grid/x"),
        ("/wall", "/wall/wall/1", "/wall /wall/1 /wall/x"),
        ("/a/b", "/a/b/health", "/a/b /health /a/b/x"),
        ("", "/wall/1", " /wall/1 /x"),
    ],
)
def test_inside_every_address_is_as_without_a_path(base: str, path: str, told: str) -> None:
    assert asked(path, base).text == told


@pytest.mark.parametrize("path", ["/", "/wall/1", "/gridlock/wall/1", "/socket.io/?EIO=4"])
def test_a_proxy_that_takes_the_path_away_is_told_what_it_must_do(path: str) -> None:
    answer = asked(path)
    reply = json.loads(answer.data)
    assert (answer.status_code, reply["code"]) == (404, "not_below")
    assert "below /grid/ (web.origin)" in reply["error"] and "proxy_pass without a path" in reply["error"]


def test_the_bare_path_leads_to_what_is_below_it() -> None:
    assert asked("/grid?lang=en").location == "/grid/?lang=en"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_programs_of_this_machine_ask_the_process_itself(path: str) -> None:
    assert asked(path).text == f" {path} /x"
