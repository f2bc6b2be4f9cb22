"""Pages that one test leaves to the next: to start one takes seconds of work, most of it for scripts that the
kept page has compiled. What a test wrote, routed or opened is gone."""

from __future__ import annotations

from playwright.sync_api import Browser, Error, Page

from benchmarks.inside import start_address
from benchmarks.page import SIZE
from benchmarks.wall import Wall

DEFAULT = {"viewport": SIZE, "locale": "zh-CN"}
FORGET = "() => { localStorage.clear(); sessionStorage.clear() }"


class Pages:
    def __init__(self, browser: Browser, wall: Wall) -> None:
        self.browser, self.wall = browser, wall
        self._idle: list[Page] = []

    @property
    def _door(self) -> str:
        """An address of the wall that loads nothing."""
        return f"{self.wall.address}/healthz"

    def take(self) -> Page:
        page = self._idle.pop() if self._idle else self.browser.new_context(**DEFAULT).new_page()
        page.context.request.get(start_address(self._door, self.wall.keys))
        return page

    def give_back(self, page: Page) -> None:
        try:
            self._tidy(page)
        except Error:  # no wall to go to: it was taken away
            page.context.close()
        else:
            self._idle.append(page)

    def _tidy(self, page: Page) -> None:
        for other in page.context.pages[:]:
            if other is not page:
                other.close()
        page.unroute_all()
        page.goto(self._door)
        page.evaluate(FORGET)
        page.context.clear_cookies()
        page.set_viewport_size(SIZE)
        page.mouse.move(0, 0)
