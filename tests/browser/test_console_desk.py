"""The duty console with the real server: keys claim and send, two cannot both win, links keep the view."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from streams.messages.contract import decode_events
from tests.browser.conftest import Stage
from tests.browser.console import TOWN, Console
from tests.browser.screen import Screen
from tests.patience import until

VILLAGE = "441900106001"
# One after the other in one task, faster than any hand
AT_ONCE = """(keys) => keys.map((key) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))"""
OPENED = {
    "n": "#form[open] textarea",
    "r": "#form[open] .menu-row",
    "l": "#locating input",
    "?": "#help",
}
numbers = count()


@pytest.fixture
def case(stage: Stage) -> str:
    """A case that nobody has, at a place of its own in Hengli."""
    number = next(numbers)
    lat, lon = stage.feed.middle(VILLAGE)
    return stage.feed.filed(f"console-{number}", lat + 0.002 * (number % 5), lon + 0.002 * (number // 5))


def test_a_key_claims_a_case_and_done_is_said_when_the_list_shows_it(
    case: str, desks: Callable[[], Console]
) -> None:
    desk = desks().turn_to(case)
    before = desk.count("mine")
    desk.can("claim")
    assert "Done" in desk.press("a").answers("done")
    desk.screen.until(lambda: desk.count("mine") == before + 1, "the case is mine")
    desk.can("release")


def test_a_number_and_enter_send_the_person_of_that_number(
    stage: Stage, case: str, desks: Callable[[], Console]
) -> None:
    desk = desks().turn_to(case)
    person = desk.page.locator("[data-part=near] [data-number='1']")
    person.wait_for()
    desk.press("1")
    desk.page.locator("[data-part=near] [data-number='1'][aria-pressed=true]").wait_for()
    chosen = person.inner_text()
    desk.press("Enter").answers("done")
    sent = [fields for _, fields in stage.feed.redis.xrange(stage.feed.keys.dispatches)]
    told = [each for each in sent if each[b"case"] == case.encode()]
    assert len(told) == 1
    assert told[0][b"inspector"].decode() in chosen


def test_who_comes_second_is_told_who_did_what(case: str, desks: Callable[[], Console]) -> None:
    first, second = desks().turn_to(case), desks().turn_to(case)
    second.can("escalate")
    second.press("e")
    second.page.locator("#form[open] textarea").fill("the owner must see this")
    first.can("claim")
    first.press("a").answers("done")
    second.page.locator("#form .send").click()
    said = second.answers("refused").lower()
    assert first.seat().lower() in said
    assert "owned" in said or "claimed" in said


def test_what_was_refused_about_a_case_one_has_left_is_told_until_it_is_seen(
    case: str, desks: Callable[[], Console]
) -> None:
    first, second = desks().turn_to(case), desks().turn_to(case)
    second.can("escalate")
    second.press("e")
    second.page.locator("#form[open] textarea").fill("the owner must see this")
    first.can("claim")
    first.press("a").answers("done")
    second.page.evaluate(
        """() => {
            document.querySelector('#form .send').click()
            history.pushState(null, '', location.pathname + '?tab=all')
            dispatchEvent(new PopStateEvent('popstate'))
        }"""
    )
    second.answers("refused")
    told = second.page.locator("#answer .answer-elsewhere")
    told.filter(has_text=case).wait_for()
    second.page.locator("#card[data-case='']").wait_for(state="attached")
    told.locator(".case-link").click()
    second.page.locator(f"#card[data-case='{case}']").wait_for()
    second.screen.until(lambda: told.count() == 0, "it is told no longer")


def test_the_address_keeps_tab_search_and_case(case: str, desks: Callable[[], Console]) -> None:
    desk = desks().turn_to(case)
    desk.press("/")
    desk.page.keyboard.insert_text(case)
    desk.press("Enter")
    desk.screen.until(lambda: desk.lines() == [case], "one line is left")
    address = desk.page.url
    other = desks()
    other.page.goto(address)
    other.screen.until(lambda: other.lines() == [case], "the link shows the same line")
    card = other.page.locator("#card")
    other.screen.until(lambda: card.get_attribute("data-case") == case, "the link shows the same case")
    other.page.locator("[data-tab=all][aria-selected=true]").wait_for()


def test_single_keys_rest_while_somebody_types(case: str, desks: Callable[[], Console]) -> None:
    desk = desks().turn_to(case)
    desk.can("claim")
    before = desk.count("mine")
    desk.press("/")
    desk.page.keyboard.type("a1x")
    assert desk.page.locator("#search-text").input_value() == "a1x"
    assert desk.page.locator("#answer").inner_text() == ""
    assert desk.page.locator("#actions [data-act=release]").count() == 0
    desk.press("Escape", "Escape")
    card = desk.page.locator("#card")
    desk.screen.until(lambda: card.get_attribute("data-case") == "", "no case is chosen any more")
    desk.screen.until(lambda: desk.count("mine") == before, "nothing was claimed")


def test_the_words_of_a_report_stay_words(stage: Stage, desks: Callable[[], Console]) -> None:
    lat, lon = stage.feed.middle(VILLAGE)
    attack = "<img src=x onerror=window.slipped_in=true></script><script>window.slipped_in=true</script>"
    case = stage.feed.filed("console-attack", lat, lon, text=attack, channel=attack[:60])
    desk = desks().turn_to(case)
    assert attack in desk.page.locator("#card").inner_text()
    assert desk.page.evaluate("() => window.slipped_in ?? null") is None
    assert desk.page.locator("#card img").count() == 0


def test_the_wall_does_not_load_the_consoles_grid(stage: Stage, screen: Screen) -> None:
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.open(f"/wall/{TOWN}")
    assert [url for url in asked if "ag_grid" in url or "/console/" in url] == []


def test_the_breadcrumb_leads_up_from_a_case_chosen_since_without_loading_the_page(
    case: str, desks: Callable[[], Console]
) -> None:
    desk = desks().enter("&tab=all")
    desk.press("j")
    desk.page.locator("#card[data-case] .history-row").first.wait_for()
    assert "case=" in desk.page.url
    desk.page.evaluate("window.kept = true")
    desk.page.locator("#crumbs a").first.click()
    desk.screen.until(lambda: "/console/441900?" in desk.page.url, "the city's desk")
    assert desk.page.evaluate("window.kept") is True
    desk.screen.until(lambda: "case=" not in desk.page.url, "no case is chosen there")


def test_a_key_for_a_dialog_does_nothing_behind_it_and_enter_sends_what_was_written(
    case: str, desks: Callable[[], Console]
) -> None:
    desk = desks().turn_to(case)
    desk.press("a").answers("done")
    desk.page.locator("[data-part=near] [data-number='3']").wait_for()
    desk.press("r")
    desk.page.locator("#form .menu-row").first.wait_for()
    desk.press("3")
    desk.page.locator("#form input[name=hours]").wait_for()
    assert desk.page.locator("[data-part=near] [aria-pressed=true]").count() == 0
    assert desk.page.locator("#form input[name=hours]").input_value() != "3"
    desk.press("Escape", "n")
    note = desk.page.locator("#form textarea")
    note.wait_for()
    desk.page.keyboard.type("first line")
    desk.press("Shift+Enter")
    desk.page.keyboard.type("second line")
    desk.press("Enter").answers("done")
    desk.page.locator(".history-row", has_text="second line").wait_for()


def test_a_key_pressed_at_once_after_a_closing_is_the_desk_s(case: str, desks: Callable[[], Console]) -> None:
    desk = desks().turn_to(case)
    desk.can("claim")
    desk.press("a").can("release")
    for opens, shown in OPENED.items():
        desk.press(opens).page.locator(shown).first.wait_for()
        desk.page.evaluate(AT_ONCE, ["Escape", "t"])
        assert desk.page.locator(shown).first.is_hidden(), opens
        desk.page.locator("#performance").wait_for()
        desk.page.evaluate(AT_ONCE, ["Escape", "f"])
        desk.page.locator("#filters").wait_for()
        desk.page.evaluate(AT_ONCE, ["Escape", "/"])
        assert desk.page.evaluate("document.activeElement.id") == "search-text", opens
        desk.press("Escape")  # out of the field; the case stays


def test_a_case_near_a_camera_calmly_says_that_none_is_pulled_and_shows_it_once_it_is(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    case = stage.feed.filed("near-a-camera", *stage.street.at["street-02"])
    stage.street.pull(False, stage.pictures)
    desk = desks()
    dialled: list[str] = []
    desk.page.on("websocket", lambda wire: dialled.append(wire.url))
    desk.look_at(case)
    desk.screen.says("#card [data-part=cameras]", "The camera service is not running")
    assert [url for url in dialled if "/cameras/socket" in url] == []
    stage.street.pull(True, stage.pictures)
    desk.page.locator("#card .card-panel[data-camera='street-02']").wait_for()


def test_the_card_of_a_possible_re_send_says_so_and_leads_to_the_first(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    lat, lon = stage.feed.middle(VILLAGE)
    first = stage.feed.filed("again-1", lat, lon)
    stage.feed.report("again-1", lat, lon, item="0101")
    second = until(lambda: resent(stage, first), "the second case is filed")
    desk = desks().turn_to(second)
    notice = desk.page.locator(f"[data-part=duplicate] [data-resend='{first}']")
    notice.wait_for()
    assert first in notice.inner_text()
    notice.locator("button").click()
    desk.screen.until(
        lambda: desk.page.locator("#card").get_attribute("data-case") == first, "the first case"
    )


def resent(stage: Stage, first: str) -> str | None:
    events, _ = decode_events(stage.feed.redis.xrange(stage.feed.keys.cases))
    return next((event.case for event in events if event.data.get("resend_of") == first), None)
