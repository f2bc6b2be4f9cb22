"""A connection to a server of ours, and what every answer carries. Knows no path."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.http_exceptions import LineTooLong
from aiohttp.web_protocol import RequestHandler

from streams.access.security_headers import BARE


class Listener(RequestHandler):
    """A connection. What cannot be read as a request never reaches the application; it is not said back."""

    def __init__(self, server: web.Server) -> None:
        # what the server itself hands to each of its connections; there is no public name for it
        super().__init__(server, loop=asyncio.get_running_loop(), **server._kwargs)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if isinstance(exc, LineTooLong):
            status, message = 431, "Request Header Fields Too Large"
        elif status == 400:
            message = "Bad Request"
        answer = super().handle_error(request, status, exc, message)
        answer.headers.update(BARE)
        return answer


async def clad(_: web.Request, answer: web.StreamResponse) -> None:
    """A signal of the application: before an answer goes out."""
    for name, value in BARE.items():
        answer.headers.setdefault(name, value)
