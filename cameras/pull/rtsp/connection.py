"""One TCP connection to a camera: what is asked and answered, and the frames between. Knows no media."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Callable

from cameras.media.units import SourceError
from cameras.pull.rtsp.interleaved import OnFrame, Splitter
from cameras.pull.rtsp.message import Headers, Message, MessageError, Request, Response
from cameras.pull.rtsp.target import Target

CHUNK = 64 * 1024
UNREAD = 64 * 1024  # bytes a camera leaves unread before it is taken for broken
AGENT = ("User-Agent", "Gridwall")

OnLost = Callable[[str], None]
OnAnswer = Callable[[Response], None]


@functools.cache
def unchecked() -> ssl.SSLContext:
    """Cameras sign their own certificates, some with short keys: nobody else reads, but who answers is not
    proved."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


class Connection(asyncio.BufferedProtocol):
    """`on_lost` is told once why there will be nothing more: a detail of SourceError."""

    def __init__(self, on_frame: OnFrame, on_lost: OnLost, on_answer: OnAnswer) -> None:
        self.on_lost, self.on_answer = on_lost, on_answer
        self.transport: asyncio.Transport | None = None
        self.buffer = memoryview(bytearray(CHUNK))
        self.splitter = Splitter(on_frame, self._message)
        self.count = 0
        self.pending: dict[int, asyncio.Future[Response]] = {}
        self.lost = ""

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:
        return self.buffer

    def buffer_updated(self, nbytes: int) -> None:
        if self.lost:
            return
        try:
            self.splitter.feed(self.buffer[:nbytes])
        except MessageError:
            self.fail("garbage")
        except SourceError as error:
            self.fail(error.detail)

    def connection_lost(self, exc: Exception | None) -> None:
        self.fail("garbage" if isinstance(exc, ssl.SSLError) else "ended")

    # what a session calls

    async def ask(self, method: str, uri: str, headers: list[tuple[str, str]]) -> Response:
        """Raises SourceError when the connection is lost before the answer."""
        if self.lost:
            raise SourceError(self.lost)
        answer: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        number = self.tell(method, uri, headers)
        self.pending[number] = answer
        try:
            return await answer
        finally:
            self.pending.pop(number, None)

    def tell(self, method: str, uri: str, headers: list[tuple[str, str]]) -> int:
        """Sends without waiting: the answer goes to `on_answer`."""
        self.count += 1
        number = ("CSeq", str(self.count))
        self._write(Request(method, uri, Headers([number, *headers, AGENT])))
        return self.count

    def fail(self, detail: str) -> None:
        if self.lost:
            return
        self.lost = detail
        for answer in self.pending.values():
            if not answer.done():
                answer.set_exception(SourceError(detail))
        self.on_lost(detail)
        self.close()

    def close(self) -> None:
        """What was written last is given to the kernel; nothing is waited for."""
        self.lost = self.lost or "ended"
        if self.transport is None:
            return
        if self.transport.get_write_buffer_size() or self.transport.get_extra_info("sslcontext"):
            self.transport.abort()
        else:
            self.transport.close()

    def _write(self, message: Message) -> None:
        assert self.transport is not None
        if self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > UNREAD:
            self.fail("garbage")
        else:
            self.transport.write(message.wire())

    def _message(self, message: Message) -> None:
        if isinstance(message, Request):
            # a camera that asks us something wants only a sign of life
            self._write(Response(200, Headers([("CSeq", message.headers.get("CSeq"))])))
            return
        number = message.headers.get("CSeq")
        oldest = next(iter(self.pending), 0)
        told = number.isascii() and number.isdecimal() and len(number) < 10
        answer = self.pending.get(int(number) if told else oldest)
        if answer is None:
            self.on_answer(message)
        elif not answer.done():
            answer.set_result(message)


async def connect(target: Target, make: Callable[[], Connection]) -> Connection:
    """Raises SourceError; the caller limits the time."""
    secure = unchecked() if target.secure else None
    loop = asyncio.get_running_loop()
    try:
        _, connection = await loop.create_connection(make, target.host, target.port, ssl=secure)
    except TimeoutError:
        detail = "timeout"  # the kernel's own
    except ssl.SSLError:
        detail = "garbage"
    except (OSError, UnicodeError):  # refused, no route, no such name, no name at all
        detail = "unreachable"
    else:
        return connection
    raise SourceError(detail)  # outside: the error before it tells the address
