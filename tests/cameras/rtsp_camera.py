"""A camera for the tests: an RTSP server on a real socket, with the habits of real cameras to choose from."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from cameras.media.units import SourceError, Unit
from cameras.pull.http_auth import Guard
from cameras.pull.rtsp.client import pull
from cameras.pull.rtsp.interleaved import Splitter, frame
from cameras.pull.rtsp.message import Headers, Message, Request, Response
from tests.cameras.encoded import Packets, Picture, sets_of

NAMES = {"h264": "H264", "h265": "H265"}
OF_A_SESSION = ("PLAY", "GET_PARAMETER", "TEARDOWN")


@dataclass
class Habits:
    pictures: tuple[Picture, ...] = ()
    codec: str = "h264"
    packets: Packets = field(default_factory=Packets)
    guard: Guard | None = None
    base: str = "{uri}/"  # Content-Base; "" none
    session: str = "12345678;timeout=60"
    control: str = "trackID=0"
    aggregate: str = "*"
    channels: tuple[int, int] = (0, 1)
    sprop: bool = True
    sets: tuple[bytes, ...] = ()  # told in the description instead of those of the pictures
    rename: bool = False  # header names in lower case, and lines that end with LF
    audio: bool = False
    rtpmap: str = ""
    noise: bool = False  # RTCP and frames of other channels between the packets
    ends: bool = True  # closes after the last picture
    answers: dict[str, bytes] = field(default_factory=dict)  # instead of what a method should get
    statuses: dict[str, Response] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    @property
    def session_id(self) -> str:
        return self.session.partition(";")[0].strip()

    def sdp(self) -> bytes:
        kind = {"h264": "sprop-parameter-sets={0},{1}", "h265": "sprop-vps={0};sprop-sps={1};sprop-pps={2}"}
        known = self.sets or (sets_of(self.codec, self.pictures) if self.pictures else ())
        sets = [base64.b64encode(nal).decode() for nal in known]
        sprop = kind[self.codec].format(*sets) if self.sprop and sets else "packetization-mode=1"
        rtpmap = self.rtpmap or f"{NAMES[self.codec]}/90000"
        lines = [
            "v=0",
            "o=- 1 1 IN IP4 0.0.0.0",
            "s=Media Presentation",
            "t=0 0",
            f"a=control:{self.aggregate}",
        ]
        if self.audio:
            lines += ["m=audio 0 RTP/AVP 8", "a=control:trackID=9", "a=rtpmap:8 PCMA/8000"]
        if rtpmap != "none":
            lines += [
                "m=video 0 RTP/AVP 96",
                f"a=rtpmap:96 {rtpmap}",
                f"a=fmtp:96 {sprop}",
                f"a=control:{self.control}",
            ]
        return "\r\n".join([*lines, ""]).encode()


class Camera:
    def __init__(self, habits: Habits, port: int = 0) -> None:
        self.habits, self.port = habits, port
        self.requests: list[Request] = []
        self.lost = asyncio.Event()
        self.writers: set[asyncio.StreamWriter] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"{'rtsps' if self.habits.tls else 'rtsp'}://127.0.0.1:{self.port}/live/1"

    def with_login(self, login: str) -> str:
        return self.address.replace("://", f"://{login}@")

    def methods(self) -> list[str]:
        return [request.method for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        splitter = Splitter(lambda channel, packet: None, lambda message: self.hear(message, writer))
        try:
            while chunk := await reader.read(65536):
                splitter.feed(chunk)
        except ConnectionError:
            pass
        finally:
            self.lost.set()
            writer.close()

    def hear(self, message: Message, writer: asyncio.StreamWriter) -> None:
        assert isinstance(message, Request)
        self.requests.append(message)
        if message.method in self.habits.answers:
            writer.write(self.habits.answers[message.method])
            return
        answer = self.answer(message)
        writer.write(self.written(answer, message))
        if message.method == "PLAY" and answer.status == 200:
            self.tasks.add(asyncio.ensure_future(self.play(writer)))

    def written(self, answer: Response, request: Request) -> bytes:
        pairs = [("CSeq", request.headers.get("CSeq")), *answer.headers.pairs]
        if not self.habits.rename:
            return replace(answer, headers=Headers(pairs)).wire()
        head, _, body = (
            Response(answer.status, Headers([(n.lower(), v) for n, v in pairs]), answer.body)
            .wire()
            .partition(b"\r\n\r\n")
        )
        return head.replace(b"\r\n", b"\n").replace(b"Content-Length", b"content-length") + b"\n\n" + body

    def answer(self, request: Request) -> Response:
        habits = self.habits
        if habits.guard and not habits.guard.accepts(
            request.headers.get("Authorization"), request.method, request.uri
        ):
            return Response(401, Headers([("WWW-Authenticate", told) for told in habits.guard.challenges()]))
        if request.method in habits.statuses:
            return habits.statuses[request.method]
        if request.method in OF_A_SESSION and request.headers.get("Session") != habits.session_id:
            return Response(454)
        if request.method == "DESCRIBE":
            base = habits.base.format(uri=request.uri)
            return Response(200, Headers([("Content-Base", base)] if base else []), habits.sdp())
        if request.method == "SETUP":
            over = "RTP/AVP/TCP;unicast;interleaved={}-{};ssrc=1234".format(*habits.channels)
            return Response(200, Headers([("Transport", over), ("Session", habits.session)]))
        if request.method == "OPTIONS":
            return Response(
                200, Headers([("Public", "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER")])
            )
        return Response(200)

    async def play(self, writer: asyncio.StreamWriter) -> None:
        for picture in self.habits.pictures:
            for packet in self.habits.packets.of(picture):
                if self.habits.noise:
                    writer.write(
                        frame(self.habits.channels[1], b"\x80\xc8\0\x06" + bytes(24)) + frame(7, b"what")
                    )
                writer.write(frame(self.habits.channels[0], packet))
            await writer.drain()
        if self.habits.ends:
            writer.close()


@asynccontextmanager
async def camera(habits: Habits | None = None, **chosen: object) -> AsyncIterator[Camera]:
    found = Camera(replace(habits or Habits(), **chosen))  # type: ignore[arg-type]
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0, ssl=found.habits.tls)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        for task in found.tasks:
            task.cancel()
        for writer in found.writers:
            if not writer.transport.is_closing():  # one that lost its peer has no loop any more
                writer.transport.abort()
        await asyncio.sleep(0)
        await server.wait_closed()


async def taken(address: str) -> tuple[list[Unit], str]:
    """Everything until the end, and how it ended."""
    units: list[Unit] = []
    try:
        async for unit in pull(address):
            units.append(unit)
    except SourceError as error:
        return units, error.detail
    raise AssertionError("a pull ends by SourceError alone")


def seen(habits: Habits | None = None, **chosen: object) -> tuple[list[Unit], str]:
    async def run() -> tuple[list[Unit], str]:
        async with camera(habits, **chosen) as cam:
            return await taken(cam.address)

    return asyncio.run(run())
