"""The stage's cameras: real demo cameras behind one RTSP port, in a thread of their own so that a test can
break one; the file that names them; the process that pulls them. Small pictures, one loop for all: cheap."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path

from city.areas.areas import Areas
from demo.cameras.camera import DemoCamera, Plan
from demo.cameras.server import DemoServer
from tests.cameras.street import LOOPS
from tests.forks.processes import CameraProcess
from tests.patience import until

TOWN, VILLAGE = "441900106", "441900106003"
LONG = "The north gate of the wholesale market for fruit, vegetables, flowers and everything else"
NAMES = ("Bridge", "Market", "School", "Station", "Crossing", "Riverside", "Park", LONG)
MAIN, SUB, FPS = (640, 360), (320, 180), 5
ASIDE = 0.0006  # degrees: not in the middle of an area, where tests click and file cases


def places(areas: Areas) -> list[str]:
    """One camera in a village by itself, six more in its town, five in other towns."""
    villages = [area.code for area in areas.children(TOWN)]
    towns = [area.code for area in areas.children(areas.root.code) if area.code != TOWN]
    return [VILLAGE, *[code for code in villages if code != VILLAGE][:6], *towns[:5]]


class Street(threading.Thread):
    def __init__(self, folder: Path, areas: Areas, redis_url: str) -> None:
        super().__init__(daemon=True)
        self.folder, self.areas = folder, areas
        self.at: dict[str, tuple[float, float]] = {}  # id → latitude, longitude
        self.loop = asyncio.new_event_loop()
        self.ready, self.over = threading.Event(), asyncio.Event()
        self.server: DemoServer | None = None
        self.process = CameraProcess(folder, redis_url, GRIDWALL_CAMERAS_LINGER_SECONDS="2")

    @property
    def origin(self) -> str:
        """The one other address that a page may speak to."""
        return f"ws://127.0.0.1:{self.process.port}"

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.serve())
        self.loop.close()

    async def serve(self) -> None:
        self.server = DemoServer(LOOPS)
        for number, code in enumerate(places(self.areas), 1):
            point = self.areas[code].polygon.representative_point()
            self.at[f"street-{number:02}"] = (point.y + ASIDE, point.x)
        for id in self.at:
            self.server.add(Plan(id, seed=1, fps=FPS, main=MAIN, sub=SUB, label=id))
        await self.server.start()
        self.ready.set()
        await self.over.wait()
        await self.server.close()

    def open(self) -> None:
        self.start()
        assert self.ready.wait(60), "the demo cameras are up"
        self.write()

    def pull(self, wanted: bool, running: Callable[[], bool]) -> None:
        """Have the process run or not, until `running`, which is what the wall knows, says the same."""
        if wanted == (self.process.process is not None):
            return
        if wanted:
            self.process.start()
        else:
            self.process.end()
        until(lambda: running() == wanted, f"the wall knows whether cameras are pulled: {wanted}")

    def write(self) -> None:
        assert self.server is not None
        tables = [self.table(number, id, self.server) for number, id in enumerate(self.at)]
        (self.folder / "cameras.toml").write_text("\n".join(tables), encoding="utf-8")

    def table(self, number: int, id: str, server: DemoServer) -> str:
        lat, lon = self.at[id]
        told = {
            "id": id,
            "name": f"路口{number + 1}",
            "name_en": NAMES[number % len(NAMES)],
            "lat": lat,
            "lon": lon,
            "kind": "rtsp",
            "source": server.address(id, "main"),
            "sub": server.address(id, "sub"),
        }
        return "[[camera]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items())

    def fault(self, id: str, fault: str) -> None:
        """What is wrong with a camera from now on; "" is nothing."""
        self._on(id, lambda camera: camera.set_fault(fault))

    def _on(self, id: str, do: Callable[[DemoCamera], None]) -> None:
        assert self.server is not None
        self.loop.call_soon_threadsafe(do, self.server.cameras[id])

    def close(self) -> None:
        self.process.end()
        self.loop.call_soon_threadsafe(self.over.set)
        self.join()
