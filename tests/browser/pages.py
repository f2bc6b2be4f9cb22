"""Pages that one test leaves to the next: to start one takes seconds of work, most of it for scripts that the
kept page has compiled. What a test wrote, routed or opened is gone."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from benchmarks.inside import start_address
from tests.forks.processes import Wall

# Every pixel is drawn by the processor. A wall here is laid out as on a larger screen, which costs twice as
# much; tests of what stands where choose the sizes that they are about.
SIZE = {"width": 1280, "height": 720}
DEFAULT: dict[str, Any] = {"viewport": SIZE, "locale": "zh-CN"}
FORGET = """async () => {
  localStorage.clear()
  sessionStorage.clear()
  for (const { name } of await indexedDB.databases()) {
    const gone = indexedDB.deleteDatabase(name)
    await new Promise((done, failed) => Object.assign(gone, { onsuccess: done, onerror: failed }))
  }
}"""


class Pages:
    def __init__(self, browser: Browser, wall: Wall) -> None:
        self.browser, self.wall = browser, wall
        self._idle: dict[str, list[Page]] = defaultdict(list)  # by the options of their contexts
        self._options: dict[BrowserContext, dict[str, Any]] = {}

    @property
    def _door(self) -> str:
        """An address of the wall that loads nothing."""
        return f"{self.wall.address}/healthz"

    def take(self, **more: Any) -> Page:
        """`more`: options of its context."""
        options = DEFAULT | more
        idle = self._idle[json.dumps(options, sort_keys=True)]
        page = idle.pop() if idle else self.browser.new_context(**options).new_page()
        self._options[page.context] = options
        page.context.request.get(start_address(self._door, self.wall.keys))
        return page

    def give_back(self, page: Page) -> None:
        options = self._options.pop(page.context)
        try:
            self._tidy(page, options["viewport"])
        except Error:  # no wall to go to: it was taken away
            page.context.close()
        else:
            self._idle[json.dumps(options, sort_keys=True)].append(page)

    def _tidy(self, page: Page, size: Any) -> None:
        page.context.set_offline(False)
        for other in page.context.pages[:]:
            if other is not page:
                other.close()
        page.unroute_all()
        page.goto(self._door)
        page.evaluate(FORGET)
        page.context.clear_cookies()
        page.set_viewport_size(size)
        page.mouse.move(0, 0)
