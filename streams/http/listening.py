"""An aiohttp application behind a doorstep that silent connections do not pass; and what ends a process."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack

from aiohttp import web

from streams.http.idle_limit import SILENT_S, Doorstep


async def listen(
    stack: AsyncExitStack, app: web.Application, doorstep: Doorstep, host: str, port: int
) -> int:
    """The port it listens on, until the stack is left. No access log: paths carry keys. Raises OSError when
    the port is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=3.0, keepalive_timeout=SILENT_S)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    server, loop = runner.server, asyncio.get_running_loop()
    assert server is not None
    listening = await loop.create_server(lambda: doorstep.greet(server), host, port)
    stack.callback(listening.close)
    taken: int = listening.sockets[0].getsockname()[1]
    return taken


async def until_asked(*ended: asyncio.Event) -> bool:
    """Waits for SIGTERM or SIGINT; False when one of these came first: something broke."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    waits = [asyncio.create_task(event.wait()) for event in (asked, *ended)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    return asked.is_set()
