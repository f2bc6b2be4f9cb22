"""One real duty console in Chromium: how it opens, how evenly it draws while its list changes, how soon a key
moves the choice, and what it plays."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.page import SIZE

LISTEN = """() => {
  const bench = { gaps: [], long: [], took: null, pressed: null };
  window.bench_desk = bench;
  let last = performance.now();
  const frame = (now) => { bench.gaps.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  new PerformanceObserver((told) => told.getEntries().forEach((one) => bench.long.push(one.duration)))
    .observe({ entryTypes: ['longtask'] });
  addEventListener('keydown', (event) => { bench.pressed = event.timeStamp; bench.took = null; }, true);
  new MutationObserver(() => { bench.took ??= performance.now() - bench.pressed; })
    .observe(document.getElementById('card'), { attributes: true, attributeFilter: ['data-case'] });
}"""
TAKE = """() => {
  const { gaps, long } = window.bench_desk;
  Object.assign(window.bench_desk, { gaps: [], long: [] });
  return { gaps, long };
}"""


@dataclass
class DeskPage:
    """`opened` is how long it took until its list stood, seconds."""

    page: Page
    opened: float

    def listen(self) -> None:
        self.page.evaluate(LISTEN)

    def drawn(self) -> tuple[list[float], list[float]]:
        """Milliseconds between frames, and of tasks longer than 50 ms, since it was last asked."""
        told = self.page.evaluate(TAKE)
        return told["gaps"], told["long"]

    def step(self, key: str = "j") -> float | None:
        """Milliseconds from the key to another case in the card."""
        self.page.keyboard.press(key)
        give_up = time.monotonic() + 5
        while time.monotonic() < give_up:
            took: float | None = self.page.evaluate("() => window.bench_desk.took")
            if took is not None:
                return took
            self.page.wait_for_timeout(20)
        return None

    def lines(self) -> int:
        return int(self.page.locator("#tabs [data-tab=all]").get_attribute("data-value") or 0)

    def sounds(self) -> dict[str, int]:
        """How often each kind was to be heard."""
        played: list[dict[str, Any]] = self.page.evaluate("() => window.gridwall.sounds()")
        return dict(Counter(one["kind"] for one in played))

    def flooding(self) -> bool:
        return self.page.locator("#strip").is_visible()


def open_desk(browser: Browser, address: str, patience: float = 60.0) -> DeskPage:
    """Back when the list has lines."""
    page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator("#queue-place [data-case]").first.wait_for(timeout=patience * 1000)
    opened = time.monotonic() - began
    desk = DeskPage(page, opened)
    desk.listen()
    return desk
