"""How cases stand on the wall: in the feed, in numbers and their lists, and in the band for a moment."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest

from city.cases.case import CaseEvent
from city.time.deadlines import runs_on
from streams.record.append import Appended, append_event
from tests.browser.conftest import Stage
from tests.browser.duty import CITY, Duty
from tests.browser.measured import at_rest, faint
from tests.browser.screen import Screen
from tests.dashboard.consoles import Console
from tests.patience import until

pytestmark = pytest.mark.no_pictures

ELSEWHERE = "441900108001"
QUIET = "441900106013"  # a village where no other test reports anything

TOWN, GRID = "441900106", "441900106004001"
SOON_MS = 12_000


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    yield duty
    duty.close()


def test_a_case_in_hand_changes_its_mark_its_word_and_the_numbers(
    stage: Stage, duty: Duty, screens: Callable[..., Screen]
) -> None:
    pages = [screens().open(f"/wall/{QUIET}", lang) for lang in ("zh", "en")]
    case = duty.file("路灯不亮", area=f"{QUIET}001")
    before = [(page.case(case) and page.number("dispatched")) or 0 for page in pages]
    assert [page.case(case).get_attribute("data-state") for page in pages] == ["new", "new"]
    duty.send(case, inspector=stage.feed.someone())
    whole = runs_on(duty.card(case)["limit"])  # of office hours the wall knows no calendar
    times = ("剩", "left") if whole else ("到期", "due")
    for page, count, word, ends in zip(pages, before, ("已分拨", "Dispatched"), times, strict=True):
        page.page.locator(f"#feed [data-case='{case}'][data-state=in_hand] .mark.in_hand").wait_for()
        page.says(f"#feed [data-case='{case}'] .feed-state", word)
        page.says(f"#feed [data-case='{case}'] .feed-age", ends)
        page.until(lambda page=page, count=count: (page.number("dispatched") or 0) > count, "it is counted")


def test_the_list_behind_a_number_tells_state_deadline_and_owner(
    stage: Stage, duty: Duty, screens: Callable[..., Screen]
) -> None:
    case = duty.file("井盖松动")
    duty.send(case, department="rescue")
    seat = until(lambda: duty.card(case)["owner"], "the wall knows who sent it").removeprefix("seat-")
    screen = screens().open(f"/wall/{TOWN}", "zh")
    screen.until(lambda: screen.number("dispatched"), "something is dispatched")
    screen.page.locator("#today [data-counter=dispatched]").click()
    owner = screen.page.locator("td", has_text=re.compile(rf"^{seat} 号席$"))
    ours = screen.page.locator("#details tbody tr", has=owner)
    told = ours.first.text_content() or ""
    assert "已分拨" in told and ("剩" in told) == runs_on(duty.card(case)["limit"])
    screen.page.locator("#details [data-column=place] .sort").click()
    assert screen.page.locator("#details [data-column=place]").get_attribute("aria-sort") == "ascending"
    export = screen.page.locator("#details .csv").get_attribute("href") or ""
    assert f"{seat}" in screen.page.request.get(f"{stage.wall.address}{export}").text()
    ours.first.click()
    screen.until(lambda: not screen.page.locator("#details").is_visible(), "the case is shown, not the list")


def test_a_grid_in_the_list_leads_to_its_village(stage: Stage, wall: Screen) -> None:
    wall.enter(TOWN)
    wall.until(lambda: wall.number("grids"), "the town's grids are counted")
    wall.page.locator("#coverage [data-counter=grids]").focus()
    wall.page.keyboard.press("Enter")
    wall.page.locator("#details .row-lead").first.press("Enter")
    wall.until(lambda: wall.code() != TOWN and wall.code().startswith(TOWN), "a village of the town")
    assert not wall.page.locator("#details").is_visible()


def end(duty: Duty, case: str) -> None:
    """Other tests share this city: nothing of ours goes on waiting in it."""
    console = Console(duty.stage.wall, duty.cookie, CITY)
    try:
        console.until(lambda: case in console.rows, "the case is in the queue")
        assert console.command("advise", case)["ok"]
    finally:
        console.close()


def late_soon(stage: Stage, name: str) -> str:
    """A case as the clerk would file it, whose time ends in some seconds."""
    now = int(time.time() * 1000)
    lat, lon = stage.feed.middle(GRID)
    told = {"report": name, "item": "0103", "area": GRID, "lat": lat, "lon": lon, "urgency": "normal"}
    clocks = {
        "reported": now,
        "received": now,
        "level": "town",
        "limit": "1 urgent_hours",
        "due": now + SOON_MS,
    }
    event = CaseEvent(
        "", f"{TOWN}-20991231-{now % 10**9}", 1, "filed", now, "clerk", f"report:{name}", told | clocks
    )
    assert isinstance(append_event(stage.feed.redis, stage.feed.keys, event, 0), Appended)
    return event.case


def test_a_new_urgent_case_has_the_band_for_a_moment_and_another_turns_late_untouched(
    stage: Stage, duty: Duty, wall: Screen
) -> None:
    duty.end_calls()  # they would have the band
    wall.enter(TOWN)
    wall.until(lambda: wall.number("overdue") is not None, "a number")
    lat, lon = stage.feed.middle(GRID)
    urgent = stage.feed.filed("wall-urgent", lat, lon, urgency="urgent")
    call = wall.page.locator(f"#band[data-mood=urgent] [data-case='{urgent}']")
    call.wait_for()
    assert "Urgent" in (call.text_content() or "")
    turns_late(stage, duty, wall)
    call.wait_for(state="detached", timeout=60_000)
    assert wall.case(urgent).get_attribute("data-state") == "new"
    end(duty, urgent)


def turns_late(stage: Stage, duty: Duty, wall: Screen) -> None:
    before = wall.number("overdue") or 0
    case = late_soon(stage, f"wall-late-{time.monotonic_ns()}")
    assert wall.case(case).get_attribute("data-state") == "new"
    line = wall.page.locator(f"#feed [data-case='{case}'][data-state=overdue]")
    line.wait_for()
    assert "Overdue" in (line.text_content() or "")
    wall.until(lambda: (wall.number("overdue") or 0) > before, "it is counted")
    late = wall.page.locator(f"#tiles [data-area='{GRID[:12]}'].late")
    late.locator(".mark.overdue").wait_for()
    late.hover()
    assert faint(at_rest(wall)["texts"]) == set(), "all can be read under the pointer too"
    assert "some" in (wall.page.locator("#now .now-cell.overdue").get_attribute("class") or "")
    end(duty, case)
    wall.page.locator(f"#feed [data-case='{case}']").wait_for(state="detached")  # finished work is no row


def test_an_urgent_case_is_marked_in_the_feed_also_while_it_has_no_place(stage: Stage, wall: Screen) -> None:
    wall.enter(ELSEWHERE)
    case = stage.feed.filed("feed-lost", 1.0, 1.0, area=ELSEWHERE, urgency="urgent")
    row = wall.case(case)
    assert row.locator("[data-part=state]").inner_text() == "To locate"
    assert row.locator("[data-part=item]").inner_text().startswith("Urgent · ")
