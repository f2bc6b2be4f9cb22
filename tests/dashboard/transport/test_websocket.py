"""A screen's wire: whole frames, bounded, waiting for nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import gevent
import pytest
from gevent import socket as gevent_socket
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Request, TextMessage

from dashboard.transport.websocket import (
    ANSWERS,
    AT_ONCE,
    ENVIRON_KEY,
    LARGEST_MESSAGE,
    PER_SECOND,
    Wire,
    packed,
)
from tests.patience import PATIENCE

HEADERS = {
    "HTTP_HOST": "localhost",
    "HTTP_CONNECTION": "Upgrade",
    "HTTP_UPGRADE": "websocket",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
    "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
}


def until(wanted: Callable[[], Any]) -> None:
    """The other greenlets run meanwhile."""
    with gevent.Timeout(PATIENCE):
        while not wanted():
            gevent.sleep(0.001)


class Browser:
    """The other end: a WebSocket client on a pair of sockets, and the wire that serves it."""

    def __init__(self, **bounds: Any) -> None:
        self.ours, self.theirs = gevent_socket.socketpair()
        self.heard: list[str | bytes | None] = []
        self.environ: dict[str, Any] = {**HEADERS, "gunicorn.socket": self.theirs}
        kind = type("Bound", (Wire,), bounds)
        self.served = gevent.spawn(self._serve, kind)
        until(lambda: ENVIRON_KEY in self.environ)
        self.wire: Wire = self.environ[ENVIRON_KEY]
        self.answer = self.ours.recv(4096)

    def _serve(self, kind: type[Wire]) -> None:
        with pytest.raises(StopIteration):
            kind(self._listen, None)(self.environ, None)

    def _listen(self, wire: Wire) -> None:
        while (message := wire.wait()) is not None:
            self.heard.append(message)

    def say(self, data: bytes) -> None:
        """A masked client frame, with a mask of zeros."""
        head = (
            bytes([0x82, 0xFE]) + len(data).to_bytes(2, "big")
            if len(data) > 125
            else bytes([0x82, 0x80 | len(data)])
        )
        self.ours.sendall(head + bytes(4) + data)

    def read(self, size: int) -> bytes:
        data = b""
        with gevent.Timeout(PATIENCE):
            while len(data) < size:
                data += self.ours.recv(65536)
        return data

    def close(self) -> None:
        self.ours.close()
        self.served.join(0.2)
        self.served.kill()  # one that asked too often would go on waiting
        self.theirs.close()


@pytest.fixture
def browse() -> Iterator[Callable[..., Browser]]:
    opened: list[Browser] = []

    def make(**bounds: Any) -> Browser:
        opened.append(Browser(**bounds))
        return opened[-1]

    yield make
    for browser in opened:
        browser.close()


@pytest.mark.parametrize("size", [0, 5, 125, 126, 65535, 65536, 1_000_000])
def test_a_packed_frame_is_what_a_client_reads(size: int) -> None:
    client = connected_client()
    client.receive_data(packed(b"x" * size))
    got = [event for event in client.events() if isinstance(event, BytesMessage)]
    assert sum(len(event.data) for event in got) == size


def connected_client() -> WSConnection:
    client, server = WSConnection(ConnectionType.CLIENT), WSConnection(ConnectionType.SERVER)
    server.receive_data(client.send(Request(host="x", target="/")))
    list(server.events())
    client.receive_data(server.send(AcceptConnection()))
    list(client.events())
    return client


def test_no_compression_is_agreed_on(browse: Callable[..., Browser]) -> None:
    browser = browse()
    assert b"101" in browser.answer
    assert b"extensions" not in browser.answer.lower()


def test_messages_arrive_and_go_out(browse: Callable[..., Browser]) -> None:
    browser = browse()
    browser.say(b"hello")
    browser.wire.send("2probe")
    until(lambda: browser.heard == [b"hello"])
    client = connected_client()
    client.receive_data(browser.read(8))
    assert [event.data for event in client.events() if isinstance(event, TextMessage)] == ["2probe"]


def test_a_large_frame_comes_out_whole_however_slowly_it_is_read(browse: Callable[..., Browser]) -> None:
    browser = browse()
    frame = packed(bytes(range(256)) * 20_000)
    assert browser.wire.offer(frame)
    assert browser.wire.waiting == 1
    assert browser.read(len(frame)) == frame
    until(lambda: browser.wire.waiting == 0)


def test_a_slow_screen_is_dropped_until_it_has_read_everything(
    browse: Callable[..., Browser],
) -> None:
    browser, told = browse(limit=4), []
    browser.wire.on_drained = lambda: told.append(browser.wire.waiting)
    frame = packed(bytes(1_000_000))
    taken = [browser.wire.offer(frame) for _ in range(10)]
    assert taken == [True] * 5 + [False] * 5
    assert (browser.wire.dropped, browser.wire.behind) == (5, True)
    browser.read(5 * len(frame))
    until(lambda: told)
    assert (told, browser.wire.behind) == ([0], False)


def test_a_small_message_waits_its_turn_inside_no_frame(
    browse: Callable[..., Browser],
) -> None:
    browser = browse()
    frame = packed(bytes(3_000_000))
    browser.wire.offer(frame)
    browser.wire.send("2")
    assert browser.read(len(frame) + 3) == frame + packed("2")


def test_a_screen_that_takes_nothing_is_let_go(browse: Callable[..., Browser]) -> None:
    browser = browse(stuck_seconds=0.1)
    browser.wire.offer(packed(bytes(5_000_000)))
    browser.served.join(PATIENCE)
    assert (browser.wire.open, browser.wire.stuck, browser.wire.offer(b"x")) == (False, 1, False)


def test_a_screen_that_sends_too_much_is_let_go(browse: Callable[..., Browser]) -> None:
    browser = browse()
    for _ in range(3):
        browser.ours.sendall(bytes([0x02, 0xFE]) + (60_000).to_bytes(2, "big") + bytes(60_004))
    browser.served.join(PATIENCE)
    assert not browser.wire.open
    assert browser.heard == []
    assert LARGEST_MESSAGE < 3 * 60_000


def test_a_message_of_a_megabyte_is_told_to_be_too_big(browse: Callable[..., Browser]) -> None:
    browser = browse()
    size = 1_000_000
    browser.ours.send(bytes([0x82, 0xFF]) + size.to_bytes(8, "big") + bytes(4) + bytes(LARGEST_MESSAGE + 1))
    browser.served.join(5)
    goodbye = browser.read(4)
    assert (goodbye[0], int.from_bytes(goodbye[2:4], "big")) == (0x88, 1009)


def test_goodbye_is_answered(browse: Callable[..., Browser]) -> None:
    browser = browse()
    client = connected_client()
    browser.ours.sendall(client.send(CloseConnection(1000)))
    browser.served.join(PATIENCE)
    assert browser.read(4)[0] == 0x88
    assert not browser.wire.open


def test_what_is_no_websocket_is_told_so() -> None:
    ours, theirs = gevent_socket.socketpair()
    wire = Wire(lambda wire: None, None)
    with pytest.raises(StopIteration):
        wire({"gunicorn.socket": theirs, "HTTP_HOST": "x"}, None)
    assert ours.recv(100).startswith(b"HTTP/1.1 400 ")
    ours.close()
    theirs.close()


@pytest.mark.parametrize("text", [b"", b"4junk", b"b!!!", b"0{}"])
def test_text_that_no_page_sends_ends_the_connection(browse: Callable[..., Browser], text: bytes) -> None:
    browser = browse()
    browser.ours.sendall(bytes([0x81, 0x80 | len(text)]) + bytes(4) + text)
    browser.served.join(PATIENCE)
    assert (browser.heard, browser.wire.open) == ([], False)


def test_a_message_in_a_thousand_pieces_ends_the_connection(browse: Callable[..., Browser]) -> None:
    browser = browse()
    browser.ours.sendall(bytes([0x02, 0x80]) + bytes(4) + bytes([0x00, 0x80, 0, 0, 0, 0]) * 1000)
    browser.served.join(PATIENCE)
    assert not browser.wire.open


def test_a_screen_that_asks_too_often_waits(browse: Callable[..., Browser]) -> None:
    browser = browse()
    begun = time.monotonic()
    for _ in range(80):
        browser.say(b"x")
    until(lambda: len(browser.heard) == 80)
    assert time.monotonic() - begun > 0.9 * (80 - AT_ONCE) / PER_SECOND


def test_a_screen_that_asks_and_never_listens_is_let_go(browse: Callable[..., Browser]) -> None:
    browser = browse()
    browser.wire.offer(packed(bytes(5_000_000)))
    for _ in range(ANSWERS + browser.wire.limit + 2):
        if browser.wire.open:
            browser.wire.send(b"answer")
    assert (browser.wire.open, browser.wire.waiting) == (False, 0)
