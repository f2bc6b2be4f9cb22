"""The demo identity is for this machine alone."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access.seat import Seat, seal
from dashboard.access.viewer import DemoIdentity, NotAllowedError, TryAgainError
from streams.access.loopback import is_local

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8050", "wsgi.url_scheme": "http"}
PAGE = {"HTTP_ORIGIN": "http://localhost:8050"}


def asked(*, socket: bool = False, **more: Any) -> str:
    identity, environ = DemoIdentity("0"), {**HERE, **more}
    identity.check(environ, socket=socket)
    return identity.of(environ, socket=socket).scope


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
    with pytest.raises(NotAllowedError):
        asked(**more)


def test_a_socket_must_say_where_its_page_came_from() -> None:
    with pytest.raises(NotAllowedError, match="Origin"):
        asked(socket=True)


KEY = b"k" * 32
COOKIE = {"HTTP_COOKIE": f'other={{"a":1}}; gridwall-seat={seal(KEY, Seat("seat-3", "head"))}; more=x'}


def seated(key: bytes | None, *, socket: bool = False, **more: Any) -> tuple[str, str]:
    identity, environ = DemoIdentity("0", lambda: key), {**HERE, **COOKIE, **more}
    identity.check(environ, socket=socket)
    viewer = identity.of(environ, socket=socket)
    return viewer.id, viewer.role


def test_a_seats_cookie_makes_its_viewer_on_every_address_and_socket() -> None:
    assert seated(KEY) == seated(KEY, socket=True, **PAGE) == ("seat-3", "head")


def test_another_key_or_none_makes_nobody_a_seat() -> None:
    assert seated(b"o" * 32) == seated(None) == seated(None, socket=True, **PAGE) == ("demo", "operator")


def test_a_consoles_socket_waits_until_its_seat_can_be_told() -> None:
    with pytest.raises(TryAgainError):
        seated(None, socket=True, QUERY_STRING="EIO=4&kind=console", **PAGE)


def test_a_seat_is_refused_what_the_demo_refuses() -> None:
    with pytest.raises(NotAllowedError):
        seated(KEY, REMOTE_ADDR="192.168.1.9")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_names_of_this_machine(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host", ["", "localhost.example.org", "10.0.0.1", "0.0.0.0", "127.0.0.1.example.org"]
)
def test_names_of_other_machines(host: str) -> None:
    assert not is_local(host)
