"""Click → new area painted, and the first paint of the city with live people in a browser that has just
started."""

from typing import Any

from playwright.sync_api import Page

from benchmarks.page import SIZE, chromium
from benchmarks.probes import percentile
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan, Rig
from benchmarks.scenarios.latency import PEOPLE, AtWork

COLD, SETTLE = 5, 3.0
CLICK_GOAL, FIRST_GOAL = 300.0, 2500.0
# From the event's own time stamp to the paint after which the map calls itself that of the new area.
LISTEN = """() => {
  const bench = { clicked: 0, wanted: null, took: null };
  window.bench_drill = bench;
  window.addEventListener('click', (event) => { bench.clicked = event.timeStamp }, true);
  window.addEventListener('gridwall:paint', () => {
    const painted = document.getElementById('map-box').dataset.painted;
    if (bench.wanted !== null && painted === bench.wanted) {
      bench.took = performance.now() - bench.clicked;
      bench.wanted = null;
    }
  });
}"""
FIRST = """window.addEventListener('gridwall:paint', (event) => {
  if (event.detail.inspectors > 0) window.bench_first ??= performance.now();
});"""


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("Drill-down and first paint, 8,428 people at one fix per 10 s")
    with Rig(PEOPLE, report, plan) as rig:
        wall = rig.start_wall()
        rig.feeder.tell(f"rate {PEOPLE} plain")
        address = wall.page(f"/wall/{CITY}?lang=zh")
        first = cold(address)
        rig.feeder.tell(f"rate {PEOPLE / 10} plain")
        rig.start_browser()
        with AtWork(rig):
            page = rig.open(address).page
        early, took = clicks(page, plan.clicks)
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    report.say(
        f"click → painted p50 {p50:.0f} ms, p99 {p99:.0f} ms over {len(took)} clicks"
        f"  (goal {CLICK_GOAL:.0f} ms: {verdict(p99, CLICK_GOAL)})"
    )
    report.say(f"a click before the page has loaded its chart {early:.0f} ms, not counted above")
    worst = max(first)
    report.say(
        f"first paint with live people, {COLD} cold browsers: {' '.join(f'{ms:.0f}' for ms in first)} ms"
        f"  (goal {FIRST_GOAL:.0f} ms: {verdict(worst, FIRST_GOAL)})"
    )
    report.keep(
        "drill", {"p50": p50, "p99": p99, "clicks": len(took), "early": early, "first_paint_ms": first}
    )


def cold(address: str) -> list[float]:
    """Milliseconds from navigation to the first paint with people, each in a browser of its own."""
    found = []
    for _ in range(COLD):
        with chromium() as browser:
            page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
            page.add_init_script(FIRST)
            page.goto(address, wait_until="commit")
            found.append(float(ask(page, "() => window.bench_first ?? null")))
    return found


def ask(page: Page, question: str, patience: int = 600) -> Any:
    for _ in range(patience):
        if (answer := page.evaluate(question)) is not None:
            return answer
        page.wait_for_timeout(50)
    raise RuntimeError(f"the page never answered {question}")


def clicks(page: Page, count: int) -> tuple[float, list[float]]:
    """City → town → village by tiles and back up by the breadcrumb, another town each time. The first comes
    while the browser still compiles Plotly, and stands apart."""
    page.evaluate(LISTEN)
    tile = page.locator("#tiles a[data-area]").first
    early = timed(page, tile, str(tile.get_attribute("data-area")))
    page.wait_for_timeout(SETTLE * 1000)
    timed(page, page.locator("#crumbs a").first, CITY)
    found: list[float] = []
    turn = 1
    while len(found) < count:
        for _ in range(2):
            tiles = page.locator("#tiles a[data-area]")
            tiles.first.wait_for()
            tile = tiles.nth(turn % tiles.count())
            found.append(timed(page, tile, str(tile.get_attribute("data-area"))))
        found.append(timed(page, page.locator("#crumbs a").first, CITY))
        turn += 1
    return early, found


def timed(page: Page, target: Any, code: str) -> float:
    page.evaluate("(code) => { Object.assign(window.bench_drill, { wanted: code, took: null }) }", code)
    target.click()
    took = float(ask(page, "() => window.bench_drill.took"))
    page.wait_for_timeout(150)
    return took
