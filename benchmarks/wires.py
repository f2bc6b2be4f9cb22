"""What one lean screen says and hears: Socket.IO in MessagePack, a bare WebSocket, or Dash's polling. Frames
are walked over, not read."""

import base64
import json
import os
import socket
import struct
import time
from collections.abc import Callable
from typing import Protocol

import msgpack

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
TAKE = 1 << 18


class Wire(Protocol):
    socket: socket.socket
    open: bool
    bytes: int
    messages: int

    def drain(self) -> None: ...
    def tick(self, now: float) -> None: ...


def masked(opcode: int, payload: bytes) -> bytes:
    """One client frame; a zero mask is a valid mask."""
    size = len(payload)
    head = (
        bytes([0x80 | opcode, 0x80 | size]) if size < 126 else struct.pack(">BBH", 0x80 | opcode, 0xFE, size)
    )
    return head + bytes(4) + payload


class WebSocket:
    """Connected and upgraded at once; afterwards never blocks."""

    def __init__(self, port: int, path: str, cookie: str = "", extensions: str = "") -> None:
        self.bytes = self.messages = self.skip = 0
        self.rest, self.open = b"", True
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        key = base64.b64encode(os.urandom(16)).decode()
        request = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]
        request += [f"Cookie: {cookie}"] if cookie else []
        request += [f"Sec-WebSocket-Extensions: {extensions}"] if extensions else []
        request += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        self.socket.sendall("\r\n".join([*request, f"Sec-WebSocket-Key: {key}", "", ""]).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = self.socket.recv(4096)
            answer += piece
            if not piece or (b"\r\n" in answer and b" 101 " not in answer.split(b"\r\n")[0]):
                raise RuntimeError(f"{path} was not upgraded: {answer[:200]!r}")
        self.rest = answer.split(b"\r\n\r\n", 1)[1]
        self.socket.setblocking(False)

    def send(self, opcode: int, payload: bytes) -> None:
        self.socket.sendall(masked(opcode, payload))

    def drain(self) -> None:
        try:
            data = self.socket.recv(TAKE)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self.open = False
            return
        self.bytes += len(data)
        self.walk(self.rest + data if self.rest else data)

    def walk(self, data: bytes) -> None:
        at, end = min(self.skip, len(data)), len(data)
        self.skip -= at
        while not self.skip and end - at >= 2:
            size, body = data[at + 1], at + 2
            if size == 126:
                body += 2
            elif size == 127:
                body += 8
            if body > end:
                break
            if size > 125:
                size = int.from_bytes(data[at + 2 : body], "big")
            opcode = data[at] & 15
            data_frame = opcode == BINARY or size > 125
            if not data_frame and body + size > end:
                break  # a small text or control frame: wait for the whole of it
            if data_frame:
                self.messages += 1
                self.skip = max(body + size - end, 0)
            else:
                self.hear(opcode, data[body : body + size])
            at = min(body + size, end)
        self.rest = b"" if self.skip else data[at:]

    def hear(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self.send(PONG, payload)
        elif opcode == CLOSE:
            self.open = False
        else:
            self.messages += 1

    def tick(self, now: float) -> None:
        """Nothing to say between frames."""


class SocketIo(WebSocket):
    """Engine.IO 4 with MessagePack packets: joins one room and stays."""

    def __init__(self, port: int, area: str, turn: float, cookie: str) -> None:
        self.area = area
        super().__init__(port, "/socket.io/?EIO=4&transport=websocket&kind=wall&build=", cookie)
        self.send(BINARY, msgpack.packb({"type": 0, "nsp": "/"}))
        self.joined = False

    def hear(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT and payload == b"2":
            self.send(TEXT, b"3")
        elif opcode != TEXT:
            super().hear(opcode, payload)

    def drain(self) -> None:
        super().drain()
        if not self.joined and self.messages:
            self.joined = True
            join = {"type": 2, "nsp": "/", "id": 1, "data": ["join", {"area": self.area}]}
            self.send(BINARY, msgpack.packb(join))


class JsonSocket(WebSocket):
    """The lean baseline's screen."""

    def __init__(self, port: int, area: str, turn: float, cookie: str) -> None:
        super().__init__(port, f"/ws/{area}", extensions="permessage-deflate")

    def hear(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            self.messages += 1
        else:
            super().hear(opcode, payload)


class DashPoller:
    """What a Dash page with an interval sends every second, on one kept connection."""

    def __init__(self, port: int, area: str, turn: float, cookie: str) -> None:
        self.bytes = self.messages = 0
        self.open, self.waiting = True, False
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self.socket.setblocking(False)
        self.port, self.area, self.beats = port, area, 0
        self.due = time.monotonic() + turn

    def request(self) -> bytes:
        body = json.dumps(
            {
                "output": "..people.data...counters.children..",
                "outputs": [
                    {"id": "people", "property": "data"},
                    {"id": "counters", "property": "children"},
                ],
                "inputs": [{"id": "tick", "property": "n_intervals", "value": self.beats}],
                "changedPropIds": ["tick.n_intervals"],
                "parsedChangedPropsIds": ["tick.n_intervals"],
                "state": [{"id": "url", "property": "pathname", "value": f"/{self.area}"}],
            }
        )
        head = ["POST /_dash-update-component HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        head += ["Content-Type: application/json", "Accept-Encoding: gzip", f"Content-Length: {len(body)}"]
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()

    def drain(self) -> None:
        try:
            data = self.socket.recv(TAKE)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        self.open = bool(data)
        self.bytes += len(data)
        if data.startswith(b"HTTP/1.1 "):
            self.messages += 1
            self.waiting = False
            if not data.startswith(b"HTTP/1.1 20"):
                raise RuntimeError(data[:300].decode(errors="replace"))

    def tick(self, now: float) -> None:
        if self.open and not self.waiting and now >= self.due:
            self.due = max(self.due + 1.0, now)
            self.beats += 1
            self.waiting = True
            self.socket.sendall(self.request())


KINDS: dict[str, Callable[[int, str, float, str], Wire]] = {
    "gridwall": SocketIo,
    "json": JsonSocket,
    "dash": DashPoller,
}
