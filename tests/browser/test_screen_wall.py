"""Four browsers as one wall: their maps meet, and whoever walks over a seam is never on none of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from city.screens.decision import Decision
from city.screens.screen import Part
from city.screens.screen import Screen as Hung
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.feed import TOWN
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

WIDE, HIGH = 1280, 720
CELLS = [(1, 1), (1, 2), (2, 1), (2, 2)]
# where a place lies on this part, by the map's own reckoning
POINT = """([lat, lon]) => {
  const { x, y } = window.gridwall.map.latLngToContainerPoint([lat, lon])
  return [x, y]
}"""
# of the painted ground: rows of a column in which land begins or ends
EDGES = """(x) => {
  const canvas = document.querySelector('canvas[data-layer=ground]')
  const { data } = canvas.getContext('2d').getImageData(x, 0, 1, canvas.height)
  const rows = []
  for (let y = 1; y < canvas.height; y++)
    if (data[4 * y + 3] > 127 !== data[4 * y - 1] > 127) rows.push(y)
  return rows
}"""


@pytest.fixture
def wall(stage: Stage, screens: Callable[..., Screen]) -> Iterator[list[Screen]]:
    """Row by row, all of a town."""
    store = PlanStore(stage.redis.client(), Keys())
    hung = [
        Hung(f"part-{row}{column}", f"P{row}{column}", "one wall", TOWN, row, column, part=part)
        for row, column in CELLS
        for part in [Part("part-11", 2, 2, row, column)]
    ]
    store.carry_out(
        f"wall-up-{time.time_ns()}",
        "demo",
        1,
        lambda _: Decision("hung", {f"screen:{one.id}": one for one in hung}),
    )
    pages = [screens(alone=True, viewport={"width": WIDE, "height": HIGH}) for _ in hung]
    for one, page in zip(hung, pages, strict=True):
        address = f"{page.address}/screen/{one.id}?lang=en"
        page.until(lambda p=page, a=address: p.page.context.request.get(a).ok, "the server knows of it")
        page.page.goto(address)
    for page in pages:
        page.page.locator(f"[data-stage=part] #map-box[data-painted='{TOWN}']").wait_for()
    yield pages
    gone = {f"{kind}:{one.id}": None for one in hung for kind in ("screen", "stack")}
    store.carry_out(f"wall-down-{time.time_ns()}", "demo", 1, lambda _: Decision("taken_down", gone))


def where(page: Screen, lat: float, lon: float) -> list[float]:
    found: list[float] = page.page.evaluate(POINT, [lat, lon])
    return found


def test_the_parts_meet_within_a_pixel_and_whoever_walks_over_the_seam_is_always_on_one(
    stage: Stage, wall: list[Screen]
) -> None:
    parts_meet(stage, wall)
    walk_over_the_seam(stage, wall)


def parts_meet(stage: Stage, wall: list[Screen]) -> None:
    for village in stage.areas.children(TOWN):
        lat, lon = stage.feed.middle(village.code)
        x, y = where(wall[0], lat, lon)
        for page, (row, column) in zip(wall, CELLS, strict=True):
            told = where(page, lat, lon)
            assert abs(told[0] + WIDE * (column - 1) - x) < 1 and abs(told[1] + HIGH * (row - 1) - y) < 1
    met = 0
    for left, right in ((wall[0], wall[1]), (wall[2], wall[3])):
        ends = [left.page.evaluate(EDGES, WIDE - 1), right.page.evaluate(EDGES, 0)]
        assert len(ends[0]) == len(ends[1])
        assert all(abs(one - other) <= 1 for one, other in zip(*ends, strict=True)), ends
        met += len(ends[0])
    assert met >= 2, "the land goes over the seam"


def walk_over_the_seam(stage: Stage, wall: list[Screen]) -> None:
    left, right = wall[0], wall[1]
    bounds = stage.areas[TOWN].polygon.bounds
    lat = (bounds[1] + bounds[3]) / 2 + (bounds[3] - bounds[1]) / 8  # on the upper row
    seam, pixel = _seam(left, lat, bounds)
    person = stage.feed.someone()
    sides = set()
    for step in range(-6, 7):
        told = stage.feed.put(person, lat, seam + step * pixel)
        for page in (left, right):
            page.sees(person, told)
        seen = [_seen(page, person) for page in (left, right)]
        assert any(seen), f"{step} pixels from the seam nobody shows {person}"
        sides.add(tuple(seen))
        time.sleep(0.1)
    assert sides >= {(True, False), (False, True)}, "it went from one to the other"


def _seam(left: Screen, lat: float, bounds: Any) -> tuple[float, float]:
    """The longitude of the right edge of the left screen, and a pixel's width in degrees."""
    west, east = (where(left, lat, bounds[side])[0] for side in (0, 2))
    pixel = (bounds[2] - bounds[0]) / (east - west)
    return bounds[0] + (WIDE - west) * pixel, pixel


def _seen(page: Screen, person: str) -> bool:
    """Whether its colour stands where the page painted it, within the page."""
    told = page.page.evaluate("(id) => window.gridwall.pixel(id)", person)
    return bool(
        0 <= told["x"] < WIDE
        and 0 <= told["y"] < HIGH
        and told["seen"][:3] == told["color"][:3]
        and told["seen"][3]
    )
