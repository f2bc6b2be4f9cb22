"""One page of the wall as a test sees it: opened, asked, held to saying nothing wrong and nothing outside."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page

from tests.patience import PATIENCE, pause

GO = "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }"
# a browser that nobody touches until a key comes: our questions count as touches, and an early one wakes
# the sounds
SILENT = """{
  let touched = false
  const real = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state').get
  addEventListener('keydown', () => (touched = true), true)
  Object.defineProperty(AudioContext.prototype, 'state', {
    get() { return touched ? real.call(this) : 'suspended' },
  })
}"""
TOP, BELOW = "441900", "441900106"


class Screen:
    def __init__(self, page: Page, address: str, cameras: str = "") -> None:
        """`cameras`: the one other origin that the page may open a WebSocket to."""
        self.page, self.address, self.cameras = page, address, cameras
        self.wrong: list[str] = []
        self.outside: list[str] = []
        self.expected: list[str] = []
        page.set_default_timeout(PATIENCE * 1000)
        self.ears: dict[Any, Callable[[Any], None]] = {
            "console": self.said,
            "pageerror": lambda error: self.wrong.append(str(error)),
            "request": lambda request: self.asked(request.url),
            "websocket": lambda wire: self.asked(wire.url),
        }
        for event, ear in self.ears.items():
            page.on(event, ear)

    def leave(self) -> None:
        """The page may go on without us."""
        for event, ear in self.ears.items():
            self.page.remove_listener(event, ear)

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{message.text} ({message.location['url']})")

    def asked(self, url: str) -> None:
        ours = urlsplit(self.address).netloc
        pictures = bool(self.cameras) and url == f"{self.cameras}/cameras/socket"
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != ours and not pictures:
            self.outside.append(url)

    def expect(self, *texts: str) -> None:
        """Errors that belong to the test, such as a connection refused while the server is away."""
        self.expected.extend(texts)

    def verify(self) -> None:
        wrong = [text for text in self.wrong if not any(known in text for known in self.expected)]
        assert wrong == [], f"the console of the page shows errors: {wrong}"
        assert self.outside == [], "the page asked another origin"

    def open(self, path: str, lang: str | None = "en") -> "Screen":
        """Go to a page and wait until the map has painted people, the light judges and the chart has come."""
        query = f"?lang={lang}" if lang else ""
        self.page.goto(f"{self.address}{path}{query}")
        self.until(lambda: self.light() == "green", "the truth light turns green")
        self.page.locator("#chart-graph svg").first.wait_for(state="attached")
        return self

    def enter(self, code: str) -> "Screen":
        """Show an area's wall in English, and wait until the map has painted it. A page that stands on a wall
        goes there from another area as the browser's own back does: nothing is chosen, and nothing loads."""
        if not urlsplit(self.page.url).path.startswith("/wall/"):
            self.open(f"/wall/{code}")
        else:
            self.page.keyboard.press("Escape")
            elsewhere = [BELOW if code == TOP else TOP] if self.code() == code else []
            for area in (*elsewhere, code):
                self.page.evaluate(GO, f"/wall/{area}?lang=en")
                self.page.locator(f"#map-box[data-painted='{area}']").wait_for()
            self.until(lambda: self.light() == "green", "the truth light is green")
        self.page.locator(f"#map-box[data-painted='{code}']").wait_for()
        return self

    def until(self, done: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
        """Poll: `wait_for_function` evaluates text in the page, which its policy forbids."""
        began = time.monotonic()
        while not (answer := done()):
            waited = time.monotonic() - began
            assert waited < patience, f"not within {patience:g} s: {what}"
            self.page.wait_for_timeout(max(50, 1000 * pause(waited)))
        return answer

    def inspector(self, person: str) -> dict[str, float] | None:
        """Where the map painted this person last."""
        told: dict[str, float] | None = self.page.evaluate(
            "(id) => window.gridwall?.inspector?.(id) ?? null", person
        )
        return told

    def sees(self, person: str, told: int, patience: float = PATIENCE) -> dict[str, float]:
        """Wait until the fix with this time is painted."""

        def painted() -> dict[str, float] | None:
            fix = self.inspector(person)
            return fix if fix is not None and abs(fix["time"] - told) <= 1 else None

        found: dict[str, float] = self.until(painted, f"{person} is painted with the fix of {told}", patience)
        return found

    def light(self) -> str | None:
        return self.page.locator("#wall").get_attribute("data-light")

    def number(self, counter: str, region: str = "") -> int | None:
        """The bare number an element with this counter shows."""
        element = self.page.locator(f"{region} [data-counter={counter}]").first
        value = element.get_attribute("data-value")
        return int(value) if value else None

    def case(self, id: str) -> Locator:
        """The case's line in the feed, as soon as it stands there."""
        line = self.page.locator(f"#feed [data-case='{id}']").first
        line.wait_for()
        return line

    def shows(self, counter: str, wanted: int) -> None:
        """Wait until the page shows this number."""
        self.until(lambda: self.number(counter) == wanted, f"{counter} is {wanted}")

    def says(self, region: str, text: str) -> None:
        """Wait until it does: what is live on a busy machine may be late for a moment."""
        self.until(lambda: text in (self.page.text_content(region) or ""), f"{region} says {text}")

    def code(self) -> str:
        return urlsplit(self.page.url).path.removeprefix("/wall/")
