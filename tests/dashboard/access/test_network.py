"""Where requests come from, and whether they were meant for us."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access.network import Network
from dashboard.access.viewer import NotAllowedError
from dashboard.settings.origin import OriginError, read_origin, read_proxies

WALL = "https://wall.example.org"
BEHIND = Network(read_origin(WALL), read_proxies("127.0.0.1, 10.9.0.0/16"))
ALONE = Network(None)


def asked(host: str = "wall.example.org", peer: str = "127.0.0.1", **headers: str) -> dict[str, Any]:
    told = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return {"REMOTE_ADDR": peer, "HTTP_HOST": host, "REQUEST_METHOD": "GET", "wsgi.url_scheme": "http"} | told


@pytest.mark.parametrize(
    ("chain", "peer"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7, 10.9.3.3", "203.0.113.7"),
        ("127.0.0.1", "127.0.0.1"),
        ("not an address", "not an address"),
    ],
)
def test_the_peer_is_the_last_one_that_no_known_proxy_stands_behind(chain: str, peer: str) -> None:
    assert BEHIND.peer(asked(x_forwarded_for=chain)) == peer


@pytest.mark.parametrize("name", ["x_forwarded_for", "forwarded", "x_real_ip", "via", "x_forwarded_host"])
def test_what_a_stranger_claims_to_forward_is_refused(name: str) -> None:
    with pytest.raises(NotAllowedError, match="proxy that it does not know"):
        BEHIND.check(asked(peer="203.0.113.9", **{name: "127.0.0.1"}))


@pytest.mark.parametrize(
    "host",
    ["wall.example.org.evil.org", "evil.org", "", "wall.example.org:8443", "wall.example.org:x", "127.0.0.1"],
)
def test_another_host_is_refused(host: str) -> None:
    with pytest.raises(NotAllowedError, match="another name"):
        BEHIND.check(asked(host))


@pytest.mark.parametrize("host", ["wall.example.org", "WALL.example.org", "wall.example.org:443"])
def test_our_host_is_ours_however_it_is_written(host: str) -> None:
    BEHIND.check(asked(host, origin=WALL))


@pytest.mark.parametrize(
    "origin", ["http://wall.example.org", "https://evil.org", "null", f"{WALL}.evil.org", f"{WALL}/x", ""]
)
def test_a_page_of_another_origin_is_refused(origin: str) -> None:
    with pytest.raises(NotAllowedError, match="Origin"):
        BEHIND.check(asked(origin=origin))


def test_a_socket_says_where_its_page_came_from() -> None:
    with pytest.raises(NotAllowedError, match="Origin"):
        BEHIND.check(asked(), socket=True)
    BEHIND.check(asked(origin=WALL), socket=True)


def test_a_link_elsewhere_opens_a_page_and_nothing_else() -> None:
    page = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    BEHIND.check(asked(**page))
    for other in ({"sec_fetch_dest": "iframe"}, {"sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"}):
        with pytest.raises(NotAllowedError):
            BEHIND.check(asked(**(page | other)))
    with pytest.raises(NotAllowedError):
        BEHIND.check(asked(**page) | {"REQUEST_METHOD": "POST"})


def test_without_an_origin_it_is_this_machine_alone() -> None:
    ALONE.check(asked("localhost:8050", origin="http://localhost:8050"), socket=True)
    for odd in (asked("localhost", "10.0.0.1"), asked("wall.example.org"), asked("localhost", origin=WALL)):
        with pytest.raises(NotAllowedError):
            ALONE.check(odd)


@pytest.mark.parametrize(
    ("told", "path", "address"),
    [
        ("https://city/wall", "/wall", "https://city/wall"),
        ("https://city:8443/a/b-c_2/", "/a/b-c_2", "https://city:8443/a/b-c_2"),
        ("https://city/", "", "https://city"),
    ],
)
def test_a_path_is_no_part_of_what_browsers_call_an_origin(told: str, path: str, address: str) -> None:
    origin = read_origin(told)
    assert origin is not None and (origin.path, origin.address) == (path, address)
    assert origin.is_origin(origin.text) and not origin.is_origin(f"{origin.text}/wall")


@pytest.mark.parametrize(
    "told",
    [
        "wall.example.org",
        "ftp://wall",
        "https://u:p@wall",
        "https://wall?x",
        "https://wall:x",
        "https://",
        "https://city/a b",
        "https://city/../wall",
        "https://city//wall",
        "https://city/wall?x",
        "https://city/w%61ll",
    ],
)
def test_an_origin_that_is_none_is_said(told: str) -> None:
    with pytest.raises(OriginError, match=r"web\.origin must be"):
        read_origin(told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("https://city.example.org:8443/", "https://city.example.org:8443"),
        ("https://city.example.org:443", "https://city.example.org"),
        ("http://[::1]:8050", "http://[::1]:8050"),
    ],
)
def test_an_origin_is_said_as_browsers_say_it(told: str, said: str) -> None:
    origin = read_origin(told)
    assert origin is not None
    assert origin.text == said and origin.is_origin(said)
    assert origin.secure == told.startswith("https")


def test_proxies_that_are_none_are_said() -> None:
    with pytest.raises(OriginError, match=r"web\.proxies"):
        read_proxies("10.0.0.0/99")
