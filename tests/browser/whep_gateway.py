"""A real WHEP gateway of the tests: its HTTP here, its media a picture drawn in a second Chromium."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

from aiohttp import WSMsgType, web
from playwright.sync_api import Page

from tests.cameras.served import Served, asks

SDP = "application/sdp"
PEER = """<!doctype html><canvas id="c" width="320" height="180"></canvas><script>
const canvas = document.getElementById('c')
const pen = canvas.getContext('2d')
let drawn = 0
setInterval(() => {
  drawn += 1
  pen.fillStyle = '#345'
  pen.fillRect(0, 0, 320, 180)
  pen.fillStyle = '#fc4'
  pen.fillRect((drawn * 7) % 320, 20, 24, 140)
}, 66)
const [track] = canvas.captureStream(15).getVideoTracks()
const peers = new Map()
const wire = new WebSocket(`ws://${location.host}/peer/socket`)
wire.onmessage = async ({ data }) => {
  const { id, offer, end } = JSON.parse(data)
  if (end) return peers.get(end)?.close()
  const peer = new RTCPeerConnection()
  peers.set(id, peer)
  await peer.setRemoteDescription({ type: 'offer', sdp: offer })
  peer.addTrack(track)
  await peer.setLocalDescription()
  while (peer.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20))
  wire.send(JSON.stringify({ id, answer: peer.localDescription.sdp }))
}
</script>"""


class WhepGateway:
    """`page` belongs to the test's thread; the HTTP server has one of its own."""

    def __init__(self, page: Page, wanted: str) -> None:
        self.page, self.wanted = page, wanted
        self.offers: list[str] = []
        self.streams: list[str] = []  # asked for
        self.deleted: list[str] = []
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[str]] = {}
        self._peer: web.WebSocketResponse | None = None
        self.server = Served(self._app)
        self.revive()

    def address(self, login: str, stream: str = "cam") -> str:
        return f"http://{login}@{self.server.host}/{stream}/whep"

    def die(self) -> None:
        """Web server and media at once."""
        self.server.stop()
        self.page.goto("about:blank")

    def revive(self) -> None:
        self.server.start()
        self.page.goto(f"http://{self.server.host}/peer")
        while self._peer is None:
            self.page.wait_for_timeout(20)

    def close(self) -> None:
        self.server.close()

    def _app(self) -> web.Application:
        self._peer = None
        app = web.Application()
        app.router.add_get("/peer", self._page)
        app.router.add_get("/peer/socket", self._socket)
        app.router.add_route("OPTIONS", "/{stream}/whep", self._options)
        app.router.add_post("/{stream}/whep", self._offer)
        app.router.add_delete("/{stream}/whep/{id}", self._delete)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=PEER, content_type="text/html")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self._peer = web.WebSocketResponse()
        await self._peer.prepare(request)
        async for message in self._peer:
            if message.type is WSMsgType.TEXT:
                told: dict[str, Any] = json.loads(message.data)
                self._waiting.pop(told["id"]).set_result(told["answer"])
        return self._peer

    async def _options(self, request: web.Request) -> web.Response:
        return asks(request, self.wanted) or web.Response(status=204)

    async def _offer(self, request: web.Request) -> web.Response:
        if refusal := asks(request, self.wanted):
            return refusal
        assert self._peer is not None and request.content_type == SDP
        offer, number = await request.text(), f"s{next(self._numbers)}"
        self.offers.append(offer)
        self.streams.append(request.match_info["stream"])
        self._waiting[number] = asyncio.get_running_loop().create_future()
        waiting = self._waiting[number]
        await self._peer.send_json({"id": number, "offer": offer})
        headers = {"Location": f"{request.path}/{number}"}
        return web.Response(status=201, text=await waiting, content_type=SDP, headers=headers)

    async def _delete(self, request: web.Request) -> web.Response:
        if refusal := asks(request, self.wanted):
            return refusal
        self.deleted.append(request.match_info["id"])
        assert self._peer is not None
        await self._peer.send_json({"end": request.match_info["id"]})
        return web.Response(status=200)
