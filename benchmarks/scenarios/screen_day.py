"""A screen that lives through a day without a server: its browser's clock goes sixty times as fast, so that
its programme turns a scene every sixth of a second, day and night, and it tries to reach the server all the
while. Does its heap stay flat, is any frame white, does it turn as it should, and is it there again when the
server is? Alone: `python -m benchmarks screen-day --minutes 24`."""

from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as BrowserTimeout

from benchmarks.page import SIZE
from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan, Rig
from benchmarks.scenarios.screen_soak import (
    FASTER,
    PEOPLE,
    SCENES,
    SCREEN,
    SECONDS,
    STUTTERS,
    Frames,
    hang,
    measured,
    say,
)

CLOCK = Path(__file__).parents[1] / "fast_clock.js"
TURNS = """() => {
  const told = (window.benchTurns = { count: 0, seen: {} })
  const look = () => {
    const { layout = 'nothing', panels = [] } = window.gridwall.screen().stage ?? {}
    const scene = [layout, ...panels.map(({ kind }) => kind)].join(' ')
    if (scene !== told.last) told.count += 1
    told.last = scene
    told.seen[scene] = (told.seen[scene] ?? 0) + 1
    requestAnimationFrame(look)
  }
  look()
}"""


def run(report: Report, plan: Plan = FULL, minutes: int = 24) -> None:
    report.title(
        f"A screen without a server for {minutes * FASTER / 60:.0f} hours, {FASTER} times as fast as in life"
    )
    with Rig(PEOPLE, report, plan) as rig:
        hang(rig)
        wall = rig.start_wall()
        rig.feeder.tell(f"rate {PEOPLE / 10} plain")
        page = rig.start_browser().new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.add_init_script(path=CLOCK)
        page.goto(wall.page(f"/screen/{SCREEN}?lang=zh"), wait_until="commit")
        page.locator("[data-light=green]").first.wait_for(timeout=60_000)
        visit_all(page)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        wall.end()
        page.evaluate(f"() => window.benchFaster({FASTER})")
        frames = Frames(page.context.new_cdp_session(page), minutes)
        page.evaluate(STUTTERS)
        page.evaluate(TURNS)
        watch, found = rig.watch(), []
        for number in range(1, minutes + 1):
            page.wait_for_timeout(60_000)
            found.append(measured(session, page))
            told = ", ".join(f"{name} {value:,.1f}" for name, value in found[-1].items())
            report.say(f"hour {number * FASTER / 60:.0f}: {told}")
        gaps, turns = page.evaluate("() => [window.bench_gaps, window.benchTurns]")
        report.load(watch.stop())
        say(report, "screen day", found, frames, gaps)
        wanted = minutes * 60 * FASTER / SECONDS
        report.say(f"{turns['count']:,} turns of {wanted:,.0f}; seen in frames: {turns['seen']}")
        page.evaluate("() => window.benchFaster(1)")
        wall.start()
        back = comes_back(page)
        report.say(f"the server came back: {'live again by itself' if back else 'NOT live again'}")
        report.say(f"(without one it turned: {verdict(abs(turns['count'] / wanted - 1), 0.05)} within 5 %)")


def visit_all(page: Page) -> None:
    """Each scene has been seen once while the server answers."""
    page.wait_for_timeout(len(SCENES) * SECONDS * 1000)


def comes_back(page: Page) -> bool:
    try:
        page.locator("[data-light=green]").first.wait_for(timeout=120_000)
    except BrowserTimeout:  # what it says then is the finding
        return False
    return True
