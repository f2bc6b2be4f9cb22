"""From a request at a door to what it sent, and from what became of it to an answer. Knows no protocol.

The text of a key is in the path or a header of a request, and nowhere else: in no answer, no log, no line.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable

from aiohttp import web

from streams.intake.doors import Door, Question
from streams.intake.reception import AGAIN_S, Reception, TurnedAwayError
from streams.intake.refusals import SHOWN, Refusal
from streams.intake.warning_desk import WarningDesk
from streams.messages.values import RefusedError

BODY_BYTES = 65_536
TOO_BIG = f"A body may have {BODY_BYTES:,} bytes"
BODY_S = 10.0  # for a body to come
Handler = Callable[[web.Request], Awaitable[web.Response]]


def handler_of(door: Door, reception: Reception, desk: WarningDesk | None = None) -> Handler:
    """`desk`: where what comes by this door is taken, when it is no position."""

    async def handler(request: web.Request) -> web.Response:
        try:
            if desk is not None:
                response = await _hand_in(door, reception, desk, request)
            else:
                response = await _ask(door, reception, request)
        except TurnedAwayError as turned:
            if turned.why != "away":
                reception.refuse(Refusal(door.name, turned.why, str(turned).rstrip("."), key=turned.key))
            response = _response(door, turned.status, str(turned), turned.seconds)
        reception.counts.requests[door.name, response.status] += 1
        return response

    return handler


async def _hand_in(door: Door, reception: Reception, desk: WarningDesk, request: web.Request) -> web.Response:
    """Raises TurnedAwayError."""
    text, _ = _credentials(door, request)
    key = reception.admit(door, text)
    try:
        body = await _body(key.name, request)
    except RefusedError:  # an office does not send it again by itself
        raise TurnedAwayError(413, "too_big", f"{TOO_BIG}.", key=key.name) from None
    answer = await desk.take(key, body)
    return _response(door, answer.status, answer.sentence)


async def _ask(door: Door, reception: Reception, request: web.Request) -> web.Response:
    """Raises TurnedAwayError."""
    text, user = _credentials(door, request)
    key = reception.admit(door, text)
    raw = ""
    try:
        body = await _body(key.name, request)
        raw = body[:SHOWN].decode("utf-8", "backslashreplace") or request.query_string[:SHOWN]
        sent = door.read(Question(dict(request.query), request.headers, request.content_type, body, user))
    except RefusedError as error:  # what is of no use would come again for ever, and keep others waiting
        reception.refuse(Refusal(door.name, "unreadable", str(error), key=key.name, sent=raw))
        return _response(door, 200, f"Not taken: {error}.")
    if not sent:
        return _response(door, 200)
    answer = await reception.take(door, key, sent, raw)
    return _response(door, answer.status, answer.sentence)


async def _body(key: str, request: web.Request) -> bytes:
    """Raises RefusedError, TurnedAwayError."""
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise RefusedError(TOO_BIG) from None
    except TimeoutError:
        sentence = f"A body must come within {BODY_S:g} s."
        raise TurnedAwayError(503, "too_slow", sentence, key=key, seconds=AGAIN_S) from None


def _credentials(door: Door, request: web.Request) -> tuple[str, str]:
    """The key's text and the user it came with; empty where there is none."""
    if door.key == "path":
        return request.match_info["key"], ""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != door.key:
        return "", ""
    if door.key == "bearer":
        return rest.strip(), ""
    try:
        user, _, password = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return password, user


def _response(door: Door, status: int, sentence: str = "", seconds: int = 0) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    if seconds:
        headers["Retry-After"] = str(seconds)
    if status == 401 and door.key != "path":
        headers["WWW-Authenticate"] = f'{door.key.capitalize()} realm="gridwall"'
    if status == 200 and door.answer:
        return web.Response(text=door.answer, content_type=door.kind, headers=headers)
    return web.Response(status=status, text=f"{sentence}\n" if sentence else "", headers=headers)
