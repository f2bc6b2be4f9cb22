"""One RTSP connection to the demo cameras, from OPTIONS to TEARDOWN (RFC 2326), pictures over the same TCP.

A viewer that does not read loses pictures up to a key frame; the others notice nothing.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
import secrets
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from cameras.pull.rtsp.interleaved import Splitter, frame
from cameras.pull.rtsp.message import Headers, MessageError, Request, Response
from demo.cameras.camera import DemoCamera
from demo.cameras.loop import LoopError
from demo.cameras.packets import PAYLOAD_TYPE, RATE
from demo.cameras.stream import Stream

METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN"
KERNEL = 1 << 16  # bytes: a camera's memory is small, and what lies in a buffer is late
WAITING = 1 << 18  # bytes more that a viewer may leave unread
NONSENSE = b"\x16\x03\x01 \xff\xfe this is no camera \x00\x01\x02" * 40
_CHANNELS = re.compile(r"interleaved=(\d{1,3})")

Find = Callable[[str], DemoCamera | None]


class Session:
    def __init__(self, find: Find, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.find, self.reader, self.writer = find, reader, writer
        self.inbox: list[Request] = []
        self.splitter = Splitter(lambda channel, packet: None, self._got)
        self.id = secrets.token_hex(4)
        self.camera: DemoCamera | None = None
        self.stream = ""
        self.channel: int | None = None
        self.waits_for_key, self.begun = True, False
        self.dropped = 0
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL)

    async def run(self) -> None:
        try:
            while chunk := await self.reader.read(1 << 16):
                self.splitter.feed(chunk)
                while self.inbox:
                    await self._answer(self.inbox.pop(0))
        except (ConnectionError, MessageError):
            pass  # the viewer is gone, or speaks something else: nothing to tell it
        finally:
            self._forget()
            self.writer.close()
            with contextlib.suppress(ConnectionError):
                await self.writer.wait_closed()

    def _got(self, message: object) -> None:
        if isinstance(message, Request):
            self.inbox.append(message)

    def _forget(self) -> None:
        if self.camera is not None:
            self.camera.streams[self.stream].leave(self)
            self.camera.closers.discard(self.abort)
            self.camera.spoilers.discard(self.spoil)

    def abort(self) -> None:
        self.writer.transport.abort()

    def spoil(self) -> None:
        self.writer.write(NONSENSE)

    def take(self, packets: list[bytes], key: bool) -> None:
        if self.channel is None:
            return
        transport = self.writer.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > WAITING:
            self.waits_for_key = True
        if self.waits_for_key and (not key or transport.get_write_buffer_size() > WAITING):
            self.dropped += self.begun
            return
        self.waits_for_key, self.begun = False, True
        self.writer.write(b"".join([frame(self.channel, packet) for packet in packets]))

    async def _answer(self, request: Request) -> None:
        camera, stream = self._named(request.uri)
        response = await self._response(request, camera, stream)
        if response is None:
            return
        pairs = [("CSeq", request.headers.get("CSeq")), ("Server", "Gridwall demo"), *response.headers.pairs]
        self.writer.write(Response(response.status, Headers(pairs), response.body).wire())
        if request.method == "PLAY" and response.status == 200 and camera is not None:
            await camera.streams[self.stream].join(self)
        if request.method == "TEARDOWN":
            self.writer.close()

    def _named(self, uri: str) -> tuple[DemoCamera | None, str]:
        parts = [part for part in urlsplit(uri).path.split("/") if part]
        stream = parts[1] if len(parts) > 1 else "main"
        return (self.find(parts[0]) if parts else None), stream

    async def _response(self, request: Request, camera: DemoCamera | None, stream: str) -> Response | None:
        if camera is None and request.method == "OPTIONS":
            return Response(200, Headers([("Public", METHODS)]))
        if camera is None or stream not in camera.streams or camera.fault == "missing":
            return Response(404)
        if camera.fault in ("drop", "silent", "garbage"):
            self._misbehave(camera.fault)
            return None
        if not camera.guard.accepts(request.headers.get("Authorization"), request.method, request.uri):
            asked = [("WWW-Authenticate", challenge) for challenge in camera.guard.challenges()]
            return Response(401, Headers(asked))
        match request.method:
            case "OPTIONS":
                return Response(200, Headers([("Public", METHODS)]))
            case "DESCRIBE":
                return await described(request.uri, camera.plan.codec, camera.streams[stream])
            case "SETUP":
                return self._setup(request, camera, stream)
            case "PLAY" | "GET_PARAMETER" | "TEARDOWN":
                return self._within(request)
        return Response(501)

    def _misbehave(self, fault: str) -> None:
        if fault == "drop":
            self.abort()
        elif fault == "garbage":
            self.spoil()

    def _setup(self, request: Request, camera: DemoCamera, stream: str) -> Response:
        transport = request.headers.get("Transport")
        if "RTP/AVP/TCP" not in transport.upper():
            return Response(461)
        self._forget()
        self.camera, self.stream = camera, stream
        camera.closers.add(self.abort)
        camera.spoilers.add(self.spoil)
        told = _CHANNELS.search(transport)
        self.channel = int(told[1]) & 0xFF if told else 0
        taken = f"RTP/AVP/TCP;unicast;interleaved={self.channel}-{self.channel + 1}"
        return Response(200, Headers([("Transport", taken), ("Session", f"{self.id};timeout=60")]))

    def _within(self, request: Request) -> Response:
        """What belongs to a session that SETUP began; a GET_PARAMETER before that is a sign of life."""
        if self.channel is None and request.method != "GET_PARAMETER":
            return Response(455)
        if self.channel is not None and request.headers.get("Session").partition(";")[0] != self.id:
            return Response(454)
        ranged = [("Range", "npt=now-")] if request.method == "PLAY" else []
        return Response(200, Headers([("Session", self.id), *ranged]))


async def described(uri: str, codec: str, stream: Stream) -> Response:
    """The SDP of one video track (RFC 8866). Without parameter sets these come with the pictures alone."""
    try:
        parameters = await stream.parameters()
    except LoopError:
        return Response(503)
    sets = [base64.b64encode(nal).decode() for nal in parameters]
    if codec == "h265":
        told = [f"sprop-{name}={text}" for name, text in zip(("vps", "sps", "pps"), sets, strict=False)]
    elif sets:
        profile = parameters[0][1:4].hex().upper()
        told = [
            "packetization-mode=1",
            f"profile-level-id={profile}",
            f"sprop-parameter-sets={','.join(sets)}",
        ]
    else:
        told = ["packetization-mode=1"]
    lines = [
        *("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=street", "c=IN IP4 0.0.0.0", "t=0 0", "a=control:*"),
        f"m=video 0 RTP/AVP {PAYLOAD_TYPE}",
        f"a=rtpmap:{PAYLOAD_TYPE} {codec.upper()}/{RATE}",
        *([f"a=fmtp:{PAYLOAD_TYPE} {';'.join(told)}"] if told else []),
        "a=control:track1",
    ]
    base = uri.rstrip("/") + "/"
    headers = Headers([("Content-Type", "application/sdp"), ("Content-Base", base)])
    return Response(200, headers, "\r\n".join([*lines, ""]).encode())
