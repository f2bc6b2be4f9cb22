"""A screen whose own wall clock is wrong, and is put about while the page runs, shows the server's time."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Stage, come_in
from tests.browser.pages import DEFAULT
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

TOWN = "441900106"
HOUR = 3_600_000
# `Date` of a machine whose clock is off by `window.off` ms; performance.now() runs evenly. By how much tells
# the page's name: it stays over a load
SHIFTED = """
window.off = Number(window.name);
window.Date = class extends Date {
  constructor(...told) { told.length ? super(...told) : super(Date.now()); }
  static now() { return super.now() + window.off; }
};
"""


def shown(screen: Screen, zone: str) -> float:
    """How far the page's clock is from the true one, s."""
    text = screen.page.locator("#clock").inner_text()
    now = datetime.now(ZoneInfo(zone))
    told = now.replace(**dict(zip(("hour", "minute", "second"), map(int, text.split(":")), strict=True)))
    return abs((told - now).total_seconds())


@pytest.fixture(scope="module")
def page(stage: Stage, browser: Browser) -> Iterator[Page]:
    with browser.new_context(**DEFAULT) as context:
        come_in(context, stage.wall)
        page = context.new_page()
        page.add_init_script(SHIFTED)
        page.goto(f"{stage.wall.address}/healthz")
        yield page


@pytest.mark.parametrize("hours", [8, -8])
def test_a_screens_wrong_clock_changes_no_time_on_the_page(stage: Stage, page: Page, hours: int) -> None:
    zone = stage.wall.more["GRIDWALL_CITY_TIMEZONE"]  # of the hour when the stage was set up
    screen = Screen(page, stage.wall.address, stage.street.origin)
    page.evaluate(f"window.name = {hours * HOUR}")
    screen.open(f"/wall/{TOWN}")
    assert abs(screen.page.evaluate("Date.now()") / 1000 - time.time()) > 7 * 3600
    assert shown(screen, zone) < 5
    screen.page.evaluate(f"window.off = {-hours * HOUR}")  # put elsewhere while it runs
    screen.page.wait_for_timeout(2500)  # past a look at the clock and a tick of it
    assert shown(screen, zone) < 5
    assert screen.light() == "green"
    person = stage.feed.someone()
    screen.sees(person, stage.feed.put(person, *stage.feed.middle(stage.feed.home[person])))
    screen.leave()
    screen.verify()
