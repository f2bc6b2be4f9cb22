"""The wall at three sizes, two languages, three levels: nothing is cut, nothing overlaps, all can be read."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Stage
from tests.browser.measured import at_rest, misplaced, overlaps, resized
from tests.browser.screen import GO, Screen
from tests.browser.test_map import painted

SIZES = ((1920, 1080), (3840, 2160), (5760, 1080))
LEVELS = {"city": "441900", "town": "441900106", "village": "441900106003"}
SIZES_OF_TEXT = 4
CUT_NAMES = """() => [...document.querySelectorAll('#tiles .tile-name')].flatMap((one) => {
    const whole = one.cloneNode(true)
    whole.classList.add('whole')
    one.parentElement.append(whole)
    const [{ width }, room] = [whole.getBoundingClientRect(), one.getBoundingClientRect().width]
    whole.remove()
    return width > room + 0.01 ? [`${one.textContent}: ${width} of ${room}`] : [] })"""

# The same time of other days, where its line has room for half a number: how much of it is in sight.
HALF_SEEN = """() => [...document.querySelectorAll('.before-days')].filter((one) => one.offsetParent)
    .map((days) => {
    days.style.flex = '0 0 3.5em'
    const line = days.getBoundingClientRect()
    const seen = [...days.children].map((piece) => piece.getBoundingClientRect().top < line.bottom - 1)
    days.style.flex = ''
    return seen })"""


def stands(screen: Screen, chart: str = "svg .xtick text") -> None:
    screen.page.locator(".tile").first.wait_for()
    screen.page.locator(f"#chart-graph {chart}").first.wait_for(state="attached")


def settled(screen: Screen, chart: str = "svg .xtick text") -> dict[str, Any]:
    """Measured once tiles, feed and chart stand and no letter moves any more."""
    stands(screen, chart)
    return at_rest(screen)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_has_its_place_and_a_larger_screen_shows_the_same_page_sharper(
    stage: Stage, screens: Callable[..., Screen], lang: str
) -> None:
    screen = screens().open(f"/wall/{LEVELS['city']}", lang)
    for level, code in LEVELS.items():
        if level != "city":
            screen.page.locator(f"#tiles [data-area='{code}']").click()
        painted(screen, code)
        stands(screen)
        feeds = []
        for size in SIZES:
            assert misplaced(resized(screen, size), sizes=SIZES_OF_TEXT) == [], (level, size)
            feeds.append(feed(screen, size[0]))
        assert feeds[0] == pytest.approx(feeds[1], abs=0.002), level
    squeezed = screen.page.evaluate(HALF_SEEN)
    assert squeezed and not any(any(pieces) for pieces in squeezed), "it is left out whole"


def feed(screen: Screen, width: int) -> list[float]:
    """Where it stands, in widths of the screen."""
    box = screen.page.locator("#feed").bounding_box()
    assert box
    return [box[side] / width for side in ("x", "y", "width", "height")]


def test_every_town_is_named_whole_on_a_small_wall(stage: Stage, screens: Callable[..., Screen]) -> None:
    """In English, where names are longest."""
    screen = screens().open(f"/wall/{LEVELS['city']}", "en")
    for size in ((1280, 720), (1366, 768), (1920, 1080)):
        stands(resized(screen, size))
        screen.until(lambda: screen.page.locator("#tiles .tile-name.long").count() > 0, "some find no room")
        screen.until(lambda: screen.page.evaluate(CUT_NAMES) == [], f"all are whole at {size}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_eight_metres_parts_go_before_letters_shrink(
    stage: Stage, screens: Callable[..., Screen], lang: str
) -> None:
    screen = resized(screens(), SIZES[0])
    far = f"?distance=8m&panel=55in&lang={lang}"
    screen.open(f"/wall/{LEVELS['city']}{far}", None)
    for level in ("city", "town"):
        if level != "city":
            screen.page.evaluate(GO, f"/wall/{LEVELS[level]}{far}")
        painted(screen, LEVELS[level])
        texts = settled(screen, "svg")["texts"]  # the chart's hours may have gone
        assert min(float(text["size"].removesuffix("px")) for text in texts) >= 41, level
        assert [text["text"] for text in texts if text["cut"]] == [], level
        assert overlaps(texts) == [], level
        clock = next(text for text in texts if "clock" in text["where"])
        assert float(clock["size"].removesuffix("px")) >= 82, level
