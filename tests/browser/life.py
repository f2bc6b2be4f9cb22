"""What the tests of a case's life share: the pages of one browser, and what the record says of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.messages.contract import decode_events
from tests.browser.console import Console
from tests.browser.screen import Screen

if TYPE_CHECKING:
    from tests.browser.conftest import Stage

RUNG = "rung"  # nobody claimed it within a minute: on a busy machine that is true


class Life:
    """One officer at a village's console, and the cases there. Each test has its own village."""

    def __init__(self, stage: Stage, screen: Screen, village: str) -> None:
        self.stage, self.village, self.grid = stage, village, f"{village}001"
        self.desk, self.pages = Console(screen), [screen]

    def open(self, case: str | None = None, tab: str = "todo") -> Life:
        self.desk.enter(f"&tab={tab}" + (f"&case={case}" if case else ""), code=self.village)
        return self

    def beside(self) -> Screen:
        """Another page of the same process, which has its scripts compiled; it goes with the test."""
        first = self.pages[0]
        with first.page.expect_popup() as opened:
            first.page.evaluate("(address) => void open(address)", f"{first.address}/healthz")
        self.pages.append(Screen(opened.value, first.address, first.cameras))
        return self.pages[-1]

    def close(self) -> None:
        for page in self.pages[1:]:
            page.leave()
            page.page.close()

    def verify(self) -> None:
        for page in self.pages:
            page.verify()

    def filed(self, report: str, item: str = "0103", **more: Any) -> str:
        lat, lon = self.stage.feed.middle(self.grid)
        return self.stage.feed.filed(f"{self.village}-{report}", lat, lon, item=item, **more)

    def seat(self) -> str:
        """As the record names it."""
        return self.desk.seat().lower().replace(" ", "-")

    def listed(self, case: str) -> None:
        self.desk.screen.until(lambda: case in self.desk.lines(), "the case is in the queue")

    def done(self, *keys: str, then: str) -> None:
        """Press, and wait until the card offers what comes next."""
        self.desk.press(*keys)
        self.desk.can(then)

    def happened(self, case: str) -> list[tuple[str, str]]:
        """(what, by whom), in the order of the record."""
        feed = self.stage.feed
        events, rejects = decode_events(feed.redis.xrange(feed.keys.cases))
        assert rejects == []
        return [(event.type, event.actor) for event in events if event.case == case and event.type != RUNG]

    def sent(self, case: str) -> list[dict[str, str]]:
        """The entries in `dispatches` for this case."""
        feed = self.stage.feed
        entries = [fields for _, fields in feed.redis.xrange(feed.keys.dispatches)]
        told = [{key.decode(): value.decode() for key, value in entry.items()} for entry in entries]
        return [entry for entry in told if entry["case"] == case]

    def sent_to(self, case: str, who: str) -> str:
        """Wait until it was sent out; to which `inspector` or `department`."""
        self.desk.screen.until(lambda: self.sent(case), "it is sent out")
        return self.sent(case)[-1][who]
