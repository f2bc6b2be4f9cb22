"""One screen's WebSocket under Socket.IO: what goes out is bounded, whole, and waits for nobody.

Engine.IO's own driver writes with `send`, which may write half a frame to a full gevent socket, compresses
every frame for every client, and queues without bound. This one takes a frame that is encoded once for a
whole room. Knows bytes and sockets, not what they mean.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

ENVIRON_KEY = "gridwall.wire"
KERNEL_BUFFER = 256 * 1024  # what may wait unseen in the kernel: about 3 s of the busiest room
LARGEST_MESSAGE = 64 * 1024  # screens send commands, never data
PARTS = 64  # pieces one message may come in
SMALL_TALK = frozenset("1236")  # what Engine.IO says in text: bye, ping, pong, nothing; all else is binary
ANSWERS = 256  # messages of the protocol that may wait for a screen which asks and does not listen
PER_SECOND, AT_ONCE = 20.0, 60.0  # messages of one screen that are read; the rest wait at its end
TEXT, BINARY = 0x81, 0x82
NO_WEBSOCKET = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

log = logging.getLogger(__name__)


def packed(message: str | bytes) -> bytes:
    """A message as an unmasked WebSocket frame, the same for every client."""
    data = message.encode() if isinstance(message, str) else message
    head = bytes([TEXT if isinstance(message, str) else BINARY])
    if len(data) < 126:
        return head + bytes([len(data)]) + data
    if len(data) < 65536:
        return head + b"\x7e" + len(data).to_bytes(2, "big") + data
    return head + b"\x7f" + len(data).to_bytes(8, "big") + data


class Wire:
    """Stands where engine.io expects a WebSocket: called with a request, then `wait`, `send`, `close`."""

    limit = 16
    stuck_seconds = 30.0

    def __init__(self, handler: Callable[[Wire], Any], server: object) -> None:
        self._handler = handler
        self._protocol = WSConnection(ConnectionType.SERVER)
        self._waiting: deque[bytes | memoryview] = deque()
        self._inbox: deque[str | bytes] = deque()
        self._partial: list[str | bytes] = []
        self._allowance, self._allowed_at = AT_ONCE, time.monotonic()
        self._socket: Any = None
        self.open = False
        self.behind = False
        self.dropped = self.stuck = 0
        self.on_drained: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: object) -> Any:
        self._socket = environ["gunicorn.socket"]
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
        with contextlib.suppress(OSError):  # a Unix socket has no such option
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        environ[ENVIRON_KEY] = self
        try:
            if self._shake_hands(environ):
                self._handler(self)
        finally:
            self.open = False
            self._waiting.clear()
        # gunicorn's word for "this connection is already answered"
        raise StopIteration

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def offer(self, frame: bytes) -> bool:
        """Send one packed frame, unless too much waits already: then nothing more until all of it is out."""
        if not self.open:
            return False
        if self.behind or len(self._waiting) > self.limit:
            self.behind = True
            self.dropped += 1
            return False
        self._write(frame)
        return True

    def send(self, message: str | bytes) -> None:
        """A message of the protocol itself (acknowledgement, ping): small, never dropped."""
        if not self.open:
            raise OSError("the screen is gone")
        if len(self._waiting) > self.limit + ANSWERS:
            log.info("a screen asked %d times without listening and was let go", ANSWERS)
            self._hang_up()
            return
        self._write(packed(message))

    def wait(self) -> str | bytes | None:
        """The next message of the client, in its own time when it sends too many; None when it is gone."""
        self._pace()
        while not self._inbox:
            if not self.open or not self._receive():
                return None
        return self._inbox.popleft()

    def _pace(self) -> None:
        """Whoever asks faster than any page would waits, and disturbs nobody else."""
        now = time.monotonic()
        self._allowance = min(AT_ONCE, self._allowance + (now - self._allowed_at) * PER_SECOND) - 1
        self._allowed_at = now
        if self._allowance < 0:
            gevent.sleep(-self._allowance / PER_SECOND)

    def close(self) -> None:
        if self.open:
            with contextlib.suppress(ProtocolError):
                self._write(self._protocol.send(CloseConnection(1000)))
        self._hang_up()

    def _write(self, data: bytes) -> None:
        if self._waiting:
            self._waiting.append(data)
            return
        try:
            done = self._socket.send(data, 0, 0.0)
        except BlockingIOError:
            done = 0
        except OSError:
            self._hang_up()
            return
        if done < len(data):
            self._waiting.append(memoryview(data)[done:])
            gevent.spawn(self._drain)

    def _drain(self) -> None:
        try:
            while self._waiting:
                with gevent.Timeout(self.stuck_seconds):
                    self._socket.sendall(self._waiting[0])
                if self._waiting:
                    self._waiting.popleft()
        except gevent.Timeout:
            log.info("a screen took nothing for %g s and was let go", self.stuck_seconds)
            self.stuck = 1
            self._hang_up()
        except OSError:
            self._hang_up()
        if self.behind and self.open:
            self.behind = False
            self.on_drained()

    def _hang_up(self) -> None:
        self.open = False
        self._waiting.clear()
        with contextlib.suppress(OSError):  # wakes whoever waits in recv
            self._socket.shutdown(socket.SHUT_RDWR)

    def _shake_hands(self, environ: dict[str, Any]) -> bool:
        """False when this is no WebSocket, which the other end is told."""
        lines = [b"GET / HTTP/1.1"]
        for key, value in environ.items():
            if key.startswith("HTTP_"):
                lines.append(f"{key[5:].replace('_', '-')}: {value}".encode("latin-1"))
        self.open = True
        try:
            self._protocol.receive_data(b"\r\n".join([*lines, b"", b""]))
            self._take_events()
        except ProtocolError:
            with contextlib.suppress(OSError):
                self._socket.sendall(NO_WEBSOCKET)
            self._hang_up()
        return self.open

    def _receive(self) -> bool:
        try:
            data = self._socket.recv(4096)
            if not data:
                self._hang_up()
                return False
            self._protocol.receive_data(data)
            self._take_events()
        except (OSError, ProtocolError):
            self._hang_up()
            return False
        return True

    def _take_events(self) -> None:
        for event in self._protocol.events():
            if isinstance(event, Request):
                # no extensions: compressing every frame for every screen costs more than the bytes
                self._write(self._protocol.send(AcceptConnection()))
            elif isinstance(event, (TextMessage, BytesMessage)):
                self._take_message(event)
            elif isinstance(event, Ping):
                self._write(self._protocol.send(event.response()))
            elif isinstance(event, (CloseConnection, RejectConnection)):
                if isinstance(event, CloseConnection):
                    self._write(self._protocol.send(event.response()))
                self._hang_up()

    def _take_message(self, event: TextMessage | BytesMessage) -> None:
        self._partial.append(event.data if isinstance(event.data, str) else bytes(event.data))
        if len(self._partial) > PARTS or sum(map(len, self._partial)) > LARGEST_MESSAGE:
            said = f"more than {LARGEST_MESSAGE} bytes or {PARTS} pieces in one message"
            self._let_go(said, CloseReason.MESSAGE_TOO_BIG)
        elif event.message_finished:
            first = self._partial[0]
            whole = first[:0].join(self._partial)  # type: ignore[arg-type]
            self._partial = []
            if not whole or (isinstance(whole, str) and whole not in SMALL_TALK):
                self._let_go("what no page sends")
            else:
                self._inbox.append(whole)

    def _let_go(self, sent: str, code: CloseReason = CloseReason.POLICY_VIOLATION) -> None:
        log.info("a screen sent %s and was let go", sent)
        if self.open:
            with contextlib.suppress(ProtocolError):
                self._write(self._protocol.send(CloseConnection(code, sent)))
        self._hang_up()
