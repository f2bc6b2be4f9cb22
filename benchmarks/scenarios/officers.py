"""Fifty officers act at random on two thousand open cases while Redis and one of two web processes are killed
and come back: is what was accepted there once, and how long until everybody sees it?"""

import json
import signal
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.child import Child
from benchmarks.crowd import spread, write_roster
from benchmarks.ledger import Ledger
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.wall import Wall, write_city
from benchmarks.watch import Watch
from city.areas.areas import Areas
from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis

GOAL = 300.0  # ms, click → everyone's screen, p99
OFFICERS, PAUSE = 50, 2.0
BEFORE, AFTER = 0.5, 3.0  # s before a kill and after ready that belong to it
SETTLED = 90.0  # s: a process that was killed shows what ended before it was back a minute less
PEOPLE = 1000
ITEM = "0102"


@dataclass(frozen=True, slots=True)
class Size:
    cases: int
    seconds: float


def run(report: Report, plan: Plan = FULL) -> None:
    size = Size(2000, 300.0) if plan is FULL else Size(200, 40.0)
    report.title(
        f"{OFFICERS} officers on {size.cases:,} open cases for {size.seconds:.0f} s; Redis and one of two web"
        " processes killed twice each"
    )
    with ExitStack() as stack:
        office = Office(stack, report, size)
        office.open()
        watch = Watch(office.processes)
        office.work()
        report.load(watch.stop())
        judge(office)


@dataclass
class Office:
    """Everything that runs. `windows` are the times (epoch s) from a kill until AFTER its recovery."""

    stack: ExitStack
    report: Report
    size: Size
    windows: list[tuple[float, float]] = field(default_factory=list)
    processes: dict[str, int] = field(default_factory=dict)

    def open(self) -> None:
        self.prepare()
        self.start()
        self.sit_down()

    def prepare(self) -> None:
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        self.redis = self.stack.enter_context(EmbeddedRedis(self.folder / "redis"))
        self.keys = Keys()
        claim_world(self.redis.client(), self.keys, "demo")
        self.areas = write_city(self.folder)
        crowd, homes = spread(self.areas, PEOPLE)
        write_roster(self.folder / "roster.csv", crowd, homes)

    def start(self) -> None:
        """Two web processes, and so many open cases in both."""
        self.walls = [Wall(self.folder, self.redis.url) for _ in range(2)]
        for wall in self.walls:
            self.stack.callback(wall.end)
            wall.start(300)
        file_cases(self)
        for wall in self.walls:
            while open_cases(wall) < self.size.cases:
                time.sleep(0.1)

    def sit_down(self) -> None:
        ports = ",".join(str(wall.port) for wall in self.walls)
        told = (ports, CITY, str(OFFICERS), str(PAUSE), str(self.folder))
        self.officers = self.stack.enter_context(Child("benchmarks.officers", *told))
        self.officers.hear()
        self.processes = {
            "web that stays": self.walls[0].pid,
            "officers": self.officers.pid,
        }

    def work(self) -> None:
        """Kills at 20, 45, 65 and 85 % of the time."""
        began = time.time()
        self.officers.ask("act")
        for share, kill in (
            (0.2, self.kill_redis),
            (0.45, self.kill_web),
            (0.65, self.kill_redis),
            (0.85, self.kill_web),
        ):
            time.sleep(max(0.0, began + share * self.size.seconds - time.time()))
            kill()
        time.sleep(max(0.0, began + self.size.seconds - time.time()))
        self.officers.ask("rest")

    def kill_redis(self) -> None:
        began = time.time()
        self.redis.kill()
        time.sleep(1.0)
        self.redis.restart()
        while not all(wall.ready() for wall in self.walls):
            time.sleep(0.05)
        self.window("Redis", began)

    def kill_web(self) -> None:
        began = time.time()
        self.walls[1].end(signal.SIGKILL)
        self.walls[1].start(120)
        self.window("a web process", began)

    def window(self, what: str, began: float) -> None:
        self.report.say(f"{what} killed; all ready again after {time.time() - began:.1f} s")
        self.windows.append((began - BEFORE, time.time() + AFTER))

    def told(self) -> dict[str, Any]:
        self.officers.ask("rows")
        told: dict[str, Any] = json.loads((self.folder / "officers.json").read_text("utf-8"))
        return told


def middles(areas: Areas) -> list[tuple[str, float, float]]:
    """Code and a place inside of each grid."""
    leaves = [area for area in areas.order if area.level == areas.levels[-1]]
    places = [area.polygon.representative_point() for area in leaves]
    return [(area.code, place.y, place.x) for area, place in zip(leaves, places, strict=True)]


def file_cases(office: Office) -> None:
    """So many reports all over the city, each filed; one in twenty is urgent."""
    places, count = middles(office.areas), office.size.cases
    client: Any = office.redis.client()
    pipe, now = client.pipeline(transaction=False), int(time.time() * 1000)
    filed = client.hlen(office.keys.revisions)
    for number in range(count):
        _, lat, lon = places[number * 7919 % len(places)]
        more = {"urgency": "urgent"} if number % 20 == 0 else {}
        pipe.xadd(office.keys.reports, report_fields(f"case-{number}", now, ITEM, lat=lat, lon=lon, **more))
    pipe.execute()
    while client.hlen(office.keys.revisions) < filed + count:
        time.sleep(0.1)


def open_cases(wall: Wall) -> int:
    return int(json.loads(wall.get(f"/api/areas/{CITY}/live"))["counters"]["open"])


def judge(office: Office) -> None:
    report, told = office.report, settled(office)
    ledger = Ledger(office.redis.client(), office.keys, office.folder)
    for complaint in (*ledger.once(told["asked"]), *ledger.fits(told["rows"]), *equal(told["rows"])):
        report.void(complaint)
    accepted = [asked for asked in told["asked"] if asked["answer"]["ok"]]
    refused: dict[str, int] = {}
    for asked in told["asked"]:
        if not asked["answer"]["ok"]:
            refused[asked["answer"]["code"]] = refused.get(asked["answer"]["code"], 0) + 1
    again = sum(asked["tries"] > 1 for asked in told["asked"])
    report.say(
        f"{len(accepted):,} commands accepted, {again} of all only when asked again; refused: {refused}"
    )
    say_waits(office, accepted, told["shown"])


def say_waits(office: Office, accepted: list[dict[str, Any]], shown: list[Any]) -> None:
    report, first = office.report, first_shown(shown)
    waits = [(asked["began"], 1000 * (seen(first, asked) - asked["began"])) for asked in accepted]
    calm = [ms for at, ms in waits if not any(begin <= at <= end for begin, end in office.windows)]
    if not calm:
        report.void("no command was given outside the windows of the kills")
        return
    p50, p99 = (float(np.percentile(calm, share)) for share in (50, 99))
    longest = max(ms for _, ms in waits)
    report.say(
        f"click → everyone's screen, {len(calm):,} outside the windows: p50 {p50:.0f} ms, p99 {p99:.0f} ms"
        f"  (goal {GOAL:.0f}: {verdict(p99, GOAL)}); the longest wait of all {longest / 1000:.1f} s"
    )
    report.keep("officers", {"accepted": len(accepted), "p50_ms": p50, "p99_ms": p99, "longest_ms": longest})


Shown = dict[tuple[int, str], list[tuple[int, float]]]


def first_shown(shown: list[list[tuple[str, int, float]]]) -> Shown:
    """Per screen and case, the revisions as they came."""
    found: Shown = {}
    for screen, told in enumerate(shown):
        for case, revision, at in told:
            found.setdefault((screen, case), []).append((revision, at))
    return found


def seen(first: Shown, asked: dict[str, Any]) -> float:
    """When the last of all screens showed what this command made, or something newer."""
    wanted = asked["answer"]["revision"]
    moments = []
    for screen in range(OFFICERS):
        came = first.get((screen, asked["case"]), [])
        moments.append(next((at for revision, at in came if revision >= wanted), asked["ended"]))
    return max(moments)


def settled(office: Office) -> dict[str, Any]:
    """What the screens show once they agree, or after a while all the same."""
    give_up = time.time() + SETTLED
    while True:
        told = office.told()
        if not equal(told["rows"]) or time.time() > give_up:
            return told
        time.sleep(2)


def equal(rows: list[dict[str, Any]]) -> list[str]:
    """Open cases on every screen as on the first."""
    queues = [{case: row for case, row in queue.items() if row["ended_at"] is None} for queue in rows]
    odd = [number for number, queue in enumerate(queues) if queue != queues[0]]
    return [f"screens {odd} do not show what screen 0 shows"] if odd else []
