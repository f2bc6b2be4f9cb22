"""Several calls for help at once: each part of what a wall says of them has its place, near and far."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Stage, come_in
from tests.browser.duty import Duty
from tests.browser.measured import at_rest, overlaps, resized
from tests.browser.pages import DEFAULT
from tests.browser.screen import SILENT, Screen

TOWN = "441900106"
SIZES = ((1920, 1080), (3840, 2160), (7680, 2160))
PHONE = (390, 844)


@pytest.fixture(scope="module")
def page(stage: Stage, browser: Browser) -> Iterator[Page]:
    """Mute as loaded, for one test after the other."""
    with browser.new_context(**DEFAULT) as context:
        come_in(context, stage.wall)
        context.add_init_script(SILENT)
        yield context.new_page()


@pytest.fixture
def wall(stage: Stage, page: Page) -> Iterator[Screen]:
    screen = Screen(page, stage.wall.address, stage.street.origin)
    yield screen
    screen.leave()
    screen.verify()


@pytest.fixture(scope="module")
def calls(stage: Stage) -> Iterator[list[str]]:
    duty, feed = Duty(stage), stage.feed
    duty.end_calls()
    people = [feed.someone() for _ in range(3)]
    for person in people:
        feed.put(person, *feed.middle(feed.home[person]), sos=True)
    cases = [duty.call_of(person) for person in people]
    yield cases
    for case in cases:
        duty.end_call(case)
    duty.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("far", "sizes"), [("&distance=8m&panel=55in", SIZES), ("", (PHONE,))])
def test_three_calls_and_a_mute_page_stand_in_each_others_way_nowhere(
    calls: list[str], wall: Screen, lang: str, far: str, sizes: tuple[tuple[int, int], ...]
) -> None:
    resized(wall, sizes[0])
    wall.page.goto(f"{wall.address}/wall/{TOWN}?lang={lang}{far}")
    wall.shows("sos", len(calls))
    wall.page.locator("#head #mute").wait_for()  # beside the map, not over its marks
    for size in sizes:
        texts = at_rest(resized(wall, size))["texts"]
        head = [text for text in texts if text["where"].startswith(("band", "mute"))]
        assert head, "the band says something"
        assert overlaps(head) == [], size
        assert [text["text"] for text in head if "mute" in text["where"] and text["low"]] == [], size
