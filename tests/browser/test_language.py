"""Chinese and English, by the address and the switch."""

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import BELOW, Screen

pytestmark = pytest.mark.no_pictures


def speaks(screen: Screen, lang: str, html: str, live: str, name: str) -> None:
    screen.until(lambda: f"lang={lang}" in screen.page.url, f"the address says {lang}")
    screen.until(lambda: screen.page.get_attribute("html", "lang") == html, f"the page is in {html}")
    screen.says("#light .light-word", live)
    screen.says("#crumbs", name)


def test_the_address_decides_the_language_and_the_key_writes_the_other_there(
    stage: Stage, screen: Screen
) -> None:
    screen.open(f"/wall/{BELOW}", "zh")
    speaks(screen, "zh", "zh-CN", "实时", "横沥镇")
    screen.page.keyboard.press("l")
    speaks(screen, "en", "en", "Live", "Hengli")
    assert screen.code() == BELOW
