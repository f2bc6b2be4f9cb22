"""The demo cameras that speak HTTP: JPEG snapshots, and MJPEG as multipart. With Digest, or with Basic."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from demo.cameras.camera import DemoCamera
from demo.cameras.session import NONSENSE

BOUNDARY = "picture"
LOOK = 0.05  # s between looks at whether a fault is over


class Web:
    def __init__(self, find: Callable[[str], DemoCamera | None]) -> None:
        self.find = find
        self.runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> int:
        app = web.Application()
        app.router.add_get("/{id}/{stream}", self._get)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        await web.TCPSite(self.runner, host, port).start()
        return int(self.runner.addresses[0][1])

    async def stop(self) -> None:
        if self.runner is not None:
            await self.runner.cleanup()

    async def _get(self, request: web.Request) -> web.StreamResponse:
        camera = self.find(request.match_info["id"])
        stream = request.match_info["stream"]
        if camera is None or camera.fault == "missing" or stream not in camera.stills:
            raise web.HTTPNotFound
        refused = self._refused(request, camera)
        if refused is not None:
            return refused
        closer = self._closer(request)
        camera.closers.add(closer)
        try:
            return await self._shown(request, camera, stream)
        finally:
            camera.closers.discard(closer)

    def _closer(self, request: web.Request) -> Callable[[], None]:
        transport = request.transport
        return lambda: transport.abort() if transport is not None else None

    def _refused(self, request: web.Request, camera: DemoCamera) -> web.Response | None:
        if camera.guard.accepts(request.headers.get("Authorization", ""), request.method, request.path_qs):
            return None
        answer = web.Response(status=401)
        for challenge in camera.guard.challenges():
            answer.headers.add("WWW-Authenticate", challenge)
        return answer

    async def _shown(self, request: web.Request, camera: DemoCamera, stream: str) -> web.StreamResponse:
        if camera.fault == "drop" and request.transport is not None:
            request.transport.abort()
        await self._awake(camera)
        if camera.fault == "garbage":
            return web.Response(body=NONSENSE, content_type="image/jpeg")
        if camera.plan.codec == "jpeg":
            return web.Response(body=await camera.stills[stream].now(), content_type="image/jpeg")
        return await self._film(request, camera, stream)

    async def _awake(self, camera: DemoCamera) -> None:
        """While it stalls or is silent, nothing comes and the connection stays."""
        while camera.fault in ("stall", "silent"):
            await asyncio.sleep(LOOK)

    async def _film(self, request: web.Request, camera: DemoCamera, stream: str) -> web.StreamResponse:
        kind = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
        answer = web.StreamResponse(headers={"Content-Type": kind})
        await answer.prepare(request)
        loop = asyncio.get_running_loop()
        due = loop.time()
        try:
            while camera.fault != "garbage":
                await self._awake(camera)
                body = await camera.stills[stream].now()
                head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n\r\n"
                await answer.write(head.encode() + body + b"\r\n")
                due = max(due + 1 / camera.plan.fps, loop.time() - 1)
                await asyncio.sleep(max(0.0, due - loop.time()))
            await answer.write(NONSENSE)
        except ConnectionError:
            pass  # the viewer is gone
        return answer
