"""Today's performance over the console's map: from a number to its case by keys, and words in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.measured import at_rest, faint, resized
from tests.browser.test_console_layout import SIZES, SMALLEST

FIRST_CASE = "#performance .performance-case >> nth=0"

# headings that break into more than three lines, as Chinese does sign by sign
TALL = """() => [...document.querySelectorAll('#performance .performance-heading')]
    .filter((one) => one.offsetHeight > 5 * parseFloat(getComputedStyle(one).fontSize))
    .map((one) => `high: ${one.innerText}`)"""


def filed(stage: Stage, report: str) -> str:
    lat, lon = stage.feed.middle("441900106003")
    return stage.feed.filed(report, lat, lon)


def number(desk: Console, column: str) -> Locator:
    """The whole area's."""
    return desk.page.locator(f"#performance .total [data-column={column}]")


def focused(desk: Console, attribute: str) -> Any:
    return desk.page.evaluate("(name) => document.activeElement.getAttribute(name)", attribute)


def test_keys_lead_from_a_number_to_its_list_and_to_a_case(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    case = filed(stage, "performance-keys")
    desk = desks().enter().press("t")
    number(desk, "filed").wait_for()
    desk.press("ArrowDown", "ArrowDown")
    assert focused(desk, "data-column") == "filed"
    desk.press("Enter")
    desk.page.locator(FIRST_CASE).wait_for()
    desk.screen.until(lambda: focused(desk, "data-case") == case, "the newest case has the focus")
    desk.press("Enter").page.locator(f"#card[data-case='{case}'] .history-row").first.wait_for()
    desk.press("Escape")
    desk.screen.until(lambda: focused(desk, "data-column") == "filed", "the number has the focus again")
    desk.press("Escape").page.locator("#performance").wait_for(state="hidden")
    assert desk.page.locator("#card").get_attribute("data-case") == case


def test_what_cannot_be_read_again_stays_and_says_since_when(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    filed(stage, "performance-away")
    desk = desks().enter("&panel=performance&kind=departments")
    number(desk, "filed").wait_for()
    before = number(desk, "filed").inner_text()
    desk.screen.expect("ERR_FAILED")
    desk.page.route("**/performance", lambda route: route.abort())
    desk.page.locator("#performance.stale").wait_for()
    assert "has failed since" in desk.page.locator(".performance-facts").inner_text()
    assert number(desk, "filed").inner_text() == before
    desk.page.unroute("**/performance")
    desk.page.locator("#performance:not(.stale)").wait_for()


def test_a_list_holds_still_for_whoever_is_in_it(stage: Stage, desks: Callable[[], Console]) -> None:
    case = filed(stage, "performance-held")
    desk = desks().enter("&panel=performance")
    number(desk, "filed").click()
    line = desk.page.locator(f"#performance tr[data-line='{case}']")
    line.hover()
    before = line.bounding_box()
    line.evaluate("(one) => { window.kept = one }")
    newer = filed(stage, "performance-newer")
    desk.page.locator(f"#performance tr[data-line='{newer}']").wait_for()
    assert line.evaluate("(one) => one === window.kept"), "a click on it is not lost"
    assert line.bounding_box() == before


def misplaced(desk: Console) -> list[str]:
    """Texts of the panel that are cut, small, faint or beyond its sides; rows may go on below the edge."""
    found = at_rest(desk.screen)
    box = desk.page.locator("#performance").bounding_box()
    assert box
    texts = [text for text in found["texts"] if text["where"].startswith("performance ")]
    assert len(texts) > 15
    left, right = box["x"], box["x"] + box["width"]
    aside = [t["text"] for t in texts if t["box"]["left"] < left or t["box"]["right"] > right]
    small = [t["text"] for t in texts if float(t["size"].removesuffix("px")) < SMALLEST]
    return [*found["narrow"], *aside, *small, *faint(texts), *desk.page.evaluate(TALL)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_of_the_panel_has_its_place(stage: Stage, desks: Callable[[], Console], lang: str) -> None:
    filed(stage, f"performance-{lang}")
    desk = desks().open("&panel=performance", lang)
    number(desk, "first_response_s").wait_for()
    for size in SIZES:
        resized(desk.screen, size)
        assert misplaced(desk) == [], size
    resized(desk.screen, SIZES[1])
    number(desk, "filed").click()
    desk.page.locator(FIRST_CASE).wait_for()
    for size in reversed(SIZES[:2]):
        resized(desk.screen, size)
        assert misplaced(desk) == [], size
