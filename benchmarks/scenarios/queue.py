"""Five thousand open cases on one real console while fifty officers act: does its list stay smooth?"""

import time
from contextlib import ExitStack

from benchmarks.desk_page import open_desk
from benchmarks.page import browser_process, chromium
from benchmarks.probes import percentile
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.scenarios.officers import OFFICERS, Office, Size
from benchmarks.watch import Watch

GOAL = 100.0  # ms between two frames, p99: what a person does not yet call a halt
KEYS = 40


def run(report: Report, plan: Plan = FULL) -> None:
    size = Size(5000, 60.0) if plan is FULL else Size(500, 15.0)
    report.title(
        f"One console with {size.cases:,} open cases while {OFFICERS} officers act for {size.seconds:.0f} s"
    )
    with ExitStack() as stack:
        office = Office(stack, report, size)
        office.open()
        browser = stack.enter_context(chromium())
        desk = open_desk(browser, office.walls[0].page(f"/console/{CITY}?tab=all"))
        report.say(f"opened with its list in {desk.opened:.1f} s")
        watch = Watch(office.processes | {"browser": browser_process()})
        desk.drawn()
        office.officers.ask("act")
        time.sleep(size.seconds / 2)
        untouched, long = desk.drawn()
        keys = [took for _ in range(KEYS) if (took := desk.step()) is not None]
        time.sleep(size.seconds / 2)
        touched, longer = desk.drawn()
        office.officers.ask("rest")
        report.load(watch.stop())
        if desk.lines() < size.cases * 0.9:
            report.void(f"the list has {desk.lines():,} cases of {size.cases:,}")
        if len(keys) < KEYS * 0.9:
            report.void(f"{KEYS - len(keys)} of {KEYS} keys moved nothing")
        say(report, "while nobody touches it", untouched, long)
        say(report, "while J is pressed", touched, longer)
        p50, p99 = percentile(keys, 0.5), percentile(keys, 0.99)
        report.say(f"J → another case in the card: p50 {p50:.0f} ms, p99 {p99:.0f} ms")
        report.keep(
            "queue",
            {"opened_s": desk.opened, "gap_p99_ms": percentile(untouched, 0.99), "key_p99_ms": p99},
        )


def say(report: Report, when: str, gaps: list[float], long: list[float]) -> None:
    p50, p99 = percentile(gaps, 0.5), percentile(gaps, 0.99)
    report.say(
        f"{when}: between frames p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {max(gaps):.0f} ms "
        f"(goal {GOAL:.0f}: {verdict(p99, GOAL)}); {len(long)} tasks above 50 ms, "
        f"longest {max(long, default=0):.0f} ms"
    )
