"""Where a case's life takes a turn: two want it, nobody answers, its time ends, it is another's double."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, WebSocketRoute

from streams.messages.contract import decode_events
from streams.record.append import append_event
from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.life import Life
from tests.browser.screen import Screen

SHIFT = 5000  # ms from filing to the end of a case's time: long enough for a page to show it before


class LateNews:
    """What the server tells a page of cases and answers, kept back until it is let through. Signs of life are
    not: without them for five seconds a page takes another line, and comes back with all news."""

    def __init__(self, page: Page) -> None:
        self.slow = False
        self.kept: list[str | bytes] = []
        page.route_web_socket("**/socket.io/**", self.join)

    def join(self, wire: WebSocketRoute) -> None:
        self.wire, server = wire, wire.connect_to_server()
        server.on_message(lambda told: self.kept.append(told) if self.late(told) else wire.send(told))

    def late(self, told: str | bytes) -> bool:
        return self.slow and isinstance(told, bytes) and b"frame" not in told

    def arrive(self) -> None:
        self.slow = False
        for told in self.kept:
            self.wire.send(told)


def test_of_two_who_claim_at_once_one_wins_and_the_other_reads_who_and_what(
    stage: Stage, life: Callable[[str], Life], screens: Callable[..., Screen]
) -> None:
    here = life("441900106008")
    case = here.filed("conflict")
    first, second = here.open(case).desk, Console(screens(alone=True))
    news = LateNews(second.page)
    second.open(f"&case={case}", code=here.village)
    first.can("claim")
    second.can("claim")
    news.slow = True
    here.done("a", then="release")
    second.press("a")
    second.answers("sending", "silent")
    news.arrive()
    said = second.answers("refused").lower()
    assert first.seat().lower() in said
    assert "claim" in said or "owned" in said
    second.screen.until(
        lambda: first.seat() in second.page.locator("#card").inner_text(), "it is shown whose"
    )
    assert [each for each in here.happened(case) if each[0] == "claimed"] == [("claimed", here.seat())]


def test_a_dispatch_that_nobody_answers_tops_its_owners_queue_and_is_not_sent_again(
    life: Callable[[str], Life],
) -> None:
    here = life("441900106010")
    sooner, case = here.filed("sooner", "0102"), here.filed("unanswered", "0101")
    desk = here.open(sooner, tab="mine").desk
    desk.can("claim")
    here.done("a", then="release")
    here.open(case, tab="mine")
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    desk.press("1", "Enter")
    who = here.sent_to(case, "inspector")
    desk.page.locator(f"[row-id='{case}'] .clock-unanswered").wait_for()
    desk.press("Escape", "k")
    desk.screen.until(lambda: order(desk) == [case, sooner], "it stands above what is due before it")
    seat = here.seat()
    assert [what for what, _ in here.happened(case)] == ["filed", "dispatched", "unanswered"]
    assert here.happened(case)[1] == ("dispatched", seat)
    assert [entry["inspector"] for entry in here.sent(case)] == [who]


def order(desk: Console) -> list[str]:
    """The lines from above to below: the grid's elements stand in no order."""
    found: list[str] = desk.page.locator("#queue-place .ag-row:has([data-case])").evaluate_all(
        """(rows) => rows.sort((a, b) => a.getAttribute('row-index') - b.getAttribute('row-index'))
          .map((row) => row.getAttribute('row-id')).filter((id, at, all) => all.indexOf(id) === at)"""
    )
    return found


def test_a_case_is_overdue_on_wall_and_console_when_its_time_ends_and_not_before(
    stage: Stage, life: Callable[[str], Life]
) -> None:
    here = life("441900106011")
    wall, desk = here.beside(), here.open().desk
    wall.open(f"/wall/{here.village}")
    case, due = due_soon(here)
    here.listed(case)
    row = desk.page.locator(f"[row-id='{case}'] .mark.overdue")
    line = wall.page.locator(f"#feed [data-case='{case}'] .mark.overdue")
    for screen, mark in ((desk.screen, row), (wall, line)):
        screen.until(mark.count, "▲ stands there")
        assert time.time() * 1000 > due - 1000  # clocks of pages are a little off
    wall.shows("overdue", 1)
    assert time.time() * 1000 > due
    desk.screen.until(lambda: desk.count("overdue") == 1, "it is counted on the console")
    here.verify()


def due_soon(here: Life) -> tuple[str, int]:
    """A case like one that was filed, whose time ends in a moment; and when."""
    feed = here.stage.feed
    like = here.filed("like-this")
    events, _ = decode_events(feed.redis.xrange(feed.keys.cases))
    filed = next(event for event in events if event.case == like)
    now = int(time.time() * 1000)
    data = filed.data | {"report": "due-soon", "due": now + SHIFT, "received": now, "filed": now}
    event = replace(filed, case=f"{like}000", time=now, key="report:due-soon", data=data)
    append_event(feed.redis, feed.keys, event, 0)
    return event.case, now + SHIFT


def test_a_double_is_merged_by_a_key_and_taken_back_by_the_same(life: Callable[[str], Life]) -> None:
    here = life("441900106012")
    first, second = here.filed("first", text="第一次"), here.filed("second", text="第二次")
    desk = here.open(second, tab="all").desk
    desk.screen.until(lambda: desk.count("all") == 2, "both are open")
    link = desk.page.locator("#card .notice .case-link")
    link.filter(has_text=first).wait_for()
    here.done("m", "Enter", then="unmerge")
    desk.screen.until(lambda: desk.count("all") == 1, "one is left open")
    link.filter(has_text=first).click()
    link.filter(has_text=second).wait_for()
    link.filter(has_text=second).click()
    desk.can("unmerge")
    here.done("m", then="merge")
    desk.screen.until(lambda: desk.count("all") == 2, "both are open again")
    desk.page.locator(f"#queue-place [data-case='{first}']").click()
    desk.page.locator(f"#card[data-case='{first}']").wait_for()
    seat = here.seat()
    assert here.happened(second)[1:] == [("merged", seat), ("unmerged", seat)]
    assert [what for what, _ in here.happened(first)] == ["filed"]
