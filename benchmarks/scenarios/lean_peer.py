"""The wall beside a lean JSON WebSocket: one page that is measured until the frame is on the screen and 50
other screens of the whole city; everybody sends a fix a second, written every 50 ms. Both see the same Redis,
feeder and browser, one after the other."""

import time
from dataclasses import asdict, dataclass

from benchmarks.child import Child
from benchmarks.page import Screen
from benchmarks.probes import percentile
from benchmarks.report import Report
from benchmarks.rig import CITY, FULL, Plan, Rig
from benchmarks.scenarios.served import served

PEOPLE = (600, 6_000, 60_000)
SCREENS, WATCHED = 50, 40
EVERY = 0.05  # s between two writes
BATCHED = 10_000  # people from which a gateway sends many fixes in an entry
GOALS = {"p50": 45.0, "p99": 75.0}
# What a frame drew is on the screen when the next one begins.
LISTEN = """(ids) => {
  const bench = { last: {}, shown: [], frames: 0, drawing: 0, paints: 0 };
  window.bench_probe = bench;
  const moment = () => performance.timeOrigin + performance.now();
  const count = () => { bench.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  window.addEventListener('gridwall:paint', () => {
    const seen = [];
    bench.paints += 1;
    for (const id of ids) {
      const fix = window.gridwall.inspector(id);
      if (fix && fix.time !== bench.last[id]) {
        bench.last[id] = fix.time;
        seen.push(fix.time);
      }
    }
    if (seen.length) requestAnimationFrame(() => bench.shown.push([moment(), seen]));
  });
}"""
TAKE = """() => {
  const { shown, frames, paints } = window.bench_probe;
  Object.assign(window.bench_probe, { shown: [], frames: 0, paints: 0 });
  return { shown, frames, paints };
}"""


@dataclass(frozen=True, slots=True)
class Figure:
    p50: float  # ms from a fix's writing to the screen
    p99: float
    core: float  # of the server
    bytes: float  # a screen and second
    drawn: float  # share of the watched people's fixes that were seen on the screen
    frames: float  # that the browser drew a second
    browser: float  # its share of a core
    idle: float


def run(report: Report, plan: Plan = FULL) -> None:
    report.title(
        f"The wall and a lean JSON WebSocket with deflate: {SCREENS} screens and a page, all of the city"
    )
    rows: list[list[str]] = []
    for people in PEOPLE:
        with Rig(people, report, plan) as rig:
            rig.start_browser()
            ours, theirs = (beside(rig, kind) for kind in ("gridwall", "json"))
        rows += [row("Gridwall", people, ours), row("lean JSON", people, theirs)]
        report.keep(f"lean peer, {people}", {"gridwall": asdict(ours), "json": asdict(theirs)})
        report.say(f"{people:,} people: {verdicts(ours, theirs)}")
    head = [
        "",
        "people",
        "p50 / p99",
        "server",
        "kB/s a screen",
        "fixes drawn",
        "frames/s",
        "browser",
        "idle",
    ]
    report.table(head, rows)


def beside(rig: Rig, kind: str) -> Figure:
    """Its figures over one window."""
    with served(rig, kind) as (address, port):
        form = "batch" if rig.people >= BATCHED else "plain"
        rig.feeder.tell(f"rate {rig.people} {form} {EVERY}")
        screens = rig.start_screens(kind, port, [CITY] * SCREENS)
        screen = rig.open(address)
        try:
            return measure(rig, screens, screen)
        finally:
            screen.page.context.close()
            screens.close()


def measure(rig: Rig, screens: Child, screen: Screen) -> Figure:
    watched = rig.walkers[:: max(1, len(rig.walkers) // WATCHED)][:WATCHED]
    screen.page.evaluate(LISTEN, watched)
    screen.page.wait_for_timeout(rig.plan.warm * 1000)
    before, watch = screens.ask("mark"), rig.watch()
    screen.page.evaluate(TAKE)
    began = time.monotonic()
    screen.page.wait_for_timeout(rig.plan.measured / 2 * 1000)
    told, took, load = screen.page.evaluate(TAKE), time.monotonic() - began, watch.stop()
    after = screens.ask("mark")
    if after["screens"] < SCREENS:
        rig.report.void(f"only {after['screens']} of {SCREENS} screens were still connected")
    waits = [at - screen.ahead - time_ for at, seen in told["shown"] for time_ in seen]
    if not waits:
        raise RuntimeError("nothing of whom the page was asked about was painted")
    return Figure(
        p50=percentile(waits, 0.5),
        p99=percentile(waits, 0.99),
        core=load.core("web"),
        bytes=(after["bytes"] - before["bytes"]) / took / SCREENS,
        drawn=len(waits) / len(watched) / took,
        frames=told["frames"] / took,
        browser=load.core("browser"),
        idle=load.idle,
    )


def row(name: str, people: int, figure: Figure) -> list[str]:
    return [
        name,
        f"{people:,}",
        f"{figure.p50:.0f} / {figure.p99:.0f} ms",
        f"{figure.core:.1%}",
        f"{figure.bytes / 1000:.1f}",
        f"{figure.drawn:.0%}",
        f"{figure.frames:.0f}",
        f"{figure.browser:.0%}",
        f"{figure.idle:.0%}",
    ]


def verdicts(ours: Figure, theirs: Figure) -> str:
    """Goals, and what is not ahead of the lean program."""
    missed = [
        f"{name} {getattr(ours, name):.0f} ms (goal {goal:.0f})"
        for name, goal in GOALS.items()
        if getattr(ours, name) > goal
    ]
    behind = [
        name for name in ("p50", "p99", "core", "bytes") if getattr(ours, name) >= getattr(theirs, name)
    ]
    return f"goals {'met' if not missed else 'MISSED: ' + ', '.join(missed)}; " + (
        f"BEHIND the lean program in {', '.join(behind)}"
        if behind
        else "ahead of the lean program in every column"
    )
