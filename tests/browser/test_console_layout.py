"""The console at two sizes and in two languages: no text is cut, none is small, all can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.screen import Screen
from tests.browser.test_layout import MEASURE, faint

SIZES = ((1920, 1080), (3840, 2160))
SMALLEST = 16
SCROLL = ("queue-", "card ")  # below their edge the text goes on


def beyond(text: dict[str, Any]) -> bool:
    return bool(text["cut"]) and not text["where"].startswith(SCROLL)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_has_its_place(
    stage: Stage, screens: Callable[..., Screen], size: tuple[int, int], lang: str
) -> None:
    lat, lon = stage.feed.middle("441900106002")
    case = stage.feed.filed(f"layout-{size[0]}-{lang}", lat, lon, text="路灯不亮 The lamp is out. " * 12)
    desk = Console(screens(viewport={"width": size[0], "height": size[1]})).look_at(case, lang)
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    desk.page.locator(f"#queue-place [data-case='{case}']").wait_for()
    desk.page.wait_for_timeout(500)
    found = desk.page.evaluate(MEASURE)
    texts = found["texts"]
    assert len(texts) > 60
    assert [f"{text['text']} ({text['where']})" for text in texts if beyond(text)] == []
    assert found["narrow"] == []
    assert {text["text"] for text in texts if float(text["size"].removesuffix("px")) < SMALLEST} == set()
    assert faint(texts) == set()
