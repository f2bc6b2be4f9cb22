"""The wall without a mouse."""

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY = "441900"


def test_arrows_and_enter_drill_and_backspace_returns(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.locator("#tiles [data-area]").nth(1).wait_for()
    wall.page.keyboard.press("ArrowRight")
    wall.page.keyboard.press("ArrowRight")
    chosen = wall.page.evaluate("() => document.activeElement.dataset.area")
    wall.page.keyboard.press("Enter")
    wall.until(lambda: wall.code() == chosen, "the chosen tile's area")
    wall.page.keyboard.press("Backspace")
    wall.until(lambda: wall.code() == CITY, "the city again")


def test_a_question_mark_opens_the_keys_and_escape_closes_them(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.keyboard.press("?")
    wall.page.locator("#help").wait_for(state="visible")
    wall.page.keyboard.press("Escape")
    wall.page.locator("#help").wait_for(state="hidden")


def test_enter_on_a_number_opens_its_definition(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.locator("button[data-counter=on_duty]").first.focus()
    wall.page.keyboard.press("Enter")
    card = wall.page.locator("#details")
    card.wait_for(state="visible")
    wall.until(lambda: "10 minutes" in (card.text_content() or ""), "the definition")
    wall.page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_letters_rest_while_someone_types(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.evaluate("() => { document.body.append(document.createElement('input')) }")
    wall.page.locator("body > input").focus()
    wall.page.keyboard.type("l?c")
    assert wall.page.locator("body > input").input_value() == "l?c"
    wall.page.evaluate("() => document.activeElement.remove()")
    assert "lang=en" in wall.page.url
    assert not wall.page.locator("#help").is_visible()
