"""What stands on a page as text, measured in the browser, and what a text's place must be. One page is made
larger and smaller: loading one for each size costs more than measuring it."""

from __future__ import annotations

import json
import re
import time
from itertools import islice
from pathlib import Path
from typing import Any

from tests.browser.screen import Screen
from tests.layouts.colours import contrast

# as one text: to take apart what the page hands over costs as much as to measure it
MEASURE = f"() => JSON.stringify(({Path(__file__).with_name('measure.js').read_text(encoding='utf-8')})())"
# where every text stands; "" while the chart is not as large as its place. A tenth of the work of MEASURE
PLACES = """() => { const place = document.getElementById('chart-place')?.getBoundingClientRect()
    const drawn = document.querySelector('#chart-graph .main-svg')?.getBoundingClientRect()
    if (drawn && ['width', 'height'].some((side) => Math.abs(drawn[side] - place[side]) >= 2)) return ''
    const found = []
    const walker = document.createTreeWalker(document.getElementById('wall'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (walker.currentNode.data.trim()) {
        const { y, height } = walker.currentNode.parentElement.getBoundingClientRect()
        found.push(y, height)
    }
    return found.join() }"""
LATE_S = 10
REST_MS = 200
SLACK = 1.0  # pixels: glyphs keep a little room of their own on each side
SIDEWAYS = "performance-"  # a table of many numbers goes on beside its names


def box_overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > SLACK and high > SLACK


def overlaps(texts: list[dict[str, Any]]) -> list[str]:
    """Looked for from above to below: a text that begins under another's foot is on none that ends there."""
    found, by_top = [], sorted(texts, key=lambda text: float(text["box"]["top"]))
    for number, a in enumerate(by_top, 1):
        foot = a["box"]["bottom"] - SLACK
        for b in islice(by_top, number, None):
            if b["box"]["top"] >= foot:
                break
            if box_overlap(a["box"], b["box"]):
                found.append(f"{a['text']} ({a['where']}) on {b['text']} ({b['where']})")
    return found


def hexed(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def faint(texts: list[dict[str, Any]]) -> set[str]:
    return {
        f"{text['text']} ({text['where']})"
        for text in texts
        if contrast(hexed(text["color"]), hexed(text["ground"])) < 4.5
    }


def resized(screen: Screen, size: tuple[int, int]) -> Screen:
    screen.page.set_viewport_size({"width": size[0], "height": size[1]})
    return screen


def rests(screen: Screen) -> None:
    """Wait until no letter moves any more and the chart is as wide as its place."""
    before = ""

    def still() -> bool:
        nonlocal before
        screen.page.wait_for_timeout(REST_MS)
        last, before = before, screen.page.evaluate(PLACES)
        return before != "" and before == last

    screen.until(still, "nothing moves any more")


def at_rest(screen: Screen) -> dict[str, Any]:
    """Measured then."""
    rests(screen)
    found: dict[str, Any] = json.loads(screen.page.evaluate(MEASURE))
    return found


def misplaced(
    screen: Screen,
    scrolls: tuple[str, ...] = (),
    least: float = 0,
    sizes: int = 99,
    least_texts: int = 40,
    feet: bool = False,
) -> list[str]:
    """What is wrong with the page's texts: cut, unless they end in dots and are told whole on hover; one on
    another; not to be read; below `least` pixels or of more than so many sizes; with `feet`, a g or y that
    loses its foot. `scrolls`: regions that go on below their edge. A busy machine fits texts late: what is
    wrong is looked at again before it counts."""
    give_up = time.monotonic() + LATE_S
    while (
        wrong := _misplaced(at_rest(screen), scrolls, least, sizes, least_texts, feet)
    ) and time.monotonic() < give_up:
        pass
    return wrong


def _misplaced(
    found: dict[str, Any], scrolls: tuple[str, ...], least: float, sizes: int, least_texts: int, feet: bool
) -> list[str]:
    texts: list[dict[str, Any]] = [
        text for text in found["texts"] if not text["where"].startswith(scrolls or ("-",))
    ]
    by_size = {text["size"]: f"{text['text']} ({text['where']})" for text in texts}
    return [
        *([] if len(texts) > least_texts else [f"only {len(texts)} texts"]),
        *(f"cut: {text['text']} ({text['where']})" for text in texts if text["cut"]),
        *(f"narrow: {one}" for one in found["narrow"] if SIDEWAYS not in one),
        *overlaps(texts),
        *(f"faint: {text}" for text in faint(found["texts"])),
        *(f"small: {text}" for size, text in by_size.items() if float(size.removesuffix("px")) < least),
        *([f"sizes: {by_size}"] if len(by_size) > sizes else []),
        *(f"low: {text['text']} ({text['where']})" for text in texts if feet and text["low"]),
    ]
