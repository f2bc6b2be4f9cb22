"""An empty page under the wall's own policy, one player of a gateway's stream in it, the relays behind it."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from cameras.media.units import SourceError
from cameras.pull.relays import Relays
from dashboard.transport.content_policy import content_security_policy
from tests.browser.screen import Screen
from tests.cameras.served import Served

ASSETS = Path(__file__).parents[2] / "assets"
HEADERS = {"Content-Security-Policy": content_security_policy([])}
PAGE = (
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/bare.mjs"></script>'
    '<div id="host"></div>'
)
PANEL = 1


class Bare:
    """`said`: everything that went to the page as text; `seen`: whether it told the picture to be frozen."""

    def __init__(self) -> None:
        self.address = ""
        self.said: list[str] = []
        self.seen: list[bool] = []
        self.server = Served(self._app).start()

    def open(self, screen: Screen, kind: str, address: str) -> Screen:
        self.address, screen.address = address, f"http://{self.server.host}"
        self.seen.clear()
        screen.page.goto(f"{screen.address}/#{kind}")
        return screen

    def _app(self) -> web.Application:
        self.relays = Relays()
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get("/bare.mjs", self._script)
        app.router.add_get("/socket", self._socket)
        app.router.add_static("/assets", ASSETS)
        app.on_cleanup.append(self._end)
        return app

    async def _end(self, app: web.Application) -> None:
        await self.relays.close()

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html", headers=HEADERS)

    async def _script(self, request: web.Request) -> web.Response:
        text = Path(__file__).with_name("bare.mjs").read_text()
        return web.Response(text=text, content_type="text/javascript", headers=HEADERS)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        asking: set[asyncio.Task[None]] = set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                task = asyncio.create_task(self._answer(socket, message.json()))
                asking.add(task)
                task.add_done_callback(asking.discard)
        self.relays.end(socket)
        await asyncio.gather(*asking, return_exceptions=True)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        if "offer" in message:
            try:
                sdp = await self.relays.offer(socket, self.address, message["offer"]["sdp"])
                await self._say(socket, {"answer": {"panel": PANEL, "sdp": sdp}})
            except SourceError as error:
                await self._say(socket, {"panel": PANEL, "refused": error.detail})
            return
        if "seen" in message:
            self.seen.append(message["seen"]["frozen"])
            return
        request = message["get"]["request"]
        got = await self.relays.get(socket, self.address, message["get"]["path"])
        told = {"panel": PANEL, "request": request, "status": got.status, "type": got.type}
        if b"#EXTM3U" in got.body:
            self.said.append(got.body.decode())
        await self._say(socket, {"got": told})
        if got.body:
            await socket.send_bytes(struct.pack("<BBHIdd", 1, 5, PANEL, request, 0.0, 0.0) + got.body)

    async def _say(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        self.said.append(str(message))
        await socket.send_json(message)
