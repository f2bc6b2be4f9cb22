"""A screen of cameras without a browser: a real WebSocket of the camera process, read by a thread of its own,
and everything it was told, kept."""

from __future__ import annotations

import contextlib
import io
import json
import math
import socket
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from wsproto.events import CloseConnection

from streams.access.camera_tokens import sign
from tests.dashboard.running import Line, RefusedError
from tests.patience import PATIENCE, until

ORIGIN = "http://wall.example"
HEAD = struct.Struct("<BBHIdd")
RENEWED_S = 40.0  # a token lasts 60
INIT, KEY, DELTA, JPEG, GOT = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Picture:
    kind: int
    number: int
    at: float  # epoch ms the process received it
    read: float  # epoch ms it was read here
    payload: bytes


class CameraLine(Line):
    """Knows with which code it was closed."""

    def __init__(self, port: int, path: str, origin: str, room: int = 0) -> None:
        """`room`: bytes that the kernel may keep for us; 0: as many as it likes."""
        self.closed_with: int | None = None
        self.room = room
        super().__init__(port, path, origin)

    def connected(self, port: int) -> socket.socket:
        plain = socket.socket()
        if self.room:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.room)
        plain.settimeout(PATIENCE)
        plain.connect(("127.0.0.1", port))
        return plain

    def _take(self, event: object) -> list[str | bytes]:
        if isinstance(event, CloseConnection):
            self.closed_with = int(event.code)
            self.socket.sendall(self.protocol.send(event.response()))
        return super()._take(event)


class CameraScreen:
    """`cameras` are in its token; `show` says which it wants."""

    def __init__(self, port: int, origin: str = ORIGIN, *, read: bool = True, room: int = 0) -> None:
        self.line = CameraLine(port, "/cameras/socket", origin, room)
        self.states: dict[int, list[tuple[float, str, str]]] = defaultdict(list)
        self.media: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.pictures: dict[int, list[Picture]] = defaultdict(list)
        self.refused: dict[int, str] = {}
        self.texts: list[str] = []
        self.ended = threading.Event()
        self._saying = threading.Lock()
        self._renewal: tuple[float, Callable[[], None]] = (math.inf, lambda: None)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        if read:
            self.read()

    def read(self) -> None:
        self._thread.start()

    def present(self, key: bytes, cameras: list[str], origin: str = ORIGIN, at: int | None = None) -> None:
        """Again by itself before a token that was signed now runs out."""
        told = time.time_ns() // 1_000_000 if at is None else at
        self.say({"token": sign(key, "screen", cameras, origin, told)})
        if at is None:
            self._renewal = time.monotonic() + RENEWED_S, lambda: self.present(key, cameras, origin)

    def show(self, *cameras: str, main: bool = True, width: int = 640) -> None:
        """In panels 1, 2, 3 …"""
        panels = enumerate(cameras, 1)
        self.say({"show": [{"panel": n, "camera": id, "main": main, "width": width} for n, id in panels]})

    def say(self, message: object) -> None:
        with self._saying:
            self.line.send(json.dumps(message))

    def close(self) -> None:
        with contextlib.suppress(OSError):  # the other end may be gone
            self.line.socket.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(5)
        self.line.socket.close()

    def state(self, panel: int = 1) -> tuple[str, str]:
        return self.states[panel][-1][1:] if self.states[panel] else ("", "")

    def sees(self, state: str, detail: str = "", panel: int = 1, patience: float = PATIENCE) -> None:
        """Wait until the panel is told this."""
        wanted = (state, detail)
        until(lambda: self.state(panel) == wanted, f"panel {panel} is {wanted}", patience)

    def saw(self, state: str, detail: str, panel: int) -> None:
        """Wait until the panel was told this, whatever it is told now."""
        wanted = (state, detail)
        until(lambda: wanted in {told[1:] for told in self.states[panel]}, f"panel {panel} was {wanted}")

    def moves(self, panel: int = 1, patience: float = PATIENCE) -> Picture:
        """Wait until a picture comes that was taken after now."""
        now = time.time() * 1000

        def newest() -> Picture | None:
            held = self.pictures[panel]
            return held[-1] if held and held[-1].at > now else None

        found: Picture = until(newest, f"panel {panel} gets a new picture", patience)
        return found

    def luma(self, panel: int = 1) -> np.ndarray:
        """The last whole picture as a decoder that knows nothing of us shows it."""
        held = list(self.pictures[panel])
        if held[-1].kind == JPEG:
            return decoded(held[-1].payload)
        begun = max(n for n, picture in enumerate(held) if picture.kind == INIT)
        last_key = max(n for n, picture in enumerate(held) if picture.kind == KEY)
        return decoded(b"".join(held[n].payload for n in [begun, *range(last_key, len(held))]))

    def _listen(self) -> None:
        try:
            while True:
                for message in self.line.receive(0.2):
                    self._hear(message)
                due, renew = self._renewal
                if time.monotonic() > due:
                    renew()
        except RefusedError:
            self.ended.set()

    def _hear(self, message: str | bytes) -> None:
        now = time.time() * 1000
        if isinstance(message, bytes):
            _, kind, panel, number, at, _ = HEAD.unpack_from(message)
            self.pictures[panel].append(Picture(kind, number, at, now, message[HEAD.size :]))
            return
        self.texts.append(message)
        told = json.loads(message)
        if "state" in told:
            self.states[told["panel"]].append((now, told["state"], told["detail"]))
        elif "media" in told:
            self.media[told["panel"]].append(told["media"])
        elif "refused" in told:
            self.refused[told.get("panel", 0)] = told["refused"]


def decoded(file: bytes) -> np.ndarray:
    with av.open(io.BytesIO(file)) as container:
        frames = list(container.decode(video=0))
    return frames[-1].to_ndarray(format="gray")
