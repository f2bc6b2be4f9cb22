"""One try: a signed POST to a checked address, and what became of it. Knows no plan and no Redis.

Nothing of the answer but its status and `Retry-After` is read: a receiver can make us keep nothing. No
redirect is followed, no proxy is taken from the environment, no cookie is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import aiohttp

from streams.webhooks.hooks import Hook
from streams.webhooks.messages import Message
from streams.webhooks.signing import headers
from streams.webhooks.targets import TargetError, Targets

TRY_S = 15.0
SILENT_S = 30.0  # for which a connection is kept for the next message
GONE = 410
DELIVERED, FAILED, ENDED = "delivered", "failed", "gone"
FIXED = {"Content-Type": "application/json", "User-Agent": "Gridwall-Webhooks/1"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`what`: DELIVERED, FAILED or ENDED; `why` a sentence that holds no address of the hook; `wait`: ms the
    receiver wants to be left alone."""

    what: str
    why: str = ""
    wait: int = 0


class Sender:
    """`async with`: sends inside. `key()` is what the secrets are made from."""

    def __init__(self, targets: Targets, key: Callable[[], bytes]) -> None:
        self._targets, self._key = targets, key

    async def __aenter__(self) -> Sender:
        connector = aiohttp.TCPConnector(
            socket_factory=self._targets.socket,
            use_dns_cache=False,
            limit=0,
            keepalive_timeout=SILENT_S,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=TRY_S),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def send(self, hook: Hook, message: Message, now: int) -> Outcome:
        """Never raises for what the receiver does. `now`: epoch ms."""
        body = message.body.encode()
        signed = FIXED | headers(self._key(), hook, message.id, body, now)
        try:
            async with self._session.post(
                hook.url, data=body, headers=signed, allow_redirects=False
            ) as answer:
                return _judged(answer.status, answer.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            return Outcome(FAILED, _said(error))


def _judged(status: int, wait: str) -> Outcome:
    if 200 <= status < 300:
        return Outcome(DELIVERED)
    if status == GONE:
        return Outcome(ENDED, "it answered 410: it wants nothing any more")
    if 300 <= status < 400:
        return Outcome(FAILED, f"it answered {status}: redirects are not followed")
    seconds = int(wait) if wait.isdecimal() and len(wait) < 8 else 0
    return Outcome(FAILED, f"it answered {status}", seconds * 1000)


def _said(error: Exception) -> str:
    refused = _refused(error)
    if refused is not None:
        return str(refused)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is not known"
    if isinstance(error, TimeoutError):
        return f"no answer within {TRY_S:.0f} s"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "its certificate is not good"
    if isinstance(error, aiohttp.ClientSSLError):
        return "no TLS can be agreed on"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection: {error.strerror or 'refused'}"
    return f"the connection broke ({type(error).__name__})"


def _refused(error: BaseException | None) -> TargetError | None:
    """Somewhere behind what the library raised."""
    while error is not None:
        if isinstance(error, TargetError):
            return error
        inner = getattr(error, "os_error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__
    return None
