"""The wall at three sizes, two languages, three levels: nothing is cut, nothing overlaps, all can be read."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.test_map import painted
from tests.layouts.colours import contrast

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
SIZES = ((1920, 1080), (3840, 2160), (5760, 1080))
LEVELS = {"city": "441900", "town": "441900106", "village": "441900106003"}
SIZES_OF_TEXT = 4
REST_MS = 500
SLACK = 1.0  # pixels: glyphs keep a little room of their own on each side


def box_overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > SLACK and high > SLACK


def overlaps(texts: list[dict[str, Any]]) -> list[str]:
    return [
        f"{a['text']} ({a['where']}) on {b['text']} ({b['where']})"
        for a, b in combinations(texts, 2)
        if box_overlap(a["box"], b["box"])
    ]


def hexed(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def faint(texts: list[dict[str, Any]]) -> set[str]:
    return {
        f"{text['text']} ({text['where']})"
        for text in texts
        if contrast(hexed(text["color"]), hexed(text["ground"])) < 4.5
    }


def settled(screen: Screen, chart: str = "svg .xtick text") -> dict[str, Any]:
    """Measured once tiles, feed and chart stand and no letter moves any more."""
    screen.page.locator(".tile").first.wait_for()
    screen.page.locator(f"#chart-graph {chart}").first.wait_for(state="attached")
    before: list[Any] = []

    def at_rest() -> dict[str, Any] | None:
        screen.page.wait_for_timeout(REST_MS)
        found: dict[str, Any] = screen.page.evaluate(MEASURE)
        places = [(text["where"], text["size"], text["box"]["top"], text["cut"]) for text in found["texts"]]
        moved, before[:] = places != before, places
        return None if moved else found

    found: dict[str, Any] = screen.until(at_rest, "nothing moves any more")
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_has_its_place(
    stage: Stage, screens: Callable[..., Screen], size: tuple[int, int], lang: str
) -> None:
    screen = screens(viewport={"width": size[0], "height": size[1]})
    screen.open(f"/wall/{LEVELS['city']}", lang)
    for level, code in LEVELS.items():
        if level != "city":
            screen.page.locator(f"#tiles [data-area='{code}']").click()
        painted(screen, code)
        found = settled(screen)
        texts = found["texts"]
        assert len(texts) > 40, level
        assert [f"{text['text']} ({text['where']})" for text in texts if text["cut"]] == [], level
        assert found["narrow"] == [], level
        assert overlaps(texts) == [], level
        assert faint(texts) == set(), level
        assert len({text["size"] for text in texts}) <= SIZES_OF_TEXT, level


def test_a_larger_screen_shows_the_same_page_sharper(stage: Stage, screens: Callable[..., Screen]) -> None:
    boxes = []
    for width, height in SIZES[:2]:
        screen = screens(viewport={"width": width, "height": height}).open("/wall/441900", "zh")
        settled(screen)
        box = screen.page.locator("#feed").bounding_box()
        assert box
        boxes.append([box[side] / width for side in ("x", "y", "width", "height")])
    assert boxes[0] == pytest.approx(boxes[1], abs=0.002)


def test_an_ultra_wide_wall_gives_the_map_more(stage: Stage, screens: Callable[..., Screen]) -> None:
    shares = []
    for width, height in (SIZES[0], SIZES[2]):
        screen = screens(viewport={"width": width, "height": height}).open("/wall/441900", "zh")
        box = screen.page.locator("#map-box").bounding_box()
        assert box
        shares.append(box["width"] / width)
    assert shares[1] > shares[0] + 0.2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_eight_metres_parts_go_before_letters_shrink(
    stage: Stage, screens: Callable[..., Screen], lang: str
) -> None:
    screen = screens()
    for level in ("city", "town"):
        screen.open(f"/wall/{LEVELS[level]}?distance=8m&panel=55in&lang={lang}", None)
        texts = settled(screen, "svg")["texts"]  # the chart's hours may have gone
        assert min(float(text["size"].removesuffix("px")) for text in texts) >= 41, level
        assert [text["text"] for text in texts if text["cut"]] == [], level
        assert overlaps(texts) == [], level
        clock = next(text for text in texts if "clock" in text["where"])
        assert float(clock["size"].removesuffix("px")) >= 82, level
