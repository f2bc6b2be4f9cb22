"""The wall without a mouse."""

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

CITY = "441900"


def test_arrows_and_enter_drill_and_backspace_returns(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    screen.page.locator("#tiles [data-area]").nth(1).wait_for()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowRight")
    chosen = screen.page.evaluate("() => document.activeElement.dataset.area")
    screen.page.keyboard.press("Enter")
    screen.until(lambda: screen.code() == chosen, "the chosen tile's area")
    screen.page.keyboard.press("Backspace")
    screen.until(lambda: screen.code() == CITY, "the city again")


def test_a_question_mark_opens_the_keys_and_escape_closes_them(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    screen.page.keyboard.press("?")
    screen.page.locator("#help").wait_for(state="visible")
    screen.page.keyboard.press("Escape")
    screen.page.locator("#help").wait_for(state="hidden")


def test_enter_on_a_number_opens_its_definition(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    screen.page.locator("button[data-counter=on_duty]").first.focus()
    screen.page.keyboard.press("Enter")
    card = screen.page.locator("#details")
    card.wait_for(state="visible")
    screen.until(lambda: "10 minutes" in (card.text_content() or ""), "the definition")
    screen.page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_letters_rest_while_someone_types(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    screen.page.evaluate("() => { document.body.append(document.createElement('input')) }")
    screen.page.locator("body > input").focus()
    screen.page.keyboard.type("l?c")
    assert screen.page.locator("body > input").input_value() == "l?c"
    assert "lang=en" in screen.page.url
    assert not screen.page.locator("#help").is_visible()
