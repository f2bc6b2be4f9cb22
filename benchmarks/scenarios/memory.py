"""Does the page leak? Used heap after a forced collection, two minutes after opening and ten minutes later,
with everybody moving every second."""

from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan, Rig
from benchmarks.scenarios.latency import PEOPLE, AtWork

GOAL = 5.0  # MB
STEPS = 5


def run(report: Report, plan: Plan = FULL) -> None:
    settle = plan.memory / 5
    report.title(
        f"Browser memory at {PEOPLE:,} fixes/s, from second {settle:.0f} to {settle + plan.memory:.0f}"
    )
    with Rig(PEOPLE, report, plan) as rig:
        wall = rig.start_wall()
        rig.feeder.tell(f"rate {PEOPLE} plain")
        rig.start_browser()
        with AtWork(rig):
            screen = rig.open(wall.page(f"/wall/{CITY}?lang=zh"))
        # the bench's own list of paints must not be what grows
        screen.page.evaluate("() => { window.bench_probe.ids = [] }")
        screen.collect()
        screen.page.wait_for_timeout(settle * 1000)
        heap = [screen.heap()]
        watch = rig.watch()
        for _ in range(STEPS):
            screen.page.wait_for_timeout(plan.memory / STEPS * 1000)
            heap.append(screen.heap())
        growth = heap[-1] - heap[0]
        report.say(f"heap {' → '.join(f'{size:.1f}' for size in heap)} MB")
        report.say(f"grew {growth:+.1f} MB  (goal {GOAL:.0f} MB: {verdict(growth, GOAL)})")
        load = watch.stop()
        report.load(load)
        report.keep("memory", {"heap_mb": heap, "growth_mb": growth, **load.record()})
