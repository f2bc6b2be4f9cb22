"""All demo cameras behind one RTSP port and one HTTP port. Table of contents."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterable
from datetime import UTC, tzinfo
from pathlib import Path

from demo.cameras.camera import DemoCamera, Plan, numbered
from demo.cameras.camera_file import HOST
from demo.cameras.session import Session
from demo.cameras.studio import Studio
from demo.cameras.web import Web


class DemoServer:
    def __init__(self, folder: Path, zone: tzinfo = UTC) -> None:
        """`folder` keeps the loops."""
        self.studio, self.zone = Studio(folder), zone
        self.cameras: dict[str, DemoCamera] = {}
        self.port = self.web_port = 0
        self._server: asyncio.Server | None = None
        self._web: Web | None = None
        self._sessions: set[Session] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, plan: Plan) -> DemoCamera:
        made = DemoCamera(numbered(plan, len(self.cameras) + 1), self.studio, self.zone)
        self.cameras[plan.id] = made
        for habit in plan.habits:
            self._keep(made.live_with(habit))
        return made

    async def start(self, port: int = 0, web_port: int = 0) -> None:
        """Raises OSError when a port is taken. After `stop` it can start again, on the same ports."""
        self._server = await asyncio.start_server(self._connected, HOST, port or self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._web = Web(self.cameras.get)
        self.web_port = await self._web.start(HOST, web_port or self.web_port)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(self.cameras.get, reader, writer)
        self._sessions.add(session)
        try:
            await session.run()
        except asyncio.CancelledError:
            pass  # we end: Python 3.11 would take it for a fault of the connection and print it
        finally:
            self._sessions.discard(session)

    def address(self, id: str, stream: str = "main") -> str:
        """With user and password, as it stands in a camera file."""
        plan = self.cameras[id].plan
        kind, port = ("http", self.web_port) if plan.codec in ("mjpeg", "jpeg") else ("rtsp", self.port)
        return f"{kind}://{plan.user}:{plan.password}@{HOST}:{port}/{id}/{stream}"

    async def warm(self, ids: Iterable[str]) -> None:
        """Makes the small pictures of all, then the large ones, before anybody asks."""
        wanted = list(ids)
        for stream in ("sub", "main"):
            for id in wanted:
                await self.cameras[id].warm(stream)

    @property
    def dropped(self) -> int:
        """Pictures that present viewers did not get, because they read too slowly."""
        return sum(session.dropped for session in self._sessions)

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Refuses connections and ends those there are, as a power cut would."""
        if self._server is not None:
            self._server.close()
        for session in list(self._sessions):
            session.abort()
        for camera in self.cameras.values():
            await camera.close()
        if self._web is not None:
            await self._web.stop()

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.stop()
        self.studio.close()
