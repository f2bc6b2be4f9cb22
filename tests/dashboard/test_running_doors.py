"""A real wall's doors from outside: what cannot be read, the token through a restart, what is left behind."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator

import pytest

from benchmarks.inside import start_address
from streams.access.security_headers import BARE
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import Line, LiveScreen, RefusedError, Web
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("redis")) as server:
        claim_world(server.client(), Keys(), "demo")
        yield server


@pytest.fixture(scope="module")
def web(redis: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    web = Web(tmp_path_factory.mktemp("web"), redis.url)
    web.start()
    yield web
    web.end()


def raw(web: Web, request: bytes) -> tuple[int, str]:
    """The status and the head of what it answers to these bytes."""
    with socket.create_connection(("127.0.0.1", web.port), PATIENCE) as wire:
        wire.sendall(request)
        heard = b""
        while b"\r\n\r\n" not in heard and (piece := wire.recv(1 << 16)):
            heard += piece
    head = heard.split(b"\r\n\r\n")[0].decode("latin-1")
    return int(head.split()[1]), head


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, b"nonsense\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"x" * 20_000 + b"\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: x\r\n" * 100 + b"\r\n"),
        (414, b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (413, b"POST /api/seat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"),
        (403, b"GET /wall/0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (403, b"GET /healthz HTTP/1.1\r\nHost: wall.example\r\n\r\n"),
    ],
)
def test_what_is_refused_before_anybody_looks_has_the_headers(web: Web, status: int, request_: bytes) -> None:
    told, head = raw(web, request_)
    assert told == status
    assert [name for name in BARE if f"{name}:".lower() not in head.lower()] == []


def test_a_socket_without_the_cookie_is_refused_with_the_headers(web: Web) -> None:
    home = f"http://127.0.0.1:{web.port}"
    path = "/socket.io/?EIO=4&transport=websocket&kind=wall&build="
    with pytest.raises(RefusedError, match="403"):
        Line(web.port, path, home)
    with pytest.raises(RefusedError, match="403"):
        LiveScreen(web, "http://evil.example")
    LiveScreen(web).close()


def test_a_browser_that_came_once_is_in_after_a_restart_and_no_log_has_the_token(web: Web) -> None:
    before, token = web.cookie(), web.token
    web.end()
    web.start()
    assert web.token == token
    told, _ = raw(web, f"GET /wall/0 HTTP/1.1\r\nHost: localhost\r\nCookie: {before}\r\n\r\n".encode())
    assert told == 200
    place = start_address("/wall/0", web.keys)
    told, head = raw(web, f"GET {place} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert told == 303 and token not in head
    assert token not in web.log() and "gridwall address" in web.log()


def test_all_that_is_left_behind_is_for_its_owner_alone(web: Web, redis: EmbeddedRedis) -> None:
    assert stat.S_IMODE(redis.folder.stat().st_mode) == 0o700
    for file in (*redis.folder.glob("*.aof"), redis.folder / "lock", web.keys):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
