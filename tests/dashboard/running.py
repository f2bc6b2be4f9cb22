"""A real `gridwall web` over the small city, and a screen without a browser that talks to it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import msgpack
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, Message, Request, TextMessage

from benchmarks.inside import header
from benchmarks.ports import free_port
from benchmarks.wall import end_with_parent
from dashboard.access.key_file import KeyFile
from dashboard.rooms import frames
from tests.dashboard.noon import zone_at_noon
from tests.dashboard.small_files import write_small_city
from tests.dashboard.watching import Page
from tests.forks.child import Child, possible
from tests.patience import PATIENCE, until


class Web:
    """`gridwall web` in a process group of its own."""

    def __init__(self, folder: Path, redis_url: str, **more: str) -> None:
        self.folder = folder
        self.port = free_port()
        ours = write_small_city(folder) | {
            "GRIDWALL_REDIS_URL": redis_url,
            "GRIDWALL_WEB_PORT": str(self.port),
            "GRIDWALL_CITY_TIMEZONE": zone_at_noon(),
        }
        theirs = {key: value for key, value in os.environ.items() if not key.startswith("GRIDWALL_")}
        self.environ = theirs | ours | more
        self.keys = Path(self.environ["GRIDWALL_WEB_KEYS_FILE"])
        self.process: subprocess.Popen[bytes] | Child | None = None
        self.program, self.home = [sys.executable, "-m", "dashboard"], Path(__file__).parents[2]
        self.anew = not possible(self.environ)  # started as by a person, not forked
        self.paces: Mapping[str, float] = {}  # see Child

    def begin(self) -> None:
        with (self.folder / "web.log").open("ab") as log:
            self.process = self._begun(log) if self.anew else self._forked(log)

    def start(self, *, ready: bool = True) -> None:
        self.begin()
        if ready:
            until(lambda: self.get("/readyz")[0] == 200, "the wall is ready")
        else:
            until(lambda: self.get("/healthz")[0] == 200, "the wall answers")

    def _forked(self, log: IO[bytes]) -> Child:
        return Child("web", self.home, self.environ, log, self.paces)

    def _begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self.program, "web"],
            env=self.environ,
            cwd=self.home,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(PATIENCE)
        self.process = None

    @property
    def token(self) -> str:
        return KeyFile(self.keys).open_door()

    def cookie(self, more: str = "") -> str:
        """The header of a browser that was let in, with `more` cookies."""
        return header(self.keys, more)

    def get(self, path: str) -> tuple[int, Any]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": self.cookie()}
        )
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, _read(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _read(error)
        except (urllib.error.URLError, OSError):
            return 0, None

    def log(self) -> str:
        return (self.folder / "web.log").read_text("utf-8")


def _read(answer: Any) -> Any:
    body = answer.read()
    return json.loads(body) if "json" in answer.headers.get("Content-Type", "") else body


class RefusedError(Exception):
    """The server did not take the connection."""


class Line:
    """A WebSocket on a plain socket."""

    def __init__(self, port: int, path: str, origin: str, cookie: str = "") -> None:
        self.open = False
        self.socket = self.connected(port)
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self._heard: list[str | bytes] = []
        self._part, self._text = b"", ""
        head = [(b"Origin", origin.encode()), *([(b"Cookie", cookie.encode())] if cookie else [])]
        place = Request(host=self.named(port), target=path, extra_headers=head)
        try:
            self.socket.sendall(self.protocol.send(place))
            while not self.open:
                self.receive(5)
        except BaseException:  # whatever it is, nobody else has the socket to close
            self.socket.close()
            raise

    def named(self, port: int) -> str:
        return f"127.0.0.1:{port}"

    def connected(self, port: int) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), PATIENCE)

    def send(self, data: str | bytes) -> None:
        self.socket.sendall(self.protocol.send(Message(data=data)))

    def receive(self, seconds: float) -> list[str | bytes]:
        """What came within so many seconds; Refused when the other end is gone."""
        try:
            held = self.socket.pending() if isinstance(self.socket, ssl.SSLSocket) else 0
            if not held and not select.select([self.socket], [], [], seconds)[0]:
                return []
            data = self.socket.recv(1 << 20)
        except (OSError, ValueError):  # gone, or closed here
            data = b""
        if not data:
            raise RefusedError("the server closed the connection")
        self.protocol.receive_data(data)
        return [message for event in self.protocol.events() for message in self._take(event)]

    def _take(self, event: object) -> list[str | bytes]:
        if isinstance(event, AcceptConnection):
            self.open = True
        elif isinstance(event, TextMessage):
            self._text += str(event.data)
            if event.message_finished:
                text, self._text = self._text, ""
                return [text]
        elif isinstance(event, BytesMessage):
            self._part += bytes(event.data)
            if event.message_finished:
                whole, self._part = self._part, b""
                return [whole]
        elif not self.open:
            raise RefusedError(str(event))
        return []


class LiveScreen:
    """Socket.IO in MessagePack over one WebSocket; its page is kept as a browser would keep it."""

    kind = "wall"

    def __init__(self, web: Web, origin: str | None = None, cookie: str = "") -> None:
        home = f"http://127.0.0.1:{web.port}"
        self.begin(Line(web.port, self.path, origin or home, web.cookie(cookie)))

    @property
    def path(self) -> str:
        return f"/socket.io/?EIO=4&transport=websocket&kind={self.kind}&build="

    def begin(self, line: Line) -> None:
        self.line = line
        self.page = Page()
        self.answers: dict[int, Any] = {}
        self.hello: dict[str, Any] = {}
        self.troubles: list[dict[str, Any]] = []
        self._asked = 0
        try:
            self.line.send(msgpack.packb({"type": 0, "nsp": "/"}))
            self.until(lambda: self.hello, "hello")
        except BaseException:
            self.close()
            raise

    def ask(self, event: str, told: Any = None) -> Any:
        self._asked += 1
        number = self._asked
        packet = {"type": 2, "nsp": "/", "id": number, "data": [event, told]}
        self.line.send(msgpack.packb(packet))
        self.until(lambda: number in self.answers, f"an answer to {event}")
        return self.answers.pop(number)

    def until(self, wanted: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
        give_up = time.monotonic() + patience
        while not wanted():
            assert time.monotonic() < give_up, f"{what} within {patience:g} s"
            self.listen(0.1)

    def listen(self, seconds: float) -> None:
        for message in self.line.receive(seconds):
            if message == "2":
                self.line.send("3")
            elif isinstance(message, bytes):
                self._hear(msgpack.unpackb(message))

    def _hear(self, packet: dict[str, Any]) -> None:
        kind, data = packet["type"], packet.get("data")
        if kind == 3:
            self.answers[packet["id"]] = data[0]
        elif kind == 2 and data[0] == "world":  # it was not known yet, or is another one
            self.hello |= data[1]
        elif kind == 2 and data[0] == "hello":
            self.hello, self.troubles = data[1], data[1]["troubles"]
        elif kind == 2 and data[0] == "troubles":
            self.troubles = data[1]
        elif kind == 2 and data[0] == "frame":
            self.page.offer(data[1])

    @property
    def last(self) -> frames.Frame:
        return self.page.taken[-1]

    def close(self) -> None:
        self.line.socket.close()
