"""A room of fifty screens, two of them browsers, and three operators, behind a load balancer over two web
processes: everything that runs, and what is killed."""

import json
import random
import signal
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.child import Child
from benchmarks.crowd import spread, write_roster
from benchmarks.page import SIZE, chromium
from benchmarks.ports import free_port
from benchmarks.report import Report
from benchmarks.rig import CITY
from benchmarks.wall import Wall, write_city
from city.access.grants import Grant
from city.screens.decision import Decision
from city.screens.screen import Screen
from dashboard.access.key_file import KeyFile
from dashboard.access.session_cookie import NAME, seal
from streams.access.accounts import Accounts
from streams.access.sessions import HOUR, Session, SessionLog
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis

SOCKETS, BROWSERS, OPERATORS, PAUSE = 48, 2, 3, 1.0
BEFORE, AFTER = 0.5, 5.0  # s before a kill and after ready that belong to it
PEOPLE = 843
# at each frame: what is on top and the area that is painted; told once the frame after it is painted
FOLLOW = """() => {
  const told = (window.bench_shown = [])
  let seen = ''
  const at = () => performance.timeOrigin + performance.now()
  const look = () => {
    const answer = window.gridwall?.screen?.()
    const { shows } = answer ?? {}
    const id = shows?.kind === 'push' ? shows.id : null
    const painted = document.getElementById('map-box')?.dataset.painted === shows?.area
    const now = `${id} ${painted}`
    if (shows && now !== seen) {
      seen = now
      requestAnimationFrame(() => setTimeout(() => told.push([at(), id, painted])))
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


@dataclass
class Room:
    """Everything that runs. `windows`: times (epoch s) from a kill until AFTER its recovery."""

    stack: ExitStack
    report: Report
    seconds: float
    kills: int
    windows: list[tuple[float, float]] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)

    def open(self) -> None:
        self.prepare()
        self.people_and_screens()
        self.walls = [Wall(self.folder, self.redis.url, GRIDWALL_WEB_SIGN_IN="accounts") for _ in range(2)]
        for wall in self.walls:
            self.stack.callback(wall.end)
            wall.start(300)
        self.port = free_port()
        ports = ",".join(str(wall.port) for wall in self.walls)
        self.balance = self.stack.enter_context(Child("benchmarks.balance", str(self.port), ports))
        self.balance.hear()
        self.hung = self.stack.enter_context(
            Child("benchmarks.hung", str(self.port), str(self.folder), str(PAUSE))
        )
        self.hung.hear()
        self.browse()

    def prepare(self) -> None:
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        self.redis = self.stack.enter_context(EmbeddedRedis(self.folder / "redis"))
        self.keys = Keys()
        claim_world(self.redis.client(), self.keys, "demo")
        self.areas = write_city(self.folder)
        crowd, homes = spread(self.areas, PEOPLE)
        write_roster(self.folder / "roster.csv", crowd, homes)
        crowd.save(self.folder / "crowd.npz")
        self.feed()

    def feed(self) -> None:
        """Positions end with their Redis, and are written anew by another process."""
        told = (self.redis.url, self.keys.positions, str(self.folder / "crowd.npz"))
        feeder = self.stack.enter_context(Child("benchmarks.feeder", *told))
        feeder.tell(f"rate {PEOPLE / 10} plain")

    def people_and_screens(self) -> None:
        """Each with an account and a session of its own, as pairing and signing in would leave them."""
        ids = [f"screen-{number:06}" for number in range(SOCKETS + BROWSERS)]
        operators = [f"operator-{number}" for number in range(OPERATORS)]
        cookies = {id: self.comes_in(id, "screen") for id in ids}
        told = {
            "screens": {id: cookies[id] for id in ids[BROWSERS:]},
            "seen": ids[:BROWSERS],
            "operators": [self.comes_in(id, "operator") for id in operators],
            "areas": [child.code for child in self.areas.children(CITY)],
        }
        (self.folder / "room.json").write_text(json.dumps(told), encoding="utf-8")
        self.browsers = {id: cookies[id] for id in ids[:BROWSERS]}
        self.ids = ids
        hung = {
            f"screen:{id}": Screen(id, id, "room", CITY, 1 + at // 10, 1 + at % 10)
            for at, id in enumerate(ids)
        }
        PlanStore(self.redis.client(), self.keys).carry_out(
            "hung", "bench", now(), lambda _: Decision("hung", hung)
        )

    def comes_in(self, id: str, role: str) -> str:
        redis, at = self.redis.client(), now()
        Accounts(redis, self.keys).add(id, id, at, "bench", (Grant(role, CITY),))
        session = Session(f"s-{id}", id, f"{role}:{CITY}", at, at + 24 * HOUR, at)
        SessionLog(redis, self.keys).open(session)
        file = KeyFile(self.folder / "keys")
        file.open_door()
        return f"{NAME}={seal(file.session_keys(), session.id)}"

    def browse(self) -> None:
        browser = self.stack.enter_context(chromium())
        for id, cookie in self.browsers.items():
            context = browser.new_context(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{self.port}"}])
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{self.port}/screen/{id}?lang=zh", wait_until="commit")
            page.locator(f"#map-box[data-painted='{CITY}']").wait_for(timeout=60_000)
            page.evaluate(FOLLOW)
            self.pages[id] = page

    def work(self) -> None:
        """`kills` at even shares of the time, of Redis and of a web process by turns."""
        began = time.time()
        self.hung.ask("act")
        for number in range(self.kills):
            self.wait(began + (number + 0.7) / (self.kills + 0.5) * self.seconds)
            self.kill_web() if number % 2 else self.kill_redis()
        self.wait(began + self.seconds)
        self.hung.ask("rest")

    def wait(self, until: float) -> None:
        while (left := until - time.time()) > 0:
            next(iter(self.pages.values())).wait_for_timeout(min(left, 1.0) * 1000)

    def kill_redis(self) -> None:
        began = time.time()
        self.redis.kill()
        time.sleep(2.0)
        self.redis.restart()
        self.feed()
        while not all(wall.ready() for wall in self.walls):
            time.sleep(0.05)
        self.window("Redis", began)

    def kill_web(self) -> None:
        began, wall = time.time(), random.choice(self.walls)
        wall.end(signal.SIGKILL)
        wall.start(120)
        self.window("a web process", began)

    def window(self, what: str, began: float) -> None:
        self.report.say(f"{what} killed; all ready again after {time.time() - began:.1f} s")
        self.windows.append((began - BEFORE, time.time() + AFTER))

    def shown(self) -> dict[str, str | None]:
        """What each screen shows now: the id of a push."""
        told: dict[str, str | None] = self.hung.ask("shown")["shown"]
        for id, page in self.pages.items():
            shows = page.evaluate("() => window.gridwall.screen().shows")
            told[id] = shows["id"] if shows["kind"] == "push" else None
        return told

    def wanted(self) -> dict[str, str | None]:
        """What each should show, by the record."""
        plan, _ = PlanStore(self.redis.client(), self.keys).read()
        tops = {id: plan.stack(id).top(now()) for id in self.ids}
        return {id: top.id if top else None for id, top in tops.items()}


def now() -> int:
    return time.time_ns() // 1_000_000
