"""Chinese and English, by the address, the browser and the switch."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Stage
from tests.browser.pages import DEFAULT
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY = "441900"


def test_the_address_decides_the_language(stage: Stage, screen: Screen) -> None:
    for lang, (html, live) in {"zh": ("zh-CN", "实时"), "en": ("en", "Live")}.items():
        screen.open(f"/wall/{CITY}", lang)
        assert screen.page.get_attribute("html", "lang") == html
        screen.says("#light .light-word", live)


def test_the_browser_decides_when_the_address_is_silent(stage: Stage, screens: Callable[..., Screen]) -> None:
    assert DEFAULT["locale"] == "zh-CN"
    chinese, british = (
        make().open(f"/wall/{CITY}", None).page for make in (screens, lambda: screens(locale="en-GB"))
    )
    assert chinese.get_attribute("html", "lang") == "zh-CN"
    assert british.get_attribute("html", "lang") == "en"


def test_the_key_switches_and_the_place_stays(stage: Stage, screen: Screen) -> None:
    screen.open("/wall/441900106", "en")
    screen.page.keyboard.press("l")
    screen.until(lambda: "lang=zh" in screen.page.url, "the other language")
    assert screen.code() == "441900106"
    screen.until(lambda: "横沥镇" in (screen.page.text_content("#crumbs") or ""), "the Chinese name")
