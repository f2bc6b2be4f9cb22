"""A camera's pictures by RTSP, over one TCP connection: `pull(address)`. No error tells the address."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator

from cameras.media.units import SourceError, Unit
from cameras.pull.rtsp.assembly import Assembly
from cameras.pull.rtsp.connection import Connection, connect
from cameras.pull.rtsp.h264 import H264
from cameras.pull.rtsp.h265 import H265
from cameras.pull.rtsp.jpeg import Jpeg
from cameras.pull.rtsp.message import MessageError, Response
from cameras.pull.rtsp.session import MovedError, RtspSession
from cameras.pull.rtsp.target import Target, read_target, redirected

PATIENCE = 5.0  # s from the first packet of TCP to the answer to PLAY
REDIRECTS = 3
WAITING_UNITS, WAITING_BYTES = 60, 16_000_000  # before the camera is asked to slow down (by TCP)
CODECS: dict[str, type[Assembly]] = {"h264": H264, "h265": H265, "jpeg": Jpeg}


class Stream:
    """One connection, its session, and the pictures that wait to be taken."""

    def __init__(self) -> None:
        self.units: deque[Unit] = deque()
        self.bytes = 0
        self.wake: asyncio.Future[None] | None = None
        self.error = ""
        self.paused = False
        self.channel = -1
        self.assembly: Assembly | None = None
        self.session: RtspSession | None = None

    async def begin(self, target: Target) -> None:
        connection = await connect(target, self._make)
        self.session = session = RtspSession(connection, target.uri, target.login)
        track = await session.describe()
        self.assembly = CODECS[track.codec](track, self._take)
        self.channel = 0
        self.channel = await session.set_up(track)
        await session.play()

    async def next(self) -> Unit:
        while not self.units:
            if self.error:
                raise SourceError(self.error)
            self.wake = asyncio.get_running_loop().create_future()
            await self.wake
        unit = self.units.popleft()
        self.bytes -= len(unit.data)
        if self.paused and not self.units:
            self._pause(False)
        return unit

    def close(self) -> None:
        if self.session is not None:
            self.session.close()

    def _make(self) -> Connection:
        return Connection(self._frame, self._lost, self._answer)

    def _frame(self, channel: int, packet: memoryview) -> None:
        if channel == self.channel and self.assembly is not None:
            self.assembly.packet(packet)

    def _take(self, unit: Unit) -> None:
        self.units.append(unit)
        self.bytes += len(unit.data)
        if not self.paused and (len(self.units) > WAITING_UNITS or self.bytes > WAITING_BYTES):
            self._pause(True)
        self._wake()

    def _pause(self, paused: bool) -> None:
        transport = self.session.connection.transport if self.session else None
        if transport is not None and not transport.is_closing():
            self.paused = paused
            (transport.pause_reading if paused else transport.resume_reading)()

    def _lost(self, detail: str) -> None:
        self.error = detail
        self._wake()

    def _wake(self) -> None:
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)

    def _answer(self, answer: Response) -> None:
        if self.session is not None:
            self.session.heard(answer)


async def pull(address: str) -> AsyncGenerator[Unit, None]:
    """The first unit that is not blank is a key frame: closed after it, this is a probe. Ends only by
    SourceError."""
    stream = await _begin(read_target(address))
    try:
        while True:
            yield await stream.next()
    finally:
        stream.close()


async def _begin(target: Target) -> Stream:
    try:
        async with asyncio.timeout(PATIENCE):
            for _ in range(REDIRECTS):
                stream = Stream()
                try:
                    await stream.begin(target)
                    return stream
                except MovedError as moved:
                    stream.close()
                    target = redirected(target, moved.location)
                except BaseException:
                    stream.close()
                    raise
            raise SourceError("redirected")
    except TimeoutError:
        detail = "timeout"
    except MessageError:  # an address of the camera's own making that no request can carry
        detail = "garbage"
    raise SourceError(detail)
