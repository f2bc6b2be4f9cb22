"""The map in the page: it holds still, shows what it says, and answers the pointer and the keys."""

import time
from typing import Any

import pytest
from playwright.sync_api import Route

from dashboard.api.tiles import NOTHING
from tests.browser.conftest import Stage
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY, TOWN, VILLAGE = "441900", "441900106", "441900106001"

TILE_IS_OFF = """async (place) => {
  const module = (name) => import(`/assets/map/${name}.mjs`);
  const [{ addBasemap }, { datum }] = await Promise.all([module('basemap'), module('datum')]);
  const map = window.gridwall.map;
  addBasemap(map, { url: '/tiles/{z}/{x}/{y}', datum: 'gcj02', max_zoom: 19 });
  const layer = Object.values(map._layers).find((one) => one._url);
  const told = map.project(datum('gcj02').to(place), layer._tileZoom);
  const tile = told.divideBy(256).floor();
  const box = layer._tiles[`${tile.x}:${tile.y}:${layer._tileZoom}`].el.getBoundingClientRect();
  const within = told.subtract(tile.multiplyBy(256)).multiplyBy(box.width / 256);
  const map_box = map.getContainer().getBoundingClientRect();
  const shown = within.add([box.left - map_box.left, box.top - map_box.top]);
  const distance = (a, b) => [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  const wanted = map.latLngToContainerPoint(place);
  const plain = map.latLngToContainerPoint(datum('gcj02').to(place));
  return { shifted: distance(shown, wanted), plain: distance(plain, wanted) };
}"""

ON_PAGE = """([lat, lon]) => { const { x, y } = window.gridwall.map.latLngToContainerPoint([lat, lon])
  const box = document.getElementById('map-box').getBoundingClientRect()
  return [x + box.left, y + box.top] }"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

ADD_TILES = """async () => {
  const { addBasemap } = await import('/assets/map/basemap.mjs');
  addBasemap(window.gridwall.map, { url: '/tiles/{z}/{x}/{y}', datum: 'wgs84', max_zoom: 19 });
}"""


def view(screen: Screen) -> list[float]:
    """Latitude, longitude and zoom of the map's middle."""
    told: list[float] = screen.page.evaluate(
        "() => { const map = window.gridwall.map; const { lat, lng } = map.getCenter();"
        " return [lat, lng, map.getZoom()] }"
    )
    return told


def same(a: list[float], b: list[float]) -> bool:
    return all(abs(x - y) < 1e-4 for x, y in zip(a, b, strict=True))


def painted(screen: Screen, code: str) -> None:
    screen.page.locator(f"#map-box[data-painted='{code}']").wait_for()


def pan(screen: Screen, right: int, down: int) -> None:
    box = screen.page.locator("#map-box").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = screen.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + right, y + down, steps=4)
    mouse.up()


def pixel(screen: Screen, person: str) -> dict[str, Any]:
    told: dict[str, Any] = screen.page.evaluate("(id) => window.gridwall.pixel(id)", person)
    return told


def test_the_view_of_the_person_survives_updates_until_asked_back(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    place = stage.feed.middle(stage.feed.home[person])
    wall.enter(CITY)
    fitted = view(wall)
    pan(wall, 120, -60)
    held = view(wall)
    assert not same(held, fitted)
    wall.sees(person, stage.feed.put(person, *place))
    assert same(view(wall), held)
    wall.page.keyboard.press("0")
    wall.until(lambda: same(view(wall), fitted), "the map is back at the area")


def test_the_arrows_belong_to_the_tiles_and_leave_the_map_alone(stage: Stage, wall: Screen) -> None:
    wall.enter(TOWN)
    before = view(wall)
    for key in ("ArrowRight", "ArrowDown", "+"):
        wall.page.keyboard.press(key)
    assert same(view(wall), before)


def test_a_person_is_on_the_canvas_where_the_page_says(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    village = stage.feed.home[person]
    lat, lon = stage.feed.middle(village)
    wall.enter(village)
    wall.sees(person, stage.feed.put(person, lat, lon))
    first = pixel(wall, person)
    assert (first["seen"][:3], first["seen"][3]) == (first["color"], 255)
    wall.sees(person, stage.feed.put(person, lat + 0.001, lon))
    second = pixel(wall, person)
    assert second["seen"][:3] == second["color"]
    assert second["y"] < first["y"]
    assert abs(second["x"] - first["x"]) <= 1


def bare(stage: Stage, wall: Screen) -> tuple[float, float]:
    """A point of the page in the town where nothing is marked: a mark would be selected instead. Other tests
    file cases and leave people in its villages, so the pointer looks for one."""
    villages = stage.areas.children(TOWN)
    for grid in (grid for village in villages for grid in stage.areas.children(village.code)):
        x, y = wall.page.evaluate(ON_PAGE, list(stage.feed.middle(grid.code)))
        wall.page.mouse.move(x, y)
        wall.page.evaluate(TWO_FRAMES)
        if wall.page.locator("#map-card").is_hidden():
            return x, y
    raise AssertionError("everywhere in the town something is marked")


def test_a_click_on_an_area_of_the_map_enters_it(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.mouse.click(*bare(stage, wall))
    painted(wall, TOWN)
    assert wall.code() == TOWN


def test_a_selected_case_fills_the_map_and_escape_brings_the_view_back(stage: Stage, wall: Screen) -> None:
    filed = stage.feed.filed("test-map-1", *stage.feed.middle(VILLAGE))
    wall.enter(TOWN)
    case = wall.case(filed)
    pan(wall, 40, 30)
    held = view(wall)
    case.click()
    wall.until(lambda: view(wall)[2] > held[2] + 0.5, "the map is at the case")
    wall.page.keyboard.press("Escape")
    wall.until(lambda: same(view(wall), held), "the person's view is back")


def test_a_drill_is_measured_from_the_click_to_the_paint(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    painted(screen, CITY)
    before_click = time.monotonic()
    screen.page.locator(f"#tiles [data-area='{TOWN}']").click()
    painted(screen, TOWN)
    took = screen.page.evaluate("() => performance.getEntriesByName('gridwall:drill')[0].duration")
    assert 0 < took < (time.monotonic() - before_click) * 1000


def test_a_wider_box_is_filled_again_unless_the_person_moved_the_map(stage: Stage, wall: Screen) -> None:
    wall.enter(TOWN)
    before = view(wall)
    wall.page.set_viewport_size({"width": 2560, "height": 1440})
    wall.until(lambda: view(wall)[2] > before[2] + 0.2, "the area fills the larger box")
    pan(wall, 200, 0)
    held = view(wall)
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.page.wait_for_timeout(300)
    assert abs(view(wall)[2] - held[2]) < 1e-6


def test_tiles_of_another_datum_lie_where_the_city_is(stage: Stage, screen: Screen) -> None:
    screen.expect("404")
    screen.open(f"/wall/{TOWN}")
    painted(screen, TOWN)
    off = screen.page.evaluate(TILE_IS_OFF, list(stage.feed.middle(TOWN)))
    assert max(off["shifted"]) <= 1.5, "pixels between the place and its picture on the tile"
    assert max(off["plain"]) > 10, "unshifted, the tile would lie far off"


def test_a_tile_that_failed_once_is_asked_for_again(stage: Stage, screen: Screen) -> None:
    asked: dict[str, int] = {}

    def fail_first(route: Route) -> None:
        nth = asked[route.request.url] = asked.get(route.request.url, 0) + 1
        if nth == 1:
            route.fulfill(status=500)
        else:
            route.fulfill(body=NOTHING, content_type="image/png")

    screen.expect("500")
    screen.open(f"/wall/{TOWN}")
    screen.page.route("**/tiles/**", fail_first)
    screen.page.evaluate(ADD_TILES)
    screen.until(lambda: asked and set(asked.values()) == {2}, "every tile came the second time")
    assert screen.page.locator("img.leaflet-tile").evaluate_all("all => all.every((one) => one.naturalWidth)")
