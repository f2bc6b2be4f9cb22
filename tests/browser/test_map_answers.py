"""The map answers: what the pointer or keyboard is on, what is selected, which area a tile stands for."""

import time
from typing import Any

from playwright.sync_api import Locator

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.screen import Screen
from tests.browser.test_map import CITY, TOWN, painted, pixel

VILLAGE = "441900106004"
QUIET = "441900106011"  # nothing else is put into its middle
PLACE = """([lat, lon]) => { const { x, y } = window.gridwall.map.latLngToContainerPoint([lat, lon])
  const box = document.getElementById('map-box').getBoundingClientRect()
  return [x + box.left, y + box.top] }"""
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


def test_under_the_pointer_stands_who_or_what_it_is(stage: Stage, screen: Screen) -> None:
    person = stage.feed.someone()
    lat, lon = stage.feed.middle(QUIET)
    filed = stage.feed.filed(named(), lat - 0.004, lon)
    screen.open(f"/wall/{TOWN}")
    painted(screen, TOWN)
    screen.case(filed)
    screen.sees(person, stage.feed.put(person, lat, lon))
    where = pixel(screen, person)
    screen.page.mouse.move(where["x"], where["y"])
    says(screen, person, "position", "at home in")
    known = stage.roster.get(person)
    assert known and known.name not in card(screen).inner_text(), "a wall says no names of people"
    x, y = screen.page.evaluate(PLACE, [lat - 0.004, lon])
    screen.page.mouse.move(x, y)
    says(screen, "reported", "Unclaimed")
    screen.page.mouse.move(5, 5)
    card(screen).wait_for(state="hidden")


def test_the_keyboard_goes_from_mark_to_mark_and_chooses(stage: Stage, screen: Screen) -> None:
    filed = stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    screen.open(f"/wall/{TOWN}")
    painted(screen, TOWN)
    screen.case(filed)
    screen.page.locator(".map").focus()
    screen.page.keyboard.press("ArrowRight")
    says(screen, "reported")
    assert card(screen).get_attribute("aria-live") == "polite"
    screen.page.keyboard.press("Enter")
    screen.until(lambda: "case=" in screen.page.url, "it is chosen")


def test_a_chosen_case_is_marked_and_a_link_opens_it(stage: Stage, screen: Screen) -> None:
    filed = stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    screen.open(f"/wall/{TOWN}")
    painted(screen, TOWN)
    chosen = screen.page.locator(f"#feed .chosen[data-case='{filed}']")
    screen.case(filed).click()
    chosen.wait_for()
    assert f"case={filed}" in screen.page.url
    screen.page.keyboard.press("Escape")
    screen.until(lambda: "case=" not in screen.page.url, "the address forgets it")
    screen.page.goto(f"{stage.wall.address}/wall/{TOWN}?lang=en&case={filed}")
    painted(screen, TOWN)
    chosen.wait_for()
    zoom = "() => window.gridwall.map.getZoom()"
    screen.until(lambda: screen.page.evaluate(zoom) > 15, "the map looks at it")
    screen.page.keyboard.press("Backspace")
    painted(screen, CITY)
    assert "case=" not in screen.page.url


def test_a_focused_tile_lights_its_area_and_the_way_up_comes_back_to_it(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    painted(screen, CITY)
    tile = screen.page.locator(f"#tiles [data-area='{TOWN}']")
    dark = screen.page.evaluate(LIT)
    tile.focus()
    screen.until(lambda: screen.page.evaluate(LIT) > dark + 100, "the map outlines it")
    screen.page.keyboard.press("Enter")
    painted(screen, TOWN)
    screen.page.keyboard.press("Backspace")
    painted(screen, CITY)
    focused = "() => document.activeElement.dataset.area ?? null"
    screen.until(lambda: screen.page.evaluate(focused) == TOWN, "the focus is where it was")


def test_a_consoles_map_shows_every_open_case_whatever_its_list_shows(stage: Stage, screen: Screen) -> None:
    stage.feed.filed(named(), *stage.feed.middle(VILLAGE))
    desk = Console(screen)
    desk.open("&tab=mine")
    painted(screen, TOWN)

    def marks() -> Any:
        return screen.page.evaluate(PAINTED)

    screen.until(lambda: (marks() or 0) >= 1, "cases nobody here has are on the map")
    assert screen.page.locator("#queue-place").get_attribute("data-lines") == "0"


def test_a_case_without_a_place_is_given_one_by_name(stage: Stage, screen: Screen) -> None:
    filed = stage.feed.filed(named(), 0, 0)
    desk = Console(screen).open(f"&case={filed}&tab=all", code=CITY)
    desk.page.locator(f"#card[data-case='{filed}'] .history-row").first.wait_for()
    desk.press("l")
    desk.page.locator(".place-search input").fill("hengli shanfang")
    desk.page.locator(".place-line", has_text="Shanfang").first.click()
    desk.answers("done")
    screen.says("#card", "Shanfang")
