"""The wall beside two other ways to build it: same feed, same Redis, same browser, 6,000 people and 51
screens (the city, its 33 towns, the 17 villages of one of them), one after the other in one run. A page
that is measured makes one screen more."""

import time
from dataclasses import dataclass

from benchmarks.child import Child
from benchmarks.page import Screen
from benchmarks.probes import Prober, latency
from benchmarks.report import Report
from benchmarks.rig import FULL, Plan, Rig
from benchmarks.scenarios import lean_peer
from benchmarks.scenarios.served import served

PEOPLE, SCREENS = 6_000, 51
TOWN = "441900106"
RATES = {"one fix per 10 s": PEOPLE / 10, "1 Hz": float(PEOPLE)}
NAMES = {"gridwall": "Gridwall", "json": "lean JSON, 10 Hz, deflate", "dash": "Dash, 1 s interval"}


@dataclass(frozen=True, slots=True)
class Figure:
    bytes: float  # a screen and second
    p50: float
    p99: float
    core: float
    idle: float
    missing: int


def run(report: Report, plan: Plan = FULL) -> None:
    lean_peer.run(report, plan)
    three_ways(report, plan)


def three_ways(report: Report, plan: Plan) -> None:
    report.title(f"Three ways to build the wall: {PEOPLE:,} people, {SCREENS} screens")
    with Rig(PEOPLE, report, plan) as rig:
        rig.start_browser()
        figures: dict[str, dict[str, Figure]] = {rate: {} for rate in RATES}
        for kind in NAMES:
            with served(rig, kind) as (address, port):
                codes = [a.code for a in rig.areas.order if a.level in ("city", "town") or a.parent == TOWN]
                screens = rig.start_screens(kind, port, codes)
                rig.feeder.tell(f"rate {PEOPLE / 10} plain")
                screen = opened(rig, address)
                for rate, fixes in RATES.items():
                    figures[rate][kind] = measure(rig, screens, screen, fixes)
                screen.page.context.close()
                screens.close()
    for rate, told in figures.items():
        show(report, rate, told)


def opened(rig: Rig, address: str) -> Screen:
    prober = Prober(rig.redis.url, rig.keys.positions, rig.probes)
    prober.start()
    try:
        return rig.open(address)
    finally:
        prober.stop()


def measure(rig: Rig, screens: Child, screen: Screen, fixes: float) -> Figure:
    rig.feeder.tell(f"rate {fixes} plain")
    screen.page.wait_for_timeout(rig.plan.warm * 1000)
    screen.collect()
    screen.painted.clear()
    before, began = screens.ask("mark"), time.monotonic()
    prober, watch = Prober(rig.redis.url, rig.keys.positions, rig.probes), rig.watch()
    prober.start()
    while time.monotonic() - began < rig.plan.measured / 2:
        screen.page.wait_for_timeout(1000)
        screen.collect()
    prober.stop()
    load = watch.stop()
    after, took = screens.ask("mark"), time.monotonic() - began
    screen.page.wait_for_timeout(2500)
    screen.collect()
    found = latency(prober.sent, screen.painted)
    if after["screens"] < SCREENS:
        rig.report.void(f"only {after['screens']} of {SCREENS} screens were still connected")
    told = (after["bytes"] - before["bytes"]) / took / SCREENS
    return Figure(told, found.p50, found.p99, load.core("web"), load.idle, found.missing)


def show(report: Report, rate: str, figures: dict[str, Figure]) -> None:
    report.say(f"{rate}:")
    head = ["", "bytes/screen/s", "p50", "p99", "server", "machine idle"]
    rows = [
        [
            NAMES[kind],
            f"{f.bytes:,.0f}",
            f"{f.p50:.0f} ms",
            f"{f.p99:.0f} ms",
            f"{f.core:.0%}",
            f"{f.idle:.0%}",
        ]
        for kind, f in figures.items()
    ]
    report.table(head, rows)
    ours = figures["gridwall"]
    for kind, goals in (("json", (1.0, 1.0, 1.0)), ("dash", (20.0, 10.0, 1.0))):
        other = figures[kind]
        ratios = (other.bytes / ours.bytes, other.p50 / ours.p50, other.core / ours.core)
        told = [
            f"{word} {ratio:.1f} x less{'' if ratio >= goal else f' (goal {goal:.0f} x: MISSED)'}"
            for word, ratio, goal in zip(("bytes", "latency", "CPU"), ratios, goals, strict=True)
        ]
        report.say(f"Gridwall against {NAMES[kind]}: {', '.join(told)}")
    report.keep(f"baselines, {rate}", {kind: vars_of(figure) for kind, figure in figures.items()})


def vars_of(figure: Figure) -> dict[str, float]:
    return {name: getattr(figure, name) for name in ("bytes", "p50", "p99", "core", "idle", "missing")}
