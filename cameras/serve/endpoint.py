"""The way in for screens: `/cameras/socket`. Bounds how many there are and how long they may say nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from cameras.serve.requests import MESSAGE_BYTES, RequestError, Token, read_message
from cameras.serve.screen import House, Screen
from cameras.serve.token_gate import BAD_TOKEN, NO_KEY, NO_TOKEN, TOO_MANY, TurnedAwayError
from streams.access.camera_tokens import Pass

PATIENCE_S = 5.0
MOST_SCREENS, MOST_STRANGERS = 256, 64
# what the kernel may hold for a screen that does not read: beyond it, we know that it is slow
SEND_BUFFER = 256 * 1024
CLOSING_S = 2.0

log = logging.getLogger(__name__)


class Door:
    def __init__(self, house: House) -> None:
        self.house = house
        self.screens: set[Screen] = set()
        self._sockets: set[web.WebSocketResponse] = set()
        self._strangers: dict[asyncio.Task[Pass], None] = {}
        self._closing = False

    @property
    def strangers(self) -> int:
        return len(self._strangers)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin", "")
        if not origin or self._closing:
            raise web.HTTPForbidden(text="Only for the pages of the wall.")
        response = web.WebSocketResponse(
            max_msg_size=MESSAGE_BYTES, compress=False, timeout=CLOSING_S, autoclose=False
        )
        await response.prepare(request)
        _bound(request.transport)
        self._sockets.add(response)
        try:
            await self._serve(response, origin)
            await self._close(response, WSCloseCode.OK, "")
        except TurnedAwayError as turned:
            self.house.counts.refused += 1
            await self._close(response, turned.code, str(turned))
        finally:
            self._sockets.discard(response)
            if request.transport is not None:
                request.transport.abort()
        return response

    def look(self) -> None:
        """At everybody who is in."""
        for screen in [*self.screens]:
            screen.look()

    async def close(self) -> None:
        """Tells every page that we go; it comes back by itself."""
        self._closing = True
        told = (
            self._close(response, WSCloseCode.GOING_AWAY, "the camera process ends")
            for response in self._sockets
        )
        await asyncio.gather(*told, return_exceptions=True)

    async def _serve(self, response: web.WebSocketResponse, origin: str) -> None:
        passed = await self._admitted(response, origin)
        if len(self.screens) >= MOST_SCREENS:
            raise TurnedAwayError(TOO_MANY, f"there are {MOST_SCREENS} screens already")
        screen = Screen(response, origin, self.house)
        self.screens.add(screen)
        try:
            await screen.live(passed)
        finally:
            self.screens.discard(screen)

    async def _admitted(self, response: web.WebSocketResponse, origin: str) -> Pass:
        """Of too many who have shown no token, the one who waits longest goes: a screen shows its at once."""
        while len(self._strangers) >= MOST_STRANGERS:
            oldest = next(iter(self._strangers))
            del self._strangers[oldest]
            oldest.cancel()
        task = asyncio.create_task(self._first(response, origin))
        self._strangers[task] = None
        try:
            return await task
        except asyncio.CancelledError:
            if task in self._strangers or not task.cancelled():
                task.cancel()
                raise
            raise TurnedAwayError(TOO_MANY, "too many wait to be let in") from None
        finally:
            self._strangers.pop(task, None)

    async def _first(self, response: web.WebSocketResponse, origin: str) -> Pass:
        heard = False
        try:
            async with asyncio.timeout(PATIENCE_S):
                message = await response.receive()
                if message.type is not WSMsgType.TEXT:
                    raise TurnedAwayError(NO_TOKEN, "a token wanted first")
                heard = True
                return await self.house.gate.check(_token(message.data), origin)
        except TimeoutError:
            if heard:
                raise TurnedAwayError(
                    NO_KEY, "tokens cannot be checked now: the web process has not made the key"
                ) from None
            raise TurnedAwayError(NO_TOKEN, f"no token within {PATIENCE_S:g} s") from None

    @staticmethod
    async def _close(response: web.WebSocketResponse, code: int, sentence: str) -> None:
        """Politely, but not to somebody who does not listen."""
        with contextlib.suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(CLOSING_S):
                await response.close(code=code, message=sentence.encode()[:120])


def _token(text: str) -> str:
    try:
        message = read_message(text)
    except RequestError:
        raise TurnedAwayError(BAD_TOKEN, "a token wanted first") from None
    if not isinstance(message, Token):
        raise TurnedAwayError(BAD_TOKEN, "a token wanted first")
    return message.text


def _bound(transport: asyncio.Transport | None) -> None:
    plain: Any = transport.get_extra_info("socket") if transport is not None else None
    if plain is not None:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
