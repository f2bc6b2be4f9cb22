"""A call for help stands above everything until a person acknowledges it."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

CITY, TOWN = "441900", "441900106"


@pytest.fixture
def calling(stage: Stage) -> Iterator[str]:
    """Someone in Hengli who has just pressed the button; at the end their phone says all is well."""
    person = stage.feed.someone()
    place = stage.feed.middle(stage.feed.home[person])
    stage.feed.put(person, *place, sos=True)
    yield person
    stage.feed.put(person, *place)


def test_the_band_stands_on_every_level_until_acknowledged(
    stage: Stage, screens: Callable[..., Screen], calling: str
) -> None:
    pages = [screens().open(f"/wall/{code}") for code in (CITY, TOWN)]
    for page in pages:
        page.page.locator("#band").wait_for(state="visible")
        assert calling in (page.page.text_content("#band") or "")
        page.shows("sos", 1)
    pages[0].page.locator("#band .band-button").click()
    for page in pages:
        page.shows("sos", 0)
        page.page.locator("#band").wait_for(state="hidden")


def test_the_call_stays_when_the_page_is_opened_again(
    stage: Stage, screens: Callable[..., Screen], calling: str
) -> None:
    first = screens().open(f"/wall/{TOWN}")
    first.page.locator("#band").wait_for(state="visible")
    again = screens().open(f"/wall/{TOWN}")
    again.page.locator("#band").wait_for(state="visible")
    again.page.keyboard.press("a")
    first.page.locator("#band").wait_for(state="hidden")
