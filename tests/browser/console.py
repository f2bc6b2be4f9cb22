"""One duty console as a test sees it: opened at a seat of its own, asked by keys, held to what it shows."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.browser.pages import SIZE
from tests.browser.screen import Screen

TOWN = "441900106"
DESK = {"width": 1920, "height": 1080}
# the list says how many lines it has once they are those of there
GO = """(to) => {
  document.getElementById('queue-place').removeAttribute('data-lines')
  history.pushState(null, '', to)
  dispatchEvent(new PopStateEvent('popstate')) }"""
ANSWER = "(node) => [node.dataset.state, node.innerText]"


class Console:
    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page
        if self.page.viewport_size == SIZE:
            self.page.set_viewport_size(DESK)

    def open(self, query: str = "", lang: str = "en", code: str = TOWN) -> Console:
        self.page.goto(f"{self.screen.address}/console/{code}?lang={lang}{query}")
        self.screen.until(lambda: self.screen.light() == "green", "the truth light turns green")
        self.page.locator("#queue-place[data-lines]").wait_for()
        return self

    def enter(self, query: str = "", lang: str = "en", code: str = TOWN) -> Console:
        """As `open`; a page that stands on a console, of the same language, goes there without loading, and
        leaves what was open, written or looked at."""
        if not urlsplit(self.page.url).path.startswith("/console/"):
            return self.open(query, lang, code)
        self.press("Escape", "Escape", "Escape")
        self.page.evaluate(GO, f"/console/{code}?lang={lang}{query}")
        self.page.locator(f"#map-box[data-painted='{code}']").wait_for()
        self.screen.until(lambda: self.screen.light() == "green", "the truth light is green")
        self.page.locator("#queue-place[data-lines]").wait_for()
        return self

    def turn_to(self, case: str, lang: str = "en") -> Console:
        """As `look_at`, from where the page stands."""
        self.enter(f"&case={case}&tab=all", lang)
        return self.shows(case)

    def press(self, *keys: str) -> Console:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def look_at(self, case: str, lang: str = "en") -> Console:
        """By its address, which is loaded."""
        self.open(f"&case={case}&tab=all", lang)
        return self.shows(case)

    def shows(self, case: str) -> Console:
        """Wait until the card does, with what the server knows."""
        self.page.locator(f"#card[data-case='{case}'] .history-row").first.wait_for()
        return self

    def can(self, choice: str) -> None:
        """Wait until the card offers this."""
        self.page.locator(f"#actions [data-act={choice}]").wait_for()

    def answers(self, *states: str) -> str:
        """Wait until the last command is in one of these states; what is said of it in the same look, since
        by the next it may have moved on."""

        def look() -> str | None:
            state, said = self.page.locator("#answer").evaluate(ANSWER)
            return said if state in states else None

        found: str = self.screen.until(look, f"the answer is {states}")
        return found

    def count(self, tab: str) -> int:
        return int(self.page.locator(f"#tabs [data-tab={tab}]").get_attribute("data-value") or -1)

    def seat(self) -> str:
        return self.page.locator("#seat").inner_text()

    def lines(self) -> list[str]:
        """Ids of the cases whose lines are drawn, from above: the grid moves no element in the document."""
        told: list[str] = self.page.locator("#queue-place [data-case]").evaluate_all(
            """(all) => all
              .map((one) => [one.getBoundingClientRect().top, one.dataset.case])
              .sort(([one], [other]) => one - other).map(([, id]) => id)"""
        )
        return told
