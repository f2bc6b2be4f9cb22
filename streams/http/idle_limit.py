"""Connections in which nobody asks anything: closed after a few seconds; of too many the oldest goes at once.

Knows no path. A screen's WebSocket is one question that lasts, and none of these.
"""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp.web_protocol import RequestHandler

from streams.http.connection import Listener

SILENT_S = 10  # nginx and Prometheus hold connections they do not use, and make others
MOST_SILENT = 128  # far below the files a process may have open


class Doorstep:
    """`middleware` belongs to the application, `greet(server)` makes what `loop.create_server` wants. `most`:
    silent connections that are kept; MOST_SILENT when left out."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most or MOST_SILENT
        self._silent: dict[web.RequestHandler, None] = {}  # the longest there first

        @web.middleware
        async def heard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._heard(request, handler)

        self.middleware = heard

    def greet(self, server: web.Server) -> RequestHandler:
        """A new connection."""
        if len(self._silent) >= self._most:
            there = set(server.connections)
            self._silent = {one: None for one in self._silent if one in there}
        while len(self._silent) >= self._most:
            oldest = next(iter(self._silent))
            del self._silent[oldest]
            oldest.force_close()
        connection = Listener(server)
        self._silent[connection] = None
        return connection

    async def _heard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._silent.pop(request.protocol, None)
        try:
            return await handler(request)
        finally:
            self._silent[request.protocol] = None
