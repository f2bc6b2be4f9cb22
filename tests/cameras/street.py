"""Real demo cameras for tests: RTSP and HTTP servers in a thread with a loop of its own, and faults to order.

with Street() as street:
    street.add("a", codec="h264", width=640, height=360, fps=15)
    street.address("a")              # rtsp://viewer:street@127.0.0.1:…/a/main
    street.fault("a", "freeze")      # see demo/cameras/faults.py; street.fault("a", "") mends it
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from demo.cameras.camera import SUB, DemoCamera, Plan
from demo.cameras.server import DemoServer

LOOPS = Path(tempfile.gettempdir()) / "gridwall-demo-loops"  # encoded once for many test runs
PATIENCE = 60


class Street:
    def __init__(self, folder: Path = LOOPS) -> None:
        self.folder = folder

    def __enter__(self) -> Street:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="street", daemon=True)
        self._thread.start()
        self.server = self.run(self._start())
        return self

    async def _start(self) -> DemoServer:
        server = DemoServer(self.folder)
        await server.start()
        return server

    def __exit__(self, *_: object) -> None:
        self.run(self.server.close())
        self.run(self._settled())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _settled(self) -> None:
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """In the street's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def add(
        self,
        id: str,
        codec: str = "h264",
        width: int = SUB[0],
        height: int = SUB[1],
        fps: int = 15,
        ready: bool = True,
        **told: Any,
    ) -> str:
        """The address of its main stream, which is of that size; the sub-stream is 320 × 180 unless told, and
        the street the same as every other's: it is encoded once. `seed=0`: another one.

        `ready`: waits until its pictures are made. `told`: see Plan in demo/cameras/camera.py.
        """
        plan = Plan(id, codec, fps=fps, main=(width, height), **({"seed": 1, "sub": (320, 180)} | told))

        async def added() -> None:
            camera = self.server.add(plan)
            if ready and "main" in camera.streams:
                await camera.streams["main"].ready()

        self.run(added())
        return self.address(id)

    def camera(self, id: str) -> DemoCamera:
        return self.server.cameras[id]

    def address(self, id: str, stream: str = "main") -> str:
        return self.server.address(id, stream)

    def fault(self, id: str, fault: str) -> None:
        async def set_it() -> None:
            self.camera(id).set_fault(fault)

        self.run(set_it())

    def resize(self, id: str, width: int, height: int, stream: str = "main") -> None:
        """From its next key frame on."""
        self.run(self.camera(id).resize(stream, width, height))

    def viewers(self, id: str, stream: str = "main") -> int:
        """How many take that stream now."""
        return self.camera(id).streams[stream].takers

    def down(self) -> None:
        """All cameras gone: connections refused, as after a power cut."""
        self.run(self.server.stop())

    def up(self) -> None:
        """Back again on the same ports."""
        self.run(self.server.start())
