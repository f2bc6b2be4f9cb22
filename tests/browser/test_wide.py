"""Walls from 21:9 on: map, ranking, cameras and feed side by side, hardly a pixel without content, cameras
never over the map. One page is made larger and smaller; each size is painted once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Stage
from tests.browser.measured import misplaced, resized
from tests.browser.panels import CITY, hold, shown
from tests.browser.screen import Screen
from tests.browser.test_map import VILLAGE, painted

USED = Path(__file__).with_name("wide.js").read_text(encoding="utf-8")
WALLS = ((3840, 1080), (5760, 1080), (7680, 2160))
FULL = 0.88  # of the height below header and band: a land that fills it cannot be wider


def looks(screen: Screen, bounds: list[float], size: tuple[int, int]) -> dict[str, Any]:
    """How the wall uses its pixels at this size, once the panels have come and every text has its place."""
    resized(screen, size)
    screen.until(lambda: len(shown(screen)) >= 6, f"six panels at {size}")
    assert misplaced(screen) == [], size
    found: dict[str, Any] = screen.page.evaluate(USED, bounds)
    return found


@pytest.mark.parametrize("query", ["", "?distance=8m&panel=55in"])
def test_an_ultra_wide_wall_uses_its_pixels(stage: Stage, screens: Callable[..., Screen], query: str) -> None:
    screen = screens()
    lang = "en" if query else "zh"
    if query:
        screen.open(f"/wall/{CITY}{query}&lang={lang}", None)
    else:
        screen.open(f"/wall/{CITY}", lang)
    painted(screen, CITY)
    stage.feed.filed(f"wide-{lang}", *stage.feed.middle(VILLAGE))
    screen.page.locator("#feed .feed-row").first.wait_for()
    bounds = screen.page.request.get(f"{stage.wall.address}/api/areas/{CITY}/map").json()["bounds"]
    for size in WALLS:
        found = looks(screen, bounds, size)
        assert found["used"] >= 0.8, (size, found)
        assert found["wide"] >= 0.35 or found["high"] >= FULL, (size, found)
        assert 6 <= found["panels"] <= 9, (size, found)


def test_beside_the_map_of_an_ultra_wide_wall_cameras_never_hide_it(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    painted(screen, CITY)
    resized(screen, (2560, 1080))
    screen.until(lambda: len(shown(screen)) >= 6, "a block of panels")
    before = shown(screen)
    hold(screen)
    screen.page.keyboard.press("c")
    screen.until(lambda: len(shown(screen)) > len(before), "more of them in the same block")
    assert screen.page.locator("#camera-stage").is_hidden()
    screen.page.locator("#cameras .camera-panel").first.click()
    screen.page.locator("#cameras [data-part=single] .camera-panel").wait_for()
    assert screen.page.locator("#camera-stage").is_hidden()
    for _ in range(2):
        screen.page.keyboard.press("Escape")
    screen.until(lambda: len(shown(screen)) == len(before), "what was before")
    resized(screen, (1280, 720))
    corner = screen.page.locator("#cameras .camera-grid[data-layout='4']")
    columns = "(grid) => getComputedStyle(grid).gridTemplateColumns.split(' ').length"
    screen.until(lambda: corner.count() and corner.evaluate(columns) == 2, "two by two in the corner again")
