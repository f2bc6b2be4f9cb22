"""Everything a scenario stands on, started in order and ended in reverse: Redis, city, roster, feeder, and
on request the wall, other screens and a browser. Each is a process of its own, so that each can be
watched by itself."""

import json
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import shapely
from playwright.sync_api import Browser

from benchmarks.child import Child
from benchmarks.crowd import Crowd, spread, write_roster
from benchmarks.page import Screen, browser_process, chromium, open_screen
from benchmarks.report import Report
from benchmarks.wall import Wall, write_city
from benchmarks.watch import Watch
from city.areas.areas import Areas
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis

PROBES = 40
CITY = "441900"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long things take. Quick figures show that the bench works, not how good the wall is."""

    warm: float
    measured: float
    memory: float  # seconds between the two looks at the heap
    idle: float
    clicks: int


FULL = Plan(warm=10, measured=60, memory=600, idle=60, clicks=60)
QUICK = Plan(warm=3, measured=10, memory=40, idle=10, clicks=12)


class Rig:
    """People on the roster: the feeder walks all but the probes and one marked person."""

    def __init__(self, people: int, report: Report, plan: Plan) -> None:
        self.people, self.report, self.plan = people, report, plan
        self.stack = ExitStack()
        self.screens: Child
        self.processes: dict[str, int] = {}

    def __enter__(self) -> "Rig":
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
        self.keys = Keys()
        claim_world(self.redis.client(), self.keys, "demo")
        info = self.redis.client().info("server")
        self.processes["redis"] = int(info["process_id"])
        self.areas = write_city(self.folder)
        crowd, homes = spread(self.areas, self.people)
        write_roster(self.folder / "roster.csv", crowd, homes)
        self.probes, self.marked = part(crowd, -PROBES - 1, -1), part(crowd, -1, None)
        self.walkers = [person.decode() for person in crowd.ids[: -PROBES - 1].tolist()]
        part(crowd, 0, -PROBES - 1).save(self.folder / "crowd.npz")
        arguments = (self.redis.url, self.keys.positions, str(self.folder / "crowd.npz"))
        self.feeder = self.stack.enter_context(Child("benchmarks.feeder", *arguments))
        self.processes["feeder"] = self.feeder.pid

    def start_wall(self, patience: float = 60.0) -> Wall:
        self.wall = Wall(self.folder, self.redis.url)
        self.stack.callback(self.wall.end)
        self.wall.start(patience)
        self.processes["web"] = self.wall.pid
        return self.wall

    def start_screens(self, kind: str, port: int, codes: list[str], cookie: str = "") -> Child:
        """`cookie`: of who looks, where the start token is not enough."""
        path = self.folder / f"screens-{kind}.json"
        path.write_text(json.dumps(codes), encoding="utf-8")
        screens = self.stack.enter_context(Child("benchmarks.screens", kind, str(port), str(path), cookie))
        self.processes["other screens"] = screens.pid
        opened = screens.hear()
        if opened["lost"]:
            self.report.void(f"{opened['lost']} of {len(codes)} other screens could not stay connected")
        return screens

    def start_browser(self) -> Browser:
        self.browser = self.stack.enter_context(chromium())
        self.processes["browser"] = browser_process()
        return self.browser

    def open(self, address: str) -> Screen:
        return open_screen(self.browser, address, [*self.probe_ids, self.marked_id, *self.walkers[:PROBES]])

    @property
    def probe_ids(self) -> list[str]:
        return [person.decode() for person in self.probes.ids.tolist()]

    @property
    def marked_id(self) -> str:
        return str(self.marked.ids[0].decode())

    def watch(self) -> Watch:
        return Watch(self.processes)


def part(crowd: Crowd, first: int, last: int | None) -> Crowd:
    some = slice(first, last)
    return Crowd(crowd.ids[some], crowd.lat[some], crowd.lon[some], crowd.radius[some], crowd.phase[some])


def empty_places(areas: Areas, count: int = 2) -> list[tuple[float, float]]:
    """Places on the city's map where nobody walks: inside its bounds, far outside its outline, apart."""
    outline = areas.root.polygon
    west, south, east, north = outline.bounds
    grid = [(y, x) for y in np.linspace(south, north, 40)[2:-2] for x in np.linspace(west, east, 40)[2:-2]]
    far = [(float(outline.distance(shapely.Point(x, y))), y, x) for y, x in grid]
    chosen: list[tuple[float, float]] = []
    for _, y, x in sorted(far, reverse=True):
        if all(abs(y - other[0]) + abs(x - other[1]) > 0.05 for other in chosen):
            chosen.append((float(y), float(x)))
        if len(chosen) == count:
            break
    return chosen
