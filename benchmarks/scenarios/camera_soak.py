"""Sixteen panels for half an hour: does the page's heap stay flat, do pictures stay close to now, does the
camera process stay as it is. Runs alone: `python -m benchmarks camera-soak --minutes 30`."""

from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.camera_rig import CameraRig, row_of
from benchmarks.page import SIZE, Screen
from benchmarks.pictures import Painted, Watching, judged
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.watch import spent

PANELS, SETTLE = 16, 2  # minutes until the first look at the heap
HEAP_GOAL, DRIFT_GOAL = 5.0, 1000.0  # MB, ms
EVERY = 15  # one picture a second and panel is read
COUNTS = """() => window.gridwall.cameras().reduce(
  (sum, { painted, dropped, state }) =>
    [sum[0] + painted, sum[1] + dropped, sum[2] + (state === "live" ? 1 : 0)], [0, 0, 0])"""


@dataclass(frozen=True, slots=True)
class Minute:
    heap: float  # MB after a forced collection
    process: float  # MB, the camera process
    painted: Painted
    dropped: int  # by the page's own count, since it was opened
    live: int


def run(report: Report, plan: Plan = FULL, minutes: int = 30) -> None:
    report.title(f"{PANELS} panels for {minutes} minutes, H.264 640 x 360 at 15 a second")
    with CameraRig(report, plan, row_of(PANELS)) as rig:
        rig.start_process()
        rig.start_wall(GRIDWALL_CAMERAS_DWELL_SECONDS="86400")
        page = rig.start_browser().new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.goto(rig.wall.page(f"/wall/{CITY}?cameras={PANELS}"), wait_until="commit")
        watching = Watching(page, EVERY)
        live = page.locator(".camera-panel[data-state=live]")
        watching.until(lambda: live.count() >= PANELS, f"{PANELS} live panels")
        watch = rig.watch()
        found = [minute(rig, page, watching, number) for number in range(1, minutes + 1)]
        load = watch.stop()
        say(report, found)
        report.load(load)
        _, metrics = rig.cameras.get("/cameras/metrics")
        for line in metrics.splitlines():
            if line.startswith(
                ("gridwall_cameras_dropped", "gridwall_cameras_faults", "gridwall_cameras_pulls")
            ):
                report.say(line)


def minute(rig: CameraRig, page: Page, watching: Watching, number: int) -> Minute:
    page.wait_for_timeout(60_000)
    heap = Screen(page, []).heap()
    _, memory = spent(rig.cameras.pid)
    _, dropped, live = page.evaluate(COUNTS)
    told = Minute(heap, memory, judged(watching.take()), dropped, live)
    rig.report.say(
        f"minute {number}: heap {heap:.1f} MB, camera process {memory:.0f} MB, "
        f"p50 {told.painted.p50:.0f} ms, worst {told.painted.worst:.0f} ms, {live} live, {dropped} dropped"
    )
    return told


def say(report: Report, found: list[Minute]) -> None:
    settled = found[min(SETTLE, len(found)) - 1 :]
    growth = settled[-1].heap - settled[0].heap
    drift = max(minute.painted.slowest for minute in settled) - settled[0].painted.slowest
    report.say(f"heap grew {growth:+.1f} MB  (goal {HEAP_GOAL:.0f} MB: {verdict(growth, HEAP_GOAL)})")
    report.say(
        f"the panel furthest behind drifted {drift:+.0f} ms  "
        f"(goal {DRIFT_GOAL:.0f} ms: {verdict(drift, DRIFT_GOAL)})"
    )
    report.say(f"camera process {settled[-1].process - settled[0].process:+.0f} MB")
    kept = {
        "heap_mb": [minute.heap for minute in found],
        "process_mb": [minute.process for minute in found],
        "p50_ms": [minute.painted.p50 for minute in found],
        "slowest_ms": [minute.painted.slowest for minute in found],
        "dropped": [minute.dropped for minute in found],
    }
    report.keep("camera soak", kept | {"growth_mb": growth, "drift_ms": drift})
