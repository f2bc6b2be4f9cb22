"""The demo identity is for this machine alone."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.viewer import DemoIdentity, NotAllowed, is_local

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8050", "wsgi.url_scheme": "http"}
PAGE = {"HTTP_ORIGIN": "http://localhost:8050"}


def asked(*, socket: bool = False, **more: Any) -> str:
    return DemoIdentity("0").of({**HERE, **more}, socket=socket).scope


def test_this_machine_gets_the_viewer_and_its_scope() -> None:
    assert asked() == "0"
    assert asked(socket=True, **PAGE) == "0"
    assert asked(REMOTE_ADDR="::1", HTTP_HOST="[::1]:8050") == "0"


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "192.168.1.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "wall.example.org"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "[::1"},
        {"HTTP_HOST": "evil.example@localhost"},
        {"HTTP_HOST": "localhost:port"},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://localhost:8050"},
        {"HTTP_ORIGIN": "http://localhost:9999"},
        {"HTTP_FORWARDED": "for=1.2.3.4"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_ORIGINAL_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_TRUE_CLIENT_IP": "127.0.0.1"},
        {"HTTP_CF_CONNECTING_IP": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_anything_else_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        asked(**more)


def test_a_socket_must_say_where_its_page_came_from() -> None:
    with pytest.raises(NotAllowed, match="Origin"):
        asked(socket=True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_names_of_this_machine(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host", ["", "localhost.example.org", "10.0.0.1", "0.0.0.0", "127.0.0.1.example.org"]
)
def test_names_of_other_machines(host: str) -> None:
    assert not is_local(host)
