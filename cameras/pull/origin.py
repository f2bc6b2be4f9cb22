"""One HLS address as all its viewers share it: fetched once, named by numbers, within its folder.

Knows no screen. A page never sees an address: it asks for "0", the camera's own playlist, and then for the
numbers that stand in the playlists it got: `<number>[?_HLS_msn=…&_HLS_part=…][#<first byte>-<last byte>]`.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field

from yarl import URL

from cameras.media.units import SourceError
from cameras.pull.gateway import Gateway, Reply, same_host
from cameras.pull.kinds.hls import SEGMENT_BYTES
from cameras.pull.playlist import is_playlist, veiled

KEPT_S = 1.0  # how long a segment stands ready for the next panel
AT_ONCE, WAITING = 6, 64
NAMES = 16_384
FIRST = "0"
# what the status of an answer would be had the gateway given it itself
STATUS = {"wrong_password": 401, "not_allowed": 403, "no_stream": 404, "too_big": 413, "timeout": 504}
BAD_GATEWAY, BUSY = 502, 503
_PATH = re.compile(
    r"(\d{1,9})(\?_HLS_(?:msn|part|skip)=\w{1,20}(?:&_HLS_(?:msn|part|skip)=\w{1,20}){0,2})?"
    r"(?:#(\d{1,12})-(\d{1,12}))?"
)


@dataclass(frozen=True, slots=True)
class Got:
    """`detail`: of city/cameras/camera_states.py, "" when there are bytes."""

    status: int
    type: str
    body: bytes = field(repr=False)
    detail: str = ""

    @staticmethod
    def failed(detail: str) -> Got:
        return Got(STATUS.get(detail, BAD_GATEWAY), "", b"", detail)


@dataclass(frozen=True, slots=True)
class Wanted:
    url: URL = field(repr=False)
    bytes: tuple[int, int] | None = None  # first and last

    def headers(self) -> dict[str, str]:
        return {"Range": f"bytes={self.bytes[0]}-{self.bytes[1]}"} if self.bytes else {}


class Origin:
    def __init__(self, address: str) -> None:
        self._gateway = Gateway(address)
        self._folder = self._gateway.url.path.rpartition("/")[0] + "/"
        self._urls: OrderedDict[str, URL] = OrderedDict()
        self._names: dict[URL, str] = {}
        self._last_name = 0
        self._flights: dict[str, asyncio.Task[Got]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._asking = 0

    async def get(self, path: object) -> Got:
        """Never raises SourceError: a status and a detail tell."""
        wanted = self._wanted(path)
        if wanted is None:
            return Got.failed("not_allowed")
        if self._asking >= WAITING:
            return Got(BUSY, "", b"", "gateway")
        self._asking += 1
        try:
            return await (self._fetch(wanted) if path == FIRST else self._shared(str(path), wanted))
        finally:
            self._asking -= 1

    async def _shared(self, path: str, wanted: Wanted) -> Got:
        if (flight := self._flights.get(path)) is None:
            flight = self._flights[path] = asyncio.create_task(self._fetch(wanted))
            flight.add_done_callback(lambda done: self._landed(path, done))
        # a viewer who goes must not take the others' segment along
        await asyncio.wait([flight])
        return Got.failed("ended") if flight.cancelled() else flight.result()

    async def close(self) -> None:
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        self._flights.clear()
        await self._gateway.close()

    def _landed(self, path: str, flight: asyncio.Task[Got]) -> None:
        keep = not flight.cancelled() and not flight.result().detail and "mpegurl" not in flight.result().type
        if keep:
            asyncio.get_running_loop().call_later(KEPT_S, self._flights.pop, path, None)
        else:
            self._flights.pop(path, None)

    async def _fetch(self, wanted: Wanted) -> Got:
        async with self._room:
            try:
                reply = await self._gateway.ask(
                    "GET", wanted.url, headers=wanted.headers(), limit=SEGMENT_BYTES
                )
                return self._given(reply, wanted)
            except SourceError as error:
                return Got.failed(error.detail)

    def _given(self, reply: Reply, wanted: Wanted) -> Got:
        if detail := reply.detail():
            return Got.failed(detail)
        if is_playlist(reply.body):
            body = veiled(reply.body, lambda told: self._name(self._gateway.beside(reply.url, told)))
            return Got(200, "application/vnd.apple.mpegurl", body)
        # a page in HTML, such as a login, is no segment, and no playlist either
        if wanted.url == self._gateway.url or reply.body.lstrip()[:1] in (b"", b"<"):
            return Got.failed("garbage")
        body = reply.body
        if wanted.bytes and reply.status == 200:
            body = body[wanted.bytes[0] : wanted.bytes[1] + 1]
        return Got(200, "application/octet-stream", body)

    def _wanted(self, path: object) -> Wanted | None:
        if path == FIRST:
            # never shared: a gateway may begin a session of its own for each who asks for the first playlist
            return Wanted(self._gateway.url)
        told = _PATH.fullmatch(path) if isinstance(path, str) else None
        url = self._urls.get(told[1]) if told else None
        if told is None or url is None:
            return None
        if told[2]:
            # a blocking reload (low-latency HLS) adds what it waits for to the query as it is
            url = URL(f"{url}{'&' if url.raw_query_string else '?'}{told[2][1:]}", encoded=True)
        return Wanted(url, (int(told[3]), int(told[4])) if told[3] else None)

    def _name(self, url: URL) -> str:
        """The number a page knows this address by."""
        if (name := self._names.get(url)) is not None:
            self._urls.move_to_end(name)
            return name
        parts = re.split(r"[/\\]", url.path)
        if not same_host(self._gateway.url, url) or ".." in parts or not url.path.startswith(self._folder):
            raise SourceError("not_allowed")
        self._last_name += 1
        name = self._names[url] = str(self._last_name)
        self._urls[name] = url
        if len(self._urls) > NAMES:
            del self._names[self._urls.popitem(last=False)[1]]
        return name
