"""The console at three sizes and in two languages: no text is cut, none is small, all can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.measured import misplaced, resized
from tests.browser.screen import Screen

SIZES = ((1920, 1080), (3840, 2160), (1366, 768))
SMALLEST = 16
SCROLL = ("queue-", "card ")  # below their edge the text goes on


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_has_its_place(stage: Stage, screens: Callable[..., Screen], lang: str) -> None:
    lat, lon = stage.feed.middle("441900106002")
    case = stage.feed.filed(f"layout-{lang}", lat, lon, text="路灯不亮 The lamp is out. " * 12)
    desk = Console(screens()).look_at(case, lang)
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    desk.page.locator(f"#queue-place [data-case='{case}']").wait_for()
    for size in SIZES:
        assert misplaced(resized(desk.screen, size), SCROLL, SMALLEST) == [], size
