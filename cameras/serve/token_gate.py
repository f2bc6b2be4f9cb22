"""Who may look: tokens of the web process, checked with the key that both read, and the sessions they name.
Knows no socket and no file.

The key is asked for anew when a token does not fit it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from cameras.serve.session_watch import SessionWatch
from streams.access.camera_tokens import Pass, TokenError, verify

NOT_IN = "whoever the token is for is not signed in"
AGAIN_S = 1.0  # between two questions for the key: forged tokens must not keep the disk busy
HEARD_S, LOOK_S = 2.0, 0.05  # until we have heard of a session that a web process knows, and between looks
BAD_TOKEN, NO_TOKEN, TOO_MANY, NO_KEY = 4401, 4408, 4429, 1013


def _wall() -> int:
    return time.time_ns() // 1_000_000


class TurnedAwayError(Exception):
    """A screen is turned away, with the code its socket is closed with and one sentence."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Gate:
    """`ask` answers the key, or None while nobody knows it; `now` is the web processes' time, epoch ms;
    `sessions` where people sign in."""

    def __init__(
        self,
        ask: Callable[[], bytes | None],
        now: Callable[[], int] = _wall,
        sessions: SessionWatch | None = None,
    ) -> None:
        self._ask, self.now, self._sessions = ask, now, sessions
        self._key: bytes | None = None
        self._asked = 0.0
        self._asking = asyncio.Lock()

    async def check(self, token: str, origin: str) -> Pass:
        """Raises TurnedAwayError."""
        while self._key is None:
            await self._renew()
            if self._key is None:
                await asyncio.sleep(AGAIN_S)
        try:
            passed = self._verified(token)
        except TokenError:
            await self._renew()
            passed = self._or_turned(token)
        if passed.origin != origin:
            raise TurnedAwayError(BAD_TOKEN, "the token is for pages of another origin")
        await self._signed_in(passed)
        return passed

    def lets(self, passed: Pass) -> bool:
        """Whether whoever was let in is still who they were."""
        return self._sessions is None or self._sessions.lets(passed)

    async def _signed_in(self, passed: Pass) -> None:
        """A web process may have heard of a session a moment before us."""
        while self._sessions is not None and not self._sessions.caught_up:
            await asyncio.sleep(LOOK_S)
        give_up = time.monotonic() + HEARD_S
        while not self.lets(passed):
            if time.monotonic() >= give_up:
                raise TurnedAwayError(BAD_TOKEN, NOT_IN)
            await asyncio.sleep(LOOK_S)

    async def fetch(self) -> None:
        """Before the first screen asks, as soon as there is one."""
        while self._key is None:
            await self._renew()
            await asyncio.sleep(AGAIN_S)

    def _verified(self, token: str) -> Pass:
        return verify(self._key or b"", token, self.now())

    def _or_turned(self, token: str) -> Pass:
        try:
            return self._verified(token)
        except TokenError as refused:
            raise TurnedAwayError(BAD_TOKEN, str(refused)) from None

    async def _renew(self) -> None:
        """Asks at most once a second, whoever waits."""
        async with self._asking:
            if time.monotonic() - self._asked >= AGAIN_S or not self._asked:
                self._key = self._ask() or self._key
                self._asked = time.monotonic()
