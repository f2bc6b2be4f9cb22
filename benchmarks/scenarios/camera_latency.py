"""From the moment a camera writes into its picture to that picture on the page, for 9 panels, 1 and 16;
beside it the same fragments handed to a plain <video> a second at a time."""

import time
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Browser

import benchmarks.baselines
from benchmarks.camera_rig import CameraRig, row_of
from benchmarks.page import SIZE
from benchmarks.pictures import Painted, Watching, judged
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.watch import Load
from streams.access.camera_tokens import sign

CAMERAS, GOAL, SAMPLES = 16, 250.0, 300
LAYOUTS = (9, 1, 16)
EVERY = 2  # reading costs as much as painting: of two pictures one is read
SECONDS = Path(benchmarks.baselines.__file__).parent / "assets" / "whole_seconds.js"


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("Time code → painted, H.264 640 x 360 at 15 a second, Chromium at 1920 x 1080")
    with CameraRig(report, plan, row_of(CAMERAS)) as rig:
        rig.start_process()
        rig.start_wall(GRIDWALL_CAMERAS_DWELL_SECONDS="86400")
        browser = rig.start_browser()
        found = {
            f"{panels} panels" if panels > 1 else "1 panel": wall(rig, browser, panels) for panels in LAYOUTS
        }
        found["9 panels, a second at a time"] = plain(rig, browser, 9)
        say(report, found)


def wall(rig: CameraRig, browser: Browser, panels: int) -> tuple[Painted, Load]:
    """The wall's own page: the city's, or for one panel that of the village where one camera stands."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    path = f"{CITY}?lang=zh&cameras={panels}" if panels > 1 else rig.stands[rig.streets[0].id]
    page.goto(rig.wall.page(f"/wall/{path}"), wait_until="commit")
    live = page.locator(".camera-panel[data-state=live]")
    watching = Watching(page, EVERY)
    try:
        watching.until(lambda: live.count() >= panels, f"{panels} live panels")
        return window(rig, watching)
    finally:
        context.close()


def plain(rig: CameraRig, browser: Browser, panels: int) -> tuple[Painted, Load]:
    context = browser.new_context(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    cameras = [street.id for street in rig.streets[:panels]]
    token = sign(rig.cameras.key, "plain", cameras, "null", time.time_ns() // 1_000_000 + 55_000)
    told = {
        "address": f"ws://127.0.0.1:{rig.cameras.port}/cameras/socket",
        "token": token,
        "cameras": cameras,
    }
    try:
        page.evaluate(SECONDS.read_text(encoding="utf-8"), told | {"width": 360})
        watching = Watching(page, EVERY)
        page.wait_for_timeout(3000)
        return window(rig, watching)
    finally:
        context.close()


def window(rig: CameraRig, watching: Watching) -> tuple[Painted, Load]:
    watching.page.wait_for_timeout(rig.plan.warm * 1000)
    watching.take()
    watch = rig.watch()
    watching.page.wait_for_timeout(rig.plan.measured * 1000)
    load = watch.stop()
    return judged(watching.take()), load


def say(report: Report, found: dict[str, tuple[Painted, Load]]) -> None:
    head = [
        "",
        "p50",
        "p99",
        "worst",
        "slowest panel's p50",
        "samples each",
        "not painted",
        "browser",
        "machine idle",
    ]
    rows = [
        [
            name,
            f"{painted.p50:.0f} ms",
            f"{painted.p99:.0f} ms",
            f"{painted.worst:.0f} ms",
            f"{painted.slowest:.0f} ms",
            str(painted.samples),
            f"{painted.dropped} of {painted.due}",
            f"{load.core('browser'):.0%}",
            f"{load.idle:.0%}" + (" SATURATED" if load.saturated else ""),
        ]
        for name, (painted, load) in found.items()
    ]
    report.table(head, rows)
    nine, _ = found["9 panels"]
    slow, _ = found["9 panels, a second at a time"]
    report.say(f"9 panels p50 {nine.p50:.0f} ms  (goal {GOAL:.0f} ms: {verdict(nine.p50, GOAL)})")
    report.say(f"{slow.p50 / nine.p50:.1f} x sooner than the same fragments a second at a time")
    if nine.samples < SAMPLES:
        report.say(f"fewer than {SAMPLES} samples a panel: a trial, not a figure")
    kept = {name: {**asdict(painted), **load.record()} for name, (painted, load) in found.items()}
    report.keep("camera latency", kept)
