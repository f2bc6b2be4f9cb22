"""The camera process inside a test, and a page without a browser that looks through its socket."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import aiohttp

from cameras.media.media_packet import DELTA, INIT, KEY
from cameras.serve.service import Place, Service
from cameras.serve.session_watch import SessionWatch
from cameras.watch.feed import Pace
from city.cameras.cameras import Camera
from streams.access.camera_tokens import sign
from streams.cameras.camera_duty import CameraDuty
from streams.cameras.cameras import CameraDesk
from streams.record.keys import Keys
from tests.patience import PATIENCE

ORIGIN = "http://localhost:8050"
SIGNED = b"k" * 32  # what the web process would have made
Acting = tuple[str, str, str]  # session, role and area
NOBODY: Acting = ("", "", "")
PATIENT = aiohttp.ClientWSTimeout(ws_close=1.0)


class Got(NamedTuple):
    type: int
    panel: int
    number: int
    at: float
    time: float
    payload: bytes


def camera(id: str, source: str, kind: str = "rtsp", sub: str = "", still: bool = False) -> Camera:
    return Camera(id, f"Camera {id}", None, 23.0, 113.7, kind, still, source, sub)


@asynccontextmanager
async def serving(
    cameras: Sequence[Camera],
    redis_url: str,
    keys: Keys,
    *,
    probe_s: float = 60,
    key: bytes | None = SIGNED,
    sessions: SessionWatch | None = None,
    **pace: float,
) -> AsyncIterator[Service]:
    """`key`: what the web process has made, if it has; `sessions` where people sign in."""
    desk = CameraDesk(redis_url, keys)
    place = Place("127.0.0.1", 0, probe_s, replace(Pace(linger=0.5, first=PATIENCE, silent=PATIENCE), **pace))
    duty = CameraDuty(desk.redis, keys)
    async with Service(cameras, desk, duty, place, lambda: key, sessions) as service:
        yield service


async def until(wanted: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """The first true answer; fails after a while."""
    give_up = time.monotonic() + patience
    while not (found := wanted()):
        assert time.monotonic() < give_up, f"{what} within {patience:g} s"
        await asyncio.sleep(0.01)
    return found


def _narrow_socket(info: Any) -> socket.socket:
    made = socket.socket(*info[:3])
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
    return made


class Page:
    """`async with`. What came is kept by panel; nothing is read while `reading` is clear."""

    def __init__(
        self, service: Service, cameras: Sequence[str] = (), origin: str = ORIGIN, *, narrow: bool = False
    ) -> None:
        """`narrow`: the system takes little in advance for a page that does not read."""
        self.service, self.cameras, self.origin, self.narrow = service, cameras, origin, narrow
        self.states: dict[int, dict[str, Any]] = {}
        self.heard: list[dict[str, Any]] = []
        self.shots: dict[int, list[Got]] = defaultdict(list)
        self.closed: int | None = None
        self.reading = asyncio.Event()
        self.reading.set()

    async def __aenter__(self) -> Page:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(socket_factory=_narrow_socket if self.narrow else None)
        )
        address = f"http://127.0.0.1:{self.service.port}/cameras/socket"
        self.socket = await self._session.ws_connect(
            address, origin=self.origin, max_msg_size=0, timeout=PATIENT
        )
        self._task = asyncio.create_task(self._read())
        if self.cameras:
            await self.prove(*self.cameras)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.socket.close()
        await self._session.close()

    async def prove(
        self,
        *cameras: str,
        key: bytes | None = None,
        screen: str = "wall",
        ago: int = 0,
        acting: Acting = NOBODY,
    ) -> None:
        """Show a token, the web process's unless another key is given; `acting` by whom."""
        held = key or SIGNED
        token = sign(held, screen, cameras, self.origin, round(time.time() * 1000) - ago, acting)
        await self.say({"token": token})

    async def say(self, message: object) -> None:
        await self.socket.send_str(message if isinstance(message, str) else json.dumps(message))

    async def show(self, *wishes: tuple[int, str] | tuple[int, str, bool, int]) -> None:
        """(panel, camera), or (panel, camera, main, width)."""
        whole = [(*wish, False, 320)[:4] for wish in wishes]
        names = ("panel", "camera", "main", "width")
        await self.say({"show": [dict(zip(names, wish, strict=True)) for wish in whole]})

    async def state(self, panel: int, *wanted: str) -> dict[str, Any]:
        def found() -> dict[str, Any] | None:
            told = self.states.get(panel)
            return told if told and told["state"] in wanted else None

        told: dict[str, Any] = await until(found, f"panel {panel} to be {wanted}, {self.states.get(panel)}")
        return told

    async def pictures(self, panel: int, count: int = 1) -> list[Got]:
        """The first so many that are not the description of others."""

        def found() -> list[Got] | None:
            pictures = [shot for shot in self.shots[panel] if shot.type != INIT]
            return pictures if len(pictures) >= count else None

        pictures: list[Got] = await until(found, f"{count} pictures in panel {panel}")
        return pictures

    async def end(self, patience: float = PATIENCE) -> int:
        """The code the socket was closed with."""
        await until(lambda: self.closed is not None, "a closed socket", patience)
        return self.closed or 0

    def media(self, panel: int) -> list[dict[str, Any]]:
        return [told["media"] for told in self.heard if told.get("panel") == panel and "media" in told]

    def refused(self) -> list[tuple[int | None, str]]:
        return [(told.get("panel"), told["refused"]) for told in self.heard if "refused" in told]

    async def _read(self) -> None:
        while True:
            await self.reading.wait()
            message = await self.socket.receive()
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take(json.loads(message.data))
            elif message.type is aiohttp.WSMsgType.BINARY:
                head = struct.unpack_from("<BBHIdd", message.data)
                assert head[0] == 1
                self.shots[head[2]].append(Got(*head[1:], message.data[24:]))
            else:
                self.closed = self.socket.close_code or 0
                return

    def _take(self, told: dict[str, Any]) -> None:
        self.heard.append(told)
        if "state" in told:
            self.states[told["panel"]] = told


def playable(shots: Sequence[Got]) -> bool:
    """Whether a decoder could follow: an init segment, then a key frame, and after every gap a key frame."""
    begun, number = False, None
    for shot in shots:
        if shot.type == INIT:
            begun, number = False, shot.number
            continue
        if shot.type == DELTA and not (begun and number is not None and shot.number == number + 1):
            return False
        begun, number = begun or shot.type == KEY, shot.number
    return begun
