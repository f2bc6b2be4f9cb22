"""Cameras large over the map and back, by key, click and address; the map untouched underneath."""

from tests.browser.conftest import DWELL, Stage
from tests.browser.panels import (
    CITY,
    OVER,
    corner,
    entered,
    hold,
    ids,
    is_large,
    layout,
    shown,
    stand,
)
from tests.browser.screen import Screen
from tests.browser.street import TOWN, VILLAGE
from tests.browser.test_map import painted, same, view

PIXEL = """([lat, lon]) => {
  const { x, y } = window.gridwall.map.latLngToContainerPoint([lat, lon])
  const box = document.getElementById('map-box').getBoundingClientRect()
  return [x + box.left, y + box.top]
}"""


def test_a_panel_enlarges_over_the_map_and_escape_brings_back_what_was(stage: Stage, wall: Screen) -> None:
    entered(wall, TOWN, 4)
    wall.page.evaluate("() => { window.kept = window.gridwall.map }")
    hold(wall)
    before, map_before = corner(wall), view(wall)
    wall.page.locator(".camera-panel").nth(1).click()
    wall.until(lambda: is_large(wall), "it stands over the map")
    large = wall.page.locator(f"{OVER} .camera-panel")
    assert large.get_attribute("data-camera") == before[1]
    assert corner(wall) == [before[0], *before[2:]]
    wall.until(lambda: large.get_attribute("data-state") == "live", "and is live")
    assert f"camera={before[1]}" in wall.page.url
    wall.page.wait_for_timeout(1000 * DWELL + 1500)
    assert set(shown(wall)) == set(before), "nothing turns meanwhile"
    wall.page.keyboard.press("Escape")
    wall.until(lambda: not is_large(wall), "the map is back")
    wall.until(lambda: corner(wall) == before, "and the panels are as they were")
    assert same(view(wall), map_before)
    assert wall.page.evaluate("() => window.kept === window.gridwall.map")


def test_an_enlarged_camera_asks_for_the_main_stream(stage: Stage, wall: Screen) -> None:
    entered(wall, VILLAGE, 1)
    wide = "() => document.querySelector('.camera-panel video')?.videoWidth"
    wall.until(lambda: wall.page.evaluate(wide) == 320, "the sub-stream in the corner")
    wall.page.locator(".camera-panel").click()
    wall.until(lambda: wall.page.evaluate(wide) == 640, "the main stream when enlarged")


def test_c_goes_through_the_layouts_and_the_way_back_too(stage: Stage, wall: Screen) -> None:
    entered(wall, CITY, 4)
    before = view(wall)
    for wanted, panels in (("6", 6), ("9", 9), ("16", 12)):
        wall.page.keyboard.press("c")
        stand(wall, panels)
        assert layout(wall) == wanted
        assert f"cameras={wanted}" in wall.page.url
        assert corner(wall) == []
    wall.page.keyboard.press("c")
    wall.until(lambda: len(corner(wall)) == 4, "the corner again")
    assert "cameras=" not in wall.page.url
    assert same(view(wall), before)
    wall.page.go_back()
    stand(wall, 12)
    wall.page.go_back()
    stand(wall, 9)


def test_a_layout_in_the_address_survives_a_drill(stage: Stage, wall: Screen) -> None:
    wall.page.goto(f"{stage.wall.address}/wall/{CITY}?lang=en&cameras=9")
    painted(wall, CITY)
    stand(wall, 9)
    wall.page.locator(f"#tiles [data-area='{TOWN}']").click()
    painted(wall, TOWN)
    wall.until(lambda: set(shown(wall)) == set(ids(stage, wall, TOWN)), "its seven cameras, large")
    assert "cameras=9" in wall.page.url
    wall.page.keyboard.press("Escape")
    wall.until(lambda: not is_large(wall), "the map again")


def test_a_drill_after_the_address_changed_loads_no_new_page(stage: Stage, wall: Screen) -> None:
    entered(wall, CITY, 4)
    wall.page.evaluate("() => { window.same_page = true }")
    wall.page.keyboard.press("c")
    wall.page.locator(f"#tiles [data-area='{TOWN}']").click()
    painted(wall, TOWN)
    assert wall.page.evaluate("() => window.same_page")


def test_arrows_and_enter_stay_in_the_corner_while_it_has_the_focus(stage: Stage, wall: Screen) -> None:
    entered(wall, CITY, 4)
    hold(wall)
    order = corner(wall)
    focused = "() => document.activeElement.dataset.camera ?? null"
    for key, wanted in (
        ("ArrowRight", 1),
        ("ArrowDown", 3),
        ("ArrowLeft", 2),
        ("ArrowUp", 0),
        ("ArrowUp", 0),
    ):
        wall.page.keyboard.press(key)
        assert wall.page.evaluate(focused) == order[wanted], key
    wall.page.keyboard.press("Enter")
    wall.until(lambda: f"camera={order[0]}" in wall.page.url, "enlarged")
    wall.page.keyboard.press("Enter")
    wall.until(lambda: not is_large(wall), "and back")


def test_a_click_on_a_mark_of_the_map_pins_and_enlarges_that_camera(stage: Stage, wall: Screen) -> None:
    id = "street-01"
    entered(wall, VILLAGE, 1)
    x, y = wall.page.evaluate(PIXEL, list(stage.street.at[id]))
    wall.page.mouse.click(x, y)
    wall.until(lambda: is_large(wall), "it stands over the map")
    assert f"camera={id}" in wall.page.url
    assert f"pin={id}" in wall.page.url


def test_letters_rest_while_someone_types_and_the_card_tells_the_keys(stage: Stage, wall: Screen) -> None:
    entered(wall, CITY, 4)
    wall.page.evaluate("() => { document.body.append(document.createElement('input')) }")
    wall.page.locator("body > input").focus()
    wall.page.keyboard.type("cp")
    assert not is_large(wall)
    wall.page.evaluate("() => document.activeElement.remove()")
    wall.page.keyboard.press("?")
    told = wall.page.text_content("#help") or ""
    assert "6, 9, 16" in told
    assert "Pin" in told
