"""An HTTP answer that never ends, from a camera: its login, its host and no other. Knows no medium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from yarl import URL

from cameras.media.units import SourceError
from cameras.pull.gateway import MOVED, REDIRECTS, read_url, same_host
from cameras.pull.http_auth import Challenge, Login, read_challenges

CONNECT_S, ANSWER_S = 5.0, 5.0
REFUSED = {401: "wrong_password", 403: "wrong_password", 404: "no_stream", 410: "no_stream"}
LIMITS = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S)


@asynccontextmanager
async def streamed(address: str) -> AsyncIterator[tuple[str, Callable[[], Awaitable[bytes]]]]:
    """Its content type, and what reads its bytes as they come. Both raise SourceError."""
    url = read_url(address)
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceError("not_allowed")
    login = Login(url.user or "", url.password or "") if url.user or url.password else None
    headers = {"Accept-Encoding": "identity"}
    async with aiohttp.ClientSession(timeout=LIMITS, headers=headers) as session:
        answer = await _opened(session, url.with_user(None), login)
        try:
            yield answer.headers.get("Content-Type", ""), lambda: _read(answer)
        finally:
            answer.close()


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    try:
        chunk = await answer.content.readany()
    except (aiohttp.ClientError, OSError):
        raise SourceError("ended") from None
    if not chunk:
        raise SourceError("ended")
    return chunk


async def _opened(session: aiohttp.ClientSession, first: URL, login: Login | None) -> aiohttp.ClientResponse:
    url = first
    for _ in range(REDIRECTS + 1):
        answer = await _with_login(session, url, login)
        if answer.status == 200:
            return answer
        told = answer.headers.get("Location", "")
        answer.close()
        if answer.status not in MOVED:
            raise SourceError(REFUSED.get(answer.status, "garbage"))
        url = url.join(read_url(told)).with_fragment(None).with_user(None)
        if not told or not same_host(first, url):
            raise SourceError("redirected")
    raise SourceError("redirected")


async def _with_login(
    session: aiohttp.ClientSession, url: URL, login: Login | None
) -> aiohttp.ClientResponse:
    """Nothing is told to a camera that does not ask; what asks without saying how means Basic."""
    answer = await _asked(session, url, login)
    if answer.status != 401 or login is None:
        return answer
    told = login.challenge is not None
    asked = read_challenges(answer.headers.getall("WWW-Authenticate", []))
    if not login.take(asked) and (told or not login.take([Challenge("basic")])):
        return answer
    answer.close()
    return await _asked(session, url, login)


async def _asked(session: aiohttp.ClientSession, url: URL, login: Login | None) -> aiohttp.ClientResponse:
    proof = login.authorization("GET", url.raw_path_qs) if login is not None else ""
    headers = {"Authorization": proof} if proof else {}
    try:
        async with asyncio.timeout(CONNECT_S + ANSWER_S):
            return await session.get(url, headers=headers, allow_redirects=False)
    except TimeoutError:
        detail = "timeout"
    except (aiohttp.ClientConnectionError, OSError):
        detail = "unreachable"
    except (aiohttp.ClientError, ValueError):
        detail = "garbage"
    raise SourceError(detail)
