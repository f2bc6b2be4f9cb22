"""A test's own web server on loopback, in a thread: it can be ended and begun again at the same port."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Callable

from aiohttp import web

from tests.patience import PATIENCE


def basic(user: str, password: str) -> str:
    """The header that proves it."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def asks(request: web.Request, wanted: str) -> web.Response | None:
    """The refusal, unless the request carries this Authorization."""
    if request.headers.get("Authorization") == wanted:
        return None
    scheme = wanted.partition(" ")[0]
    return web.Response(status=401, headers={"WWW-Authenticate": f'{scheme} realm="gateway"'})


class Served:
    """`make` builds the application anew at each beginning."""

    def __init__(self, make: Callable[[], web.Application]) -> None:
        self.make = make
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner: web.AppRunner | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> Served:
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(PATIENCE)
        return self

    def stop(self) -> None:
        """At once, as when the process is killed: connections break."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(PATIENCE)

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> None:
        self._runner = web.AppRunner(self.make(), shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()
