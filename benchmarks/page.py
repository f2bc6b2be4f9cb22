"""The one real screen: a page in the system's Chromium, and what it painted when. The probe's clock and the
page's are the same machine's; their difference is measured all the same and taken off."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psutil  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

SIZE = {"width": 1920, "height": 1080}
# Whatever is asked for runs inside the paint event itself: what it reads was painted then, not later.
LISTEN = """(ids) => {
  const bench = { ids, last: {}, paints: [], checks: [], armed: null, count: 0 };
  window.bench_probe = bench;
  window.addEventListener("gridwall:paint", () => {
    const at = performance.timeOrigin + performance.now();
    bench.count += 1;
    for (const id of bench.ids) {
      const fix = window.gridwall.inspector(id);
      if (fix && fix.time !== bench.last[id]) {
        bench.last[id] = fix.time;
        bench.paints.push([id, fix.time, at]);
      }
    }
  });
}"""
TAKE = "() => { const told = window.bench_probe.paints; window.bench_probe.paints = []; return told; }"
CLOCK = "() => performance.timeOrigin + performance.now()"


def executable() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("the bench needs Chromium: install it with  apt-get install chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--js-flags=--expose-gc"]
        )
        try:
            yield browser
        finally:
            browser.close()


def browser_process() -> int:
    """The number of the Chromium we started: the first of that name below us."""
    for process in psutil.Process().children(recursive=True):
        if "chrom" in process.name():
            return int(process.pid)
    raise RuntimeError("no Chromium runs below the bench")


@dataclass
class Screen:
    """An open page with the listener in it."""

    page: Page
    ids: list[str]
    ahead: float = 0.0  # ms by which the page's clock leads ours
    painted: dict[tuple[str, int], float] = field(default_factory=dict)

    def listen(self) -> None:
        self.page.evaluate(LISTEN, self.ids)
        self.ahead = self.measure_clock()

    def measure_clock(self) -> float:
        """The best of twenty exchanges: half of the quickest one is the error."""
        best = (float("inf"), 0.0)
        for _ in range(20):
            before = time.time() * 1000
            there = self.page.evaluate(CLOCK)
            after = time.time() * 1000
            best = min(best, (after - before, there - (before + after) / 2))
        return best[1]

    def collect(self) -> None:
        for person, told, at in self.page.evaluate(TAKE):
            self.painted.setdefault((person, round(told)), at - self.ahead)

    def paints(self) -> int:
        count: int = self.page.evaluate("() => window.bench_probe.count")
        return count

    def heap(self) -> float:
        """Used JavaScript heap in MB after everything unreachable was collected."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
        session.detach()
        return float(usage["usedSize"]) / 1e6


def open_screen(browser: Browser, address: str, ids: list[str], patience: float = 60.0) -> Screen:
    """A fresh context on `address`, back when it has painted one of the people it will be asked about."""
    page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
    page.goto(address, wait_until="commit")
    until = time.monotonic() + patience
    ready = "(ids) => !!window.gridwall?.inspector && ids.some((id) => window.gridwall.inspector(id))"
    while not page.evaluate(ready, ids):
        if time.monotonic() > until:
            raise RuntimeError(f"{address} painted none of {ids[:3]} within {patience:g} s")
        page.wait_for_timeout(100)
    screen = Screen(page, ids)
    screen.listen()
    return screen
