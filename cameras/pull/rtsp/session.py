"""RTSP's dialogue with one camera (RFC 2326): described, set up, played, kept alive, torn down."""

from __future__ import annotations

import asyncio

from cameras.media.units import SourceError
from cameras.pull.http_auth import Login, read_challenges
from cameras.pull.rtsp.connection import Connection
from cameras.pull.rtsp.message import Headers, Response
from cameras.pull.rtsp.sdp import Track, read_offer, resolve

TIMEOUT = 60.0  # s, RFC 2326, 12.37
CHANNELS = {str(number): number for number in range(256)}
SHORTEST, LONGEST = 0.5, 30.0  # s between two signs of life


class MovedError(Exception):
    def __init__(self, location: str) -> None:
        super().__init__("moved")
        self.location = location


def refusal(status: int) -> str:
    if status in (401, 403):
        return "wrong_password"
    return "no_stream" if status < 500 else "ended"


class RtspSession:
    """`uri` is without user and password. Each step raises SourceError; `describe` also Moved."""

    def __init__(self, connection: Connection, uri: str, login: Login | None) -> None:
        self.connection, self.uri, self.login = connection, uri, login
        if login is not None:
            login.challenge = None  # that of another connection proves nothing here
        self.base = self.aggregate = uri
        self.id = ""
        self.every = LONGEST
        self.sign = "OPTIONS"  # until the camera says that it knows GET_PARAMETER
        self.again = False  # a sign of life was repeated with a new nonce
        self.timer: asyncio.TimerHandle | None = None

    async def describe(self) -> Track:
        """The first video track that can be shown."""
        answer = await self._ask("DESCRIBE", self.uri, ("Accept", "application/sdp"))
        told = answer.headers.get("Content-Base") or answer.headers.get("Content-Location")
        self.base = told if "://" in told else self.uri
        offer = read_offer(answer.body)
        self.aggregate = resolve(self.base, offer.control)
        if not offer.tracks:
            raise SourceError("no_stream" if b"v=" in answer.body else "garbage")
        known = next((track for track in offer.tracks if track.known), None)
        if known is None:
            raise SourceError(f"codec {offer.tracks[0].codec or 'unknown'}")
        return known

    async def set_up(self, track: Track) -> int:
        """The channel its packets come on."""
        over = "RTP/AVP/TCP;unicast;interleaved=0-1"
        answer = await self._ask("SETUP", resolve(self.base, track.control), ("Transport", over))
        self.id, *rest = (part.strip() for part in answer.headers.get("Session").split(";"))
        for part in rest:
            name, _, value = part.partition("=")
            if name.strip().lower() == "timeout" and value.strip().isdecimal():
                self.every = min(max(float(value) / 2, SHORTEST), LONGEST)
        return _channel(answer.headers)

    async def play(self) -> None:
        await self._ask("PLAY", self.aggregate, ("Range", "npt=0.000-"))
        self._schedule()

    def close(self) -> None:
        """Tears the session down without waiting for the answer."""
        if self.timer is not None:
            self.timer.cancel()
        if self.id and not self.connection.lost:
            self._tell("TEARDOWN")
        self.connection.close()

    def heard(self, answer: Response) -> None:
        """The answer to a sign of life."""
        if answer.status == 401 and self.login and not self.again:
            self.again = self.login.take(read_challenges(answer.headers.all("WWW-Authenticate")))
            if self.again:
                self._tell(self.sign)
        elif answer.status == 454:
            self.connection.fail("ended")
        elif answer.status >= 400:
            self.sign = "OPTIONS"
        elif "GET_PARAMETER" in answer.headers.get("Public"):
            self.sign = "GET_PARAMETER"

    def _schedule(self) -> None:
        self.timer = asyncio.get_running_loop().call_later(self.every, self._live)

    def _live(self) -> None:
        self.again = False
        self._tell(self.sign)
        self._schedule()

    def _tell(self, method: str) -> None:
        self.connection.tell(method, self.aggregate, self._headers(method, self.aggregate))

    def _headers(self, method: str, uri: str) -> list[tuple[str, str]]:
        headers = [("Session", self.id)] if self.id else []
        proof = self.login.authorization(method, uri) if self.login else ""
        return [*headers, ("Authorization", proof)] if proof else headers

    async def _ask(self, method: str, uri: str, header: tuple[str, str]) -> Response:
        for proved in (False, True):
            answer = await self.connection.ask(method, uri, [header, *self._headers(method, uri)])
            if answer.status != 401 or self.login is None or proved:
                break
            if not self.login.take(read_challenges(answer.headers.all("WWW-Authenticate"))):
                break
        if 300 <= answer.status < 400:
            raise MovedError(answer.headers.get("Location"))
        if answer.status != 200:
            raise SourceError(refusal(answer.status))
        return answer


def _channel(headers: Headers) -> int:
    """Some cameras choose other channels than those they were asked for."""
    for part in headers.get("Transport").replace(",", ";").split(";"):
        name, _, value = part.strip().partition("=")
        first = value.partition("-")[0].strip()
        if name.lower() == "interleaved" and first in CHANNELS:
            return CHANNELS[first]
    return 0
