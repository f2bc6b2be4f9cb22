"""What the door costs: two walls beside each other on one Redis, one without accounts and one with, each with
as many screens and asked as often; then six hundred people who sign in at once, as after an outage."""

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from math import sqrt
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan, Rig
from benchmarks.wall import Wall
from benchmarks.watch import Watch
from city.access.grants import Grant
from dashboard.access.key_file import KeyFile
from dashboard.access.session_cookie import NAME, seal
from streams.access.accounts import Accounts
from streams.access.password_hash import hash_password
from streams.access.sessions import HOUR, Session, SessionLog

PEOPLE, SCREENS, ASKED = 8_428, 150, 3_000
TAKING_TURNS = 50  # requests to one wall before the other's turn: what else the machine does meets both
SIGNING_IN, AT_ONCE = 600, 100
MORE_GOAL, MINUTE = 1.03, 60.0  # times the CPU; s
Walls = dict[str, tuple[Wall, str]]  # without and with accounts, each with the cookie of who is in
WORDS = "seven words that nobody else would choose"


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("the door: with accounts beside without")
    with Rig(PEOPLE, report, plan) as rig:
        rig.feeder.tell(f"rate {PEOPLE / 10} plain")
        cookie = session_cookie(rig)
        frames = [frames_of(report, rig, cookie, first) for first in ("start", "accounts")]
        ratio = sqrt(frames[0]["ratio"] * frames[1]["ratio"])
        report.say(f"CPU with accounts {ratio:.3f} times that without, whoever is the clerk")
        report.say(f"goal {MORE_GOAL}: {verdict(ratio, MORE_GOAL)}")
        with both(rig, cookie, "start") as walls:
            requests = requests_of(report, walls)
            came = signing_in(report, *walls["accounts"])
        report.keep("door", {"frames": frames, "ratio": ratio, "requests": requests, "sign_in": came})


@contextmanager
def both(rig: Rig, cookie: str, first: str) -> Iterator[Walls]:
    """Who begins first is the clerk, and has that work beside."""
    ways = {
        name: Wall(rig.folder, rig.redis.url, GRIDWALL_WEB_SIGN_IN=name) for name in ("start", "accounts")
    }
    try:
        for name in sorted(ways, key=lambda name: name != first):
            ways[name].start()
        await_sessions(ways["accounts"], cookie)
        start = ways["start"]
        yield {"start": (start, start.cookie()), "accounts": (ways["accounts"], cookie)}
    finally:
        for wall in ways.values():
            wall.end()


def await_sessions(wall: Wall, cookie: str, patience: float = 60.0) -> None:
    """A process that is ready may still read who is in."""
    give_up = time.monotonic() + patience
    while True:
        line = http.client.HTTPConnection("127.0.0.1", wall.port, timeout=30)
        line.request("GET", f"/api/areas/{CITY}/live", headers={"Cookie": cookie})
        status = line.getresponse().status
        line.close()
        if status == 200:
            return
        if status != 503 or time.monotonic() > give_up:
            raise RuntimeError(f"whoever is in was answered with {status}")
        time.sleep(0.1)


def codes(rig: Rig) -> list[str]:
    return [area.code for area in rig.areas.order[:SCREENS]]


def session_cookie(rig: Rig) -> str:
    """Of an operator of the whole city, and six hundred officers who are not in yet, all of one password."""
    redis, now = rig.redis.client(), time.time_ns() // 1_000_000
    made, hashed = Accounts(redis, rig.keys), hash_password(WORDS)
    made.add("operator", "Operator", now, "bench", (Grant("operator", CITY),))
    for number in range(SIGNING_IN):
        made.add(f"o{number}", f"O{number}", now, "bench", (Grant("officer", CITY),))
        made.set_password(f"o{number}", hashed, now, f"o{number}")
    SessionLog(redis, rig.keys).open(
        Session("s-bench", "operator", f"operator:{CITY}", now, now + 24 * HOUR, now)
    )
    file = KeyFile(rig.folder / "keys")
    file.open_door()
    return f"{NAME}={seal(file.session_keys(), 's-bench')}"


def frames_of(report: Report, rig: Rig, cookie: str, first: str) -> dict[str, Any]:
    """CPU of both while the same fixes go to as many screens of each."""
    with both(rig, cookie, first) as walls:
        screens = {
            name: rig.start_screens("gridwall", wall.port, codes(rig), told)
            for name, (wall, told) in walls.items()
        }
        time.sleep(rig.plan.warm)
        before = {name: each.ask("mark")["messages"] for name, each in screens.items()}
        watch = Watch({name: wall.pid for name, (wall, _) in walls.items()})
        time.sleep(rig.plan.measured)
        load = watch.stop()
        told = {name: each.ask("mark")["messages"] - before[name] for name, each in screens.items()}
        for each in screens.values():
            each.close()
    ratio = load.core("accounts") / load.core("start")
    report.load(load)
    report.say(f"{first} is the clerk; frames to {SCREENS} screens each {told}; CPU {ratio:.3f} times")
    return {"clerk": first, "messages": told, "ratio": ratio, "load": load.record()}


def requests_of(report: Report, walls: Walls) -> dict[str, dict[str, float]]:
    """The numbers of an area, asked one after the other over a connection that stays, both by turns."""
    lines = {
        name: http.client.HTTPConnection("127.0.0.1", wall.port, timeout=30)
        for name, (wall, _) in walls.items()
    }
    took: dict[str, list[float]] = {name: [] for name in walls}
    for turn in range(ASKED // TAKING_TURNS):
        for name in [*walls][:: 1 if turn % 2 else -1]:
            took[name] += [asked(lines[name], walls[name][1]) for _ in range(TAKING_TURNS)]
    figures = {
        name: {"p50_ms": median(times) * 1000, "p99_ms": quantiles(times, n=100)[98] * 1000}
        for name, times in took.items()
    }
    for name, told in figures.items():
        report.say(f"{name}: a request {told['p50_ms']:.2f} ms in the median, p99 {told['p99_ms']:.2f} ms")
    report.say(
        f"with accounts {figures['accounts']['p50_ms'] / figures['start']['p50_ms']:.2f} times the median"
    )
    return figures


def asked(line: http.client.HTTPConnection, cookie: str) -> float:
    began = time.perf_counter()
    line.request("GET", f"/api/areas/{CITY}/live", headers={"Cookie": cookie})
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"a request was answered with {answer.status}")
    return time.perf_counter() - began


def signing_in(report: Report, wall: Wall, cookie: str) -> dict[str, float]:
    """Six hundred forms, a hundred at once; and beside them how long a page waits for a number."""
    waits, over = [0.0], threading.Event()

    def look() -> None:
        line = http.client.HTTPConnection("127.0.0.1", wall.port, timeout=60)
        while not over.wait(0.1):
            waits.append(asked(line, cookie))

    watch, began = Watch({"web": wall.pid}), time.monotonic()
    looking = threading.Thread(target=look)
    looking.start()
    with ThreadPoolExecutor(AT_ONCE) as people:
        took = sorted(people.map(lambda number: signed_in(wall, number), range(SIGNING_IN)))
    seconds = time.monotonic() - began
    over.set()
    looking.join()
    load, slow = watch.stop(), max(waits) * 1000
    report.load(load)
    report.say(f"{SIGNING_IN} signed in within {seconds:.1f} s, {AT_ONCE} at once")
    report.say(f"each waited {median(took):.1f} s in the median, {took[-1]:.1f} s at most")
    report.say(f"a page beside them waited {median(waits) * 1000:.0f} ms for a number, {slow:.0f} ms at most")
    report.say(f"goal {MINUTE:.0f} s: {verdict(seconds, MINUTE)}")
    return {"seconds": seconds, "median_s": median(took), "longest_s": took[-1], "page_longest_ms": slow}


def signed_in(wall: Wall, number: int) -> float:
    began = time.monotonic()
    form = urlencode({"account": f"o{number}", "password": WORDS, "to": "/"})
    line = http.client.HTTPConnection("127.0.0.1", wall.port, timeout=600)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": wall.address}
    line.request("POST", "/sign-in", form, kind)
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 303:
        raise RuntimeError(f"o{number} was answered with {answer.status}")
    return time.monotonic() - began
