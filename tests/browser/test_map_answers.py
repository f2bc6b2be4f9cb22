"""The map answers: what the pointer or keyboard is on, what is selected, which area a tile stands for."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.screen import Screen
from tests.browser.test_map import CITY, ON_PAGE, TOWN, painted, pixel

VILLAGE = "441900106004"
QUIET = "441900106011"  # nothing else is put into its middle
LIT = """() => { // pixels of the brightest lines: names, and the outline of what is lit
  const canvas = document.querySelector('[data-layer=marks]')
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let bright = 0
  for (let at = 0; at < data.length; at += 4) if (data[at] > 200 && data[at + 3] > 200) bright += 1
  return bright }"""
PAINTED = """() => {
  window.heard ??= addEventListener('gridwall:paint', ({ detail }) => { window.marks = detail.cases }) ?? true
  return window.marks ?? null }"""


def card(screen: Screen) -> Locator:
    return screen.page.locator("#map-card")


def named() -> str:
    """A report of its own at each try."""
    return f"answers-{time.monotonic_ns()}"


def says(screen: Screen, *texts: str) -> None:
    told = card(screen)
    screen.until(
        lambda: told.is_visible() and all(text in told.inner_text() for text in texts),
        f"the card says {texts}",
    )


def test_under_the_pointer_stands_who_or_what_it_is(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    lat, lon = stage.feed.middle(QUIET)
    filed = stage.feed.filed(named(), lat - 0.004, lon)
    wall.enter(TOWN)
    wall.case(filed)
    wall.sees(person, stage.feed.put(person, lat, lon))
    where = pixel(wall, person)
    wall.page.mouse.move(where["x"], where["y"])
    says(wall, person, "position", "at home in")
    known = stage.roster.get(person)
    assert known and known.name not in card(wall).inner_text(), "a wall says no names of people"
    x, y = wall.page.evaluate(ON_PAGE, [lat - 0.004, lon])
    wall.page.mouse.move(x, y)
    says(wall, "reported", "Unclaimed")
    wall.page.mouse.move(5, 5)
    card(wall).wait_for(state="hidden")


def test_the_keyboard_goes_from_mark_to_mark_and_chooses(stage: Stage, wall: Screen) -> None:
    filed = stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    wall.enter(TOWN)
    wall.case(filed)
    wall.page.locator(".map").focus()
    wall.page.keyboard.press("ArrowRight")
    says(wall, "reported")
    assert card(wall).get_attribute("aria-live") == "polite"
    wall.page.keyboard.press("Enter")
    wall.until(lambda: "case=" in wall.page.url, "it is chosen")


def test_a_chosen_case_is_marked_and_a_link_opens_it(stage: Stage, wall: Screen) -> None:
    filed = stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    wall.enter(TOWN)
    chosen = wall.page.locator(f"#feed .chosen[data-case='{filed}']")
    wall.case(filed).click()
    chosen.wait_for()
    assert f"case={filed}" in wall.page.url
    wall.page.keyboard.press("Escape")
    wall.until(lambda: "case=" not in wall.page.url, "the address forgets it")
    wall.page.goto(f"{stage.wall.address}/wall/{TOWN}?lang=en&case={filed}")
    painted(wall, TOWN)
    chosen.wait_for()
    zoom = "() => window.gridwall.map.getZoom()"
    wall.until(lambda: wall.page.evaluate(zoom) > 15, "the map looks at it")
    wall.page.keyboard.press("Backspace")
    painted(wall, CITY)
    assert "case=" not in wall.page.url


def test_a_focused_tile_lights_its_area_and_the_way_up_comes_back_to_it(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    tile = wall.page.locator(f"#tiles [data-area='{TOWN}']")
    dark = wall.page.evaluate(LIT)
    tile.focus()
    wall.until(lambda: wall.page.evaluate(LIT) > dark + 100, "the map outlines it")
    wall.page.keyboard.press("Enter")
    painted(wall, TOWN)
    wall.page.keyboard.press("Backspace")
    painted(wall, CITY)
    focused = "() => document.activeElement.dataset.area ?? null"
    wall.until(lambda: wall.page.evaluate(focused) == TOWN, "the focus is where it was")


def test_a_consoles_map_shows_every_open_case_whatever_its_list_shows(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    desk = desks().enter("&tab=mine")

    def marks() -> Any:
        return desk.page.evaluate(PAINTED)

    desk.screen.until(lambda: (marks() or 0) >= 1, "cases nobody here has are on the map")
    assert desk.page.locator("#queue-place").get_attribute("data-lines") == "0"


def test_a_case_without_a_place_is_given_one_by_name(stage: Stage, desks: Callable[[], Console]) -> None:
    filed = stage.feed.filed(named(), 0, 0)
    desk = desks().enter(f"&case={filed}&tab=all", code=CITY).shows(filed)
    desk.press("l")
    desk.page.locator(".place-search input").fill("hengli shanfang")
    desk.page.locator(".place-line", has_text="Shanfang").first.click()
    desk.answers("done")
    desk.screen.says("#card", "Shanfang")
