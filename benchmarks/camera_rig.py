"""What scenarios of cameras stand on, each a process of its own so that each can be watched by itself: Redis,
demo cameras, the camera process, screens without a browser, and on request the wall and a browser."""

import json
import socket
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser

from benchmarks.cameras import CameraProcess
from benchmarks.child import Child
from benchmarks.crowd import spread, write_roster
from benchmarks.page import browser_process, chromium
from benchmarks.report import Report
from benchmarks.rig import Plan
from benchmarks.wall import Wall, write_city
from benchmarks.watch import Watch
from city.areas.areas import Areas
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis

PEOPLE = 40  # on the roster of a wall that is here for its cameras
REFUSES = "127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Street:
    """One demo camera."""

    id: str
    codec: str = "h264"
    width: int = 640
    height: int = 360
    fps: int = 15
    seed: int = 1


def row_of(count: int, **told: Any) -> list[Street]:
    """Cameras of one make; eight scenes among them, each encoded once."""
    return [Street(f"street-{n:03}", seed=n % 8 + 1, **told) for n in range(count)]


class CameraRig:
    """`absent`: cameras that are not there; a tenth of them does not even refuse."""

    def __init__(self, report: Report, plan: Plan, streets: Sequence[Street], absent: int = 0) -> None:
        self.report, self.plan, self.streets, self.absent = report, plan, streets, absent
        self.stack = ExitStack()
        self.processes: dict[str, int] = {}

    def __enter__(self) -> "CameraRig":
        try:
            self.build()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def build(self) -> None:
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        self.redis = self.stack.enter_context(EmbeddedRedis(self.folder / "redis", keep=False))
        claim_world(self.redis.client(), Keys(), "demo")
        self.areas = write_city(self.folder)
        wanted = self.folder / "streets.json"
        wanted.write_text(json.dumps([asdict(street) for street in self.streets]), encoding="utf-8")
        self.street = self.stack.enter_context(Child("benchmarks.street", str(wanted)))
        self.processes["demo cameras"] = self.street.pid
        self.addresses: dict[str, str] = self.street.hear()
        self.write_file()

    def write_file(self) -> None:
        kinds = {"mjpeg": "mjpeg", "jpeg": "jpeg"}
        listed = [(s.id, self.addresses[s.id], kinds.get(s.codec, "rtsp")) for s in self.streets]
        listed += nowhere(self.stack, self.absent)
        self.stands = write_cameras(self.folder, self.areas, listed)

    def start_process(self, **more: str) -> CameraProcess:
        self.cameras = CameraProcess(self.folder, self.redis.url, **more)
        self.stack.callback(self.cameras.end)
        self.cameras.start()
        self.processes["camera process"] = self.cameras.pid
        return self.cameras

    def start_viewers(self) -> Child:
        key, port = self.cameras.key, str(self.cameras.port)
        self.viewers = self.stack.enter_context(Child("benchmarks.viewers", port, key.hex()))
        self.processes["viewers"] = self.viewers.pid
        return self.viewers

    def start_wall(self, **more: str) -> Wall:
        crowd, homes = spread(self.areas, PEOPLE)
        write_roster(self.folder / "roster.csv", crowd, homes)
        socket_of = f"ws://127.0.0.1:{self.cameras.port}"
        self.wall = Wall(self.folder, self.redis.url, GRIDWALL_CAMERAS_URL=socket_of, **more)
        self.stack.callback(self.wall.end)
        self.wall.start()
        self.processes["web"] = self.wall.pid
        return self.wall

    def start_browser(self) -> Browser:
        browser = self.stack.enter_context(chromium())
        self.processes["browser"] = browser_process()
        return browser

    def watch(self) -> Watch:
        return Watch(self.processes)

    def open_screens(self, *screens: list[str], live: int, patience: float = 60.0) -> None:
        """More screens, and back when so many panels in all are live."""
        told = self.viewers.ask(json.dumps(screens))
        until = time.monotonic() + patience
        while told["live"] < live:
            if time.monotonic() > until:
                raise RuntimeError(f"only {told['live']} of {live} panels became live within {patience:g} s")
            time.sleep(0.5)
            told = self.viewers.ask("[]")


def nowhere(stack: ExitStack, count: int) -> list[tuple[str, str, str]]:
    """Cameras that are not there: a tenth of them does not even refuse."""
    if not count:
        return []
    deaf = stack.enter_context(socket.socket())
    deaf.bind(("127.0.0.1", 0))
    deaf.listen(0)
    for _ in range(4):  # its queue is full: who knocks now hears nothing
        filler = stack.enter_context(socket.socket())
        filler.setblocking(False)
        filler.connect_ex(deaf.getsockname())
    silent = f"127.0.0.1:{deaf.getsockname()[1]}"
    hosts = [silent if n % 10 == 0 else REFUSES for n in range(count)]
    return [(f"absent-{n:03}", f"rtsp://{host}/", "rtsp") for n, host in enumerate(hosts)]


def write_cameras(folder: Path, areas: Areas, listed: list[tuple[str, str, str]]) -> dict[str, str]:
    """A camera file of `(id, address, kind)`, spread over the city's villages; answers which is where."""
    leaves = [area for area in areas.order if area.level == "village"]
    stands = {id: leaves[number * 37 % len(leaves)] for number, (id, _, _) in enumerate(listed)}
    tables = []
    for id, address, kind in listed:
        point = stands[id].polygon.representative_point()
        row = {"id": id, "name": id, "lat": point.y, "lon": point.x, "kind": kind, "source": address}
        tables.append(
            "[[camera]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())
        )
    (folder / "cameras.toml").write_text("\n".join(tables), encoding="utf-8")
    return {id: area.code for id, area in stands.items()}
