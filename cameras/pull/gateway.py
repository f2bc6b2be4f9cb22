"""HTTP to one gateway: its login, its cookies, its host and no other, nothing unbounded. Knows no medium.

Its errors are details of city/cameras/camera_states.py; an address, a user or a password is in none of them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType

import aiohttp
from yarl import URL

from cameras.media.units import SourceError
from cameras.pull.http_auth import Challenge, Login, read_challenges

CONNECT_S, TOTAL_S = 5.0, 12.0
REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
DEFAULT_LIMIT = 1 << 20
CHUNK = 1 << 16
# the user of an address who stands for `Authorization: Bearer <password>`
BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    url: URL = field(repr=False)  # after redirects; never with a user
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def detail(self) -> str:
        """Why this is no answer; "" when it is one."""
        if 200 <= self.status < 300:
            return ""
        if self.status in (401, 403):
            return "wrong_password"
        if self.status in MOVED:
            return "redirected"
        # gateways tell the two by status or only in words
        words = self.body[:400].decode("utf-8", "replace").lower()
        if self.status in (404, 410) or "not found" in words:
            return "no_stream"
        return "codec" if "codec" in words else "gateway"


def read_url(text: str) -> URL:
    """As written when it is plain ASCII: a signed query must not be spelt anew."""
    try:
        url = URL(text, encoded=re.fullmatch(r"[!-~]+", text) is not None)
        _ = url.port  # looked at late otherwise, and a wrong one with it
        return url
    except ValueError:
        raise SourceError("not_allowed") from None


def same_host(one: URL, other: URL) -> bool:
    """Scheme and port too; only a step from http to https on the usual ports is no other host."""
    if one.host != other.host:
        return False
    secured = (one.scheme, one.port, other.scheme, other.port) == ("http", 80, "https", 443)
    return secured or (one.scheme, one.port) == (other.scheme, other.port)


class Gateway:
    """`async with`, or `close()`: what a request leaves open ends with it."""

    def __init__(self, address: str, total: float = TOTAL_S) -> None:
        told = read_url(address)
        if told.scheme not in ("http", "https") or not told.host:
            raise SourceError("not_allowed")
        self.url = told.with_user(None)
        self._login = Login(told.user or "", told.password or "") if told.user or told.password else None
        self._limits = aiohttp.ClientTimeout(total=total, sock_connect=CONNECT_S)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def __aenter__(self) -> Gateway:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        session, self._session, self._closed = self._session, None, True
        if session is not None:
            await session.close()

    async def ask(
        self,
        method: str,
        url: URL | None = None,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Reply:
        """Any status; SourceError when nothing that can be used came."""
        wanted = url or self.url
        for _ in range(REDIRECTS + 1):
            if not same_host(self.url, wanted):
                raise SourceError("redirected")
            reply = await self._with_login(method, wanted, body, headers or {}, limit)
            if reply.status not in MOVED or "Location" not in reply.headers:
                return reply
            if method != "GET" and reply.status < 307:
                raise SourceError("redirected")
            wanted = self.beside(wanted, reply.headers["Location"])
        raise SourceError("redirected")

    @staticmethod
    def beside(base: URL, told: str) -> URL:
        """What `told`, an address or a path, means on a page at `base`; never with a user."""
        there = base.join(read_url(told.strip())).with_fragment(None)
        return there.with_user(None) if there.host else there

    async def _with_login(
        self, method: str, url: URL, body: bytes, headers: Mapping[str, str], limit: int
    ) -> Reply:
        tried = self._authorization(method, url)
        reply, asked = await self._once(method, url, body, {**headers, **tried}, limit)
        if reply.status != 401 or self._login is None or self._login.user == BEARER:
            return reply
        # some gateways refuse without saying what they want: they mean Basic
        if not self._login.take(asked) and (tried or not self._login.take([Challenge("basic")])):
            return reply
        answered = self._authorization(method, url)
        if tried == answered:
            return reply
        return (await self._once(method, url, body, {**headers, **answered}, limit))[0]

    def _authorization(self, method: str, url: URL) -> dict[str, str]:
        if self._login is None:
            return {}
        if self._login.user == BEARER:
            return {"Authorization": f"Bearer {self._login.password}"}
        told = self._login.authorization(method, url.raw_path_qs)
        return {"Authorization": told} if told else {}

    async def _once(
        self, method: str, url: URL, body: bytes, headers: Mapping[str, str], limit: int
    ) -> tuple[Reply, list[Challenge]]:
        try:
            async with self._open().request(
                method, url, data=body or None, headers=headers, allow_redirects=False
            ) as answer:
                held = await _read(answer.content, limit)
                asked = read_challenges(answer.headers.getall("WWW-Authenticate", []))
                return Reply(answer.status, url, answer.headers, held), asked
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # from None: the chain of causes would carry the address
            raise SourceError(_detail(error)) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise SourceError("ended")
        if self._session is None:
            # the jar takes cookies of bare IP addresses too: that is how gateways are reached
            jar = aiohttp.CookieJar(unsafe=True)
            self._session = aiohttp.ClientSession(
                timeout=self._limits, cookie_jar=jar, headers={"Accept-Encoding": "identity"}
            )
        return self._session


async def _read(content: aiohttp.StreamReader, limit: int) -> bytes:
    held = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        held += chunk
        if len(held) > limit:
            raise SourceError("too_big")
    return bytes(held)


def _detail(error: Exception) -> str:
    if isinstance(error, asyncio.TimeoutError | TimeoutError):
        return "timeout"
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientPayloadError):
        return "ended"
    if isinstance(error, aiohttp.ClientConnectionError | OSError):
        return "unreachable"
    return "not_allowed" if isinstance(error, aiohttp.InvalidURL) else "garbage"
