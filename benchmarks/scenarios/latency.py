"""XADD → painted on the city's page in a real browser, with one other screen for each of 627 areas."""

import time
from dataclasses import asdict

from benchmarks.marked import Marked
from benchmarks.page import Screen
from benchmarks.probes import Latency, Prober, latency
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan, Rig, empty_places
from benchmarks.watch import Load

CHECKS, SCREENS = 20, 627
LOWER = (
    0.75,
    0.5,
    0.25,
)  # of a rate at which the machine was saturated, until one is found at which it is not
PEOPLE, MANY = 8_428, 84_280


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("XADD → painted, 627 other screens connected, city page in Chromium at 1920 x 1080")
    with Rig(PEOPLE, report, plan) as rig:
        screen = everything(rig)
        measure(rig, screen, "8,428 people, one fix per 10 s", PEOPLE / 10, "plain", 150, 0.70)
        measure(rig, screen, "8,428 people, 1 Hz", PEOPLE, "plain", 150, 0.70)
    with Rig(MANY, report, plan) as rig:
        screen = everything(rig)
        measure(rig, screen, "84,280 people, 1 Hz in batches", MANY, "batch", 300, None)


def everything(rig: Rig) -> Screen:
    """Wall, 627 other screens and the page, with everybody seen once."""
    wall = rig.start_wall()
    rig.feeder.tell(f"rate {rig.people / 10} {'batch' if rig.people > 10_000 else 'plain'}")
    codes = [area.code for area in rig.areas.order if area.level in ("city", "town", "village")]
    rig.screens = rig.start_screens("gridwall", wall.port, codes)
    rig.start_browser()
    with AtWork(rig):
        return rig.open(wall.page(f"/wall/{CITY}?lang=zh"))


class AtWork:
    """Marked people are on the move while a page is opened, so that it has somebody to wait for."""

    def __init__(self, rig: Rig) -> None:
        self.prober = Prober(rig.redis.url, rig.keys.positions, rig.probes)

    def __enter__(self) -> Prober:
        self.prober.start()
        return self.prober

    def __exit__(self, *_: object) -> None:
        self.prober.stop()


def measure(
    rig: Rig, screen: Screen, name: str, rate: float, form: str, goal: float, core: float | None
) -> None:
    report = rig.report
    report.title(f"{name} ({rate:,.0f} fixes/s)")
    found, load, told = window(rig, screen, rate, form, rig.plan.measured)
    say(report, found, load, told, goal, core)
    report.keep(name, {**asdict(found), **load.record(), **told, "rate": rate, "goal_p99": goal})
    if load.saturated:
        lower(rig, screen, name, rate, form)


def lower(rig: Rig, screen: Screen, name: str, rate: float, form: str) -> None:
    """The highest rate tried at which the machine still had something left."""
    for share in LOWER:
        found, load, told = window(rig, screen, rate * share, form, rig.plan.measured / 3, checked=False)
        if not load.saturated:
            rig.report.title(
                f"{name}: highest rate tried that is not saturated ({rate * share:,.0f} fixes/s)"
            )
            say(rig.report, found, load, told, None, None)
            rig.report.keep(
                f"{name}, not saturated", {**asdict(found), **load.record(), "rate": rate * share}
            )
            return
    rig.report.say(f"saturated at every rate tried down to {rate * LOWER[-1]:,.0f} fixes/s")


def window(
    rig: Rig, screen: Screen, rate: float, form: str, seconds: float, checked: bool = True
) -> tuple[Latency, Load, dict[str, float]]:
    """Warm up, then measure for so long; the machine is watched for exactly the same time."""
    rig.feeder.tell(f"rate {rate} {form}")
    marked = Marked(screen, rig.redis.url, rig.keys.positions, rig.marked_id, empty_places(rig.areas))
    marked.begin()
    screen.page.wait_for_timeout(rig.plan.warm * 1000)
    screen.collect()
    screen.painted.clear()
    sent, shown, paints = rig.feeder.ask("mark"), rig.screens.ask("mark"), screen.paints()
    prober, watch = Prober(rig.redis.url, rig.keys.positions, rig.probes), rig.watch()
    prober.start()
    began = time.monotonic()
    for _ in range(CHECKS):
        marked.jump()
        screen.page.wait_for_timeout(seconds / CHECKS * 1000)
        screen.collect()
    prober.stop()
    took = time.monotonic() - began
    load = watch.stop()
    sent_now, shown_now, paints_now = rig.feeder.ask("mark"), rig.screens.ask("mark"), screen.paints()
    screen.page.wait_for_timeout(1500)
    screen.collect()
    if checked:
        judge(rig, marked, shown_now["screens"])
    told = {
        "fixes_per_second": (sent_now["sent"] - sent["sent"]) / took,
        "feeder_late_ms": sent_now["late_ms"],
        "paints_per_second": (paints_now - paints) / took,
        "frames_per_second": (shown_now["messages"] - shown["messages"]) / took,
        "bytes_per_screen": (shown_now["bytes"] - shown["bytes"]) / took / max(shown_now["screens"], 1),
        "screens": shown_now["screens"],
        "clock_ms": screen.measure_clock() - screen.ahead,
    }
    return latency(prober.sent, screen.painted), load, told


def judge(rig: Rig, marked: Marked, screens: int) -> None:
    """What makes a run void: a paint event the canvas does not bear out, or a screen that was not there."""
    report, checks = rig.report, marked.results()
    if screens < SCREENS:
        report.void(f"only {screens} of {SCREENS} other screens were still connected")
    wrong = [check for check in checks if not all(check.values())]
    if len(checks) < CHECKS:
        report.void(f"{CHECKS - len(checks)} of {CHECKS} jumps of the marked inspector were never painted")
    if wrong:
        report.void(f"{len(wrong)} of {CHECKS} paint events did not agree with the canvas: {wrong[0]}")
    if not wrong and len(checks) == CHECKS:
        report.say(f"canvas checked {CHECKS} times: the dot stood where the paint event said, and only there")


def say(
    report: Report, found: Latency, load: Load, told: dict[str, float], goal: float | None, core: float | None
) -> None:
    label = "  SATURATED" if load.saturated else ""
    aim = f"  (goal {goal:.0f} ms: {verdict(found.p99, goal)})" if goal else ""
    report.say(f"p50 {found.p50:.0f} ms, p99 {found.p99:.0f} ms, worst {found.worst:.0f} ms{aim}{label}")
    report.say(f"{found.samples} marked fixes, {found.missing} overtaken before they were painted")
    if core:
        web = load.core("web")
        report.say(f"web process {web:.0%} of a core  (goal {core:.0%}: {verdict(web, core)})")
    report.say(
        f"{told['fixes_per_second']:,.0f} fixes/s sent, at worst {told['feeder_late_ms']:.0f} ms late; "
        f"{told['frames_per_second']:,.0f} frames/s to {told['screens']:.0f} screens, "
        f"{told['bytes_per_screen'] / 1000:.1f} kB/s each; the page painted {told['paints_per_second']:.1f}/s"
    )
    report.load(load)
