"""A leader's order, from the order to the answer, and to the city when nobody answers in time."""

from __future__ import annotations

import time
from collections.abc import Callable

from city.cases.case import CaseEvent
from streams.record.append import append_event
from tests.browser.console import Console
from tests.browser.life import Life
from tests.browser.screen import Screen

COLOURS = """(node) => {
  const of = (colour) => { node.style.color = colour; return getComputedStyle(node).color }
  return { is: of(''), overdue: of('var(--case-overdue)'), text: of('var(--text)') } }"""
SOON = 4000  # ms: long enough for a page to show the order before it is late


def filled(desk: Console, text: str) -> None:
    desk.page.locator("#form textarea").first.fill(text)
    desk.page.locator("#form textarea").first.press("Enter")
    desk.answers("done")


def test_a_leader_orders_an_answer_urges_and_reads_what_the_owner_says(
    life: Callable[[str], Life], desks: Callable[[], Console], wall: Screen
) -> None:
    here = life("441900106014")
    case = here.filed("ordered")
    desk = here.open(case).desk
    here.done("a", then="release")
    wall.enter(here.village)
    leader = desks().enter(f"&case={case}&tab=all", code=here.village)
    leader.page.locator("#role [data-role=leader]").click()
    leader.can("supervise")
    offered = leader.page.locator("#actions [data-act]").evaluate_all(
        "(all) => all.map((one) => one.dataset.act)"
    )
    assert {"urge", "supervise"} <= set(offered) and not {"claim", "send", "verify"} & set(offered)
    leader.press("w")
    filled(leader, "<b>why</b> so late?")
    desk.can("reply")
    desk.screen.says("#card [data-part=order]", "<b>why</b> so late?")
    desk.page.locator(f"#queue-place [data-case='{case}'] .tag", has_text="Order").wait_for()
    wall.says(f"#feed [data-case='{case}']", "Order:")
    leader.press("h")
    filled(leader, "now, please")
    desk.screen.says("#card [data-part=order]", "Urged ×1")
    leader.page.locator("#actions [data-act=urge]").wait_for(state="detached")  # not again at once
    desk.press("y")
    filled(desk, "the road was closed")
    leader.screen.says("#card [data-part=order]", "the road was closed")
    leader.can("supervise")
    leader.press("w")
    filled(leader, "and now?")
    leader.can("withdraw_order")
    leader.press("w")
    filled(leader, "told by phone")
    leader.can("supervise")
    desk.screen.says("#card [data-part=history]", "withdrew the order")
    told = ["supervised", "urged", "replied", "supervised", "order_withdrawn"]
    assert [what for what, _ in here.happened(case)] == ["filed", "claimed", *told]
    leader.page.locator("#role [data-role=officer]").click()
    leader.page.locator("#role [data-role=officer][aria-pressed=true]").wait_for()


def test_an_order_nobody_answers_in_time_comes_to_the_city_s_desk(
    life: Callable[[str], Life], desks: Callable[[], Console], wall: Screen
) -> None:
    here = life("441900106015")
    case = here.filed("late")
    desk = here.open(case).desk
    here.done("a", then="release")
    city = desks().enter(f"&tab=todo&q={case}", code="441900")
    wall.enter(here.village)
    feed, now = here.stage.feed, int(time.time() * 1000)
    told = {"text": "why?", "answer_by": now + SOON}
    event = CaseEvent("", case, 3, "supervised", now, "seat-0", f"supervised:{case}", told)
    append_event(feed.redis, feed.keys, event, 2)
    desk.screen.says("#card [data-part=order]", "left to answer")
    city.screen.until(lambda: case in city.lines(), "the city's desk has it to do")
    assert time.time() * 1000 > now + SOON - 1000  # clocks of pages are a little off
    desk.screen.says("#card [data-part=order]", "the city sees it")
    wall.says(f"#feed [data-case='{case}']", "Order late")
    told = wall.page.locator(f"#feed [data-case='{case}'] .feed-age").evaluate(COLOURS)
    assert told["is"] == told["overdue"] != told["text"]
