"""Cameras large over the map and back, by key, click and address; the map untouched underneath."""

from tests.browser.conftest import DWELL, Stage
from tests.browser.panels import CITY, OVER, corner, hold, ids, is_large, layout, opened, shown, stand
from tests.browser.screen import Screen
from tests.browser.street import TOWN, VILLAGE
from tests.browser.test_map import painted, same, view

PIXEL = """([lat, lon]) => {
  const { x, y } = window.gridwall.map.latLngToContainerPoint([lat, lon])
  const box = document.getElementById('map-box').getBoundingClientRect()
  return [x + box.left, y + box.top]
}"""


def test_a_panel_enlarges_over_the_map_and_escape_brings_back_what_was(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{TOWN}", 4)
    screen.page.evaluate("() => { window.kept = window.gridwall.map }")
    hold(screen)
    before, map_before = corner(screen), view(screen)
    screen.page.locator(".camera-panel").nth(1).click()
    screen.until(lambda: is_large(screen), "it stands over the map")
    large = screen.page.locator(f"{OVER} .camera-panel")
    assert large.get_attribute("data-camera") == before[1]
    assert corner(screen) == [before[0], *before[2:]]
    screen.until(lambda: large.get_attribute("data-state") == "live", "and is live")
    assert f"camera={before[1]}" in screen.page.url
    screen.page.wait_for_timeout(1000 * DWELL + 1500)
    assert set(shown(screen)) == set(before), "nothing turns meanwhile"
    screen.page.keyboard.press("Escape")
    screen.until(lambda: not is_large(screen), "the map is back")
    assert corner(screen) == before
    assert same(view(screen), map_before)
    assert screen.page.evaluate("() => window.kept === window.gridwall.map")


def test_an_enlarged_camera_asks_for_the_main_stream(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{VILLAGE}", 1)
    wide = "() => document.querySelector('.camera-panel video')?.videoWidth"
    screen.until(lambda: screen.page.evaluate(wide) == 320, "the sub-stream in the corner")
    screen.page.locator(".camera-panel").click()
    screen.until(lambda: screen.page.evaluate(wide) == 640, "the main stream when enlarged")


def test_c_goes_through_the_layouts_and_the_way_back_too(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{CITY}", 4)
    before = view(screen)
    for wanted, panels in (("6", 6), ("9", 9), ("16", 12)):
        screen.page.keyboard.press("c")
        stand(screen, panels)
        assert layout(screen) == wanted
        assert f"cameras={wanted}" in screen.page.url
        assert corner(screen) == []
    screen.page.keyboard.press("c")
    screen.until(lambda: len(corner(screen)) == 4, "the corner again")
    assert "cameras=" not in screen.page.url
    assert same(view(screen), before)
    screen.page.go_back()
    stand(screen, 12)
    screen.page.go_back()
    stand(screen, 9)


def test_a_layout_in_the_address_survives_a_drill(stage: Stage, screen: Screen) -> None:
    screen.page.goto(f"{stage.wall.address}/wall/{CITY}?lang=en&cameras=9")
    painted(screen, CITY)
    stand(screen, 9)
    screen.page.locator(f"#tiles [data-area='{TOWN}']").click()
    painted(screen, TOWN)
    screen.until(lambda: set(shown(screen)) == set(ids(stage, screen, TOWN)), "its seven cameras, large")
    assert "cameras=9" in screen.page.url
    screen.page.keyboard.press("Escape")
    screen.until(lambda: not is_large(screen), "the map again")


def test_a_drill_after_the_address_changed_loads_no_new_page(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{CITY}", 4)
    screen.page.evaluate("() => { window.same_page = true }")
    screen.page.keyboard.press("c")
    screen.page.locator(f"#tiles [data-area='{TOWN}']").click()
    painted(screen, TOWN)
    assert screen.page.evaluate("() => window.same_page")


def test_arrows_and_enter_stay_in_the_corner_while_it_has_the_focus(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{CITY}", 4)
    hold(screen)
    order = corner(screen)
    focused = "() => document.activeElement.dataset.camera ?? null"
    for key, wanted in (
        ("ArrowRight", 1),
        ("ArrowDown", 3),
        ("ArrowLeft", 2),
        ("ArrowUp", 0),
        ("ArrowUp", 0),
    ):
        screen.page.keyboard.press(key)
        assert screen.page.evaluate(focused) == order[wanted], key
    screen.page.keyboard.press("Enter")
    screen.until(lambda: f"camera={order[0]}" in screen.page.url, "enlarged")
    screen.page.keyboard.press("Enter")
    screen.until(lambda: not is_large(screen), "and back")


def test_a_click_on_a_mark_of_the_map_pins_and_enlarges_that_camera(stage: Stage, screen: Screen) -> None:
    id = "street-01"
    opened(screen, f"/wall/{VILLAGE}", 1)
    x, y = screen.page.evaluate(PIXEL, list(stage.street.at[id]))
    screen.page.mouse.click(x, y)
    screen.until(lambda: is_large(screen), "it stands over the map")
    assert f"camera={id}" in screen.page.url
    assert f"pin={id}" in screen.page.url


def test_letters_rest_while_someone_types_and_the_card_tells_the_keys(stage: Stage, screen: Screen) -> None:
    opened(screen, f"/wall/{CITY}", 4)
    screen.page.evaluate("() => { document.body.append(document.createElement('input')) }")
    screen.page.locator("body > input").focus()
    screen.page.keyboard.type("cp")
    assert not is_large(screen)
    screen.page.evaluate("() => document.activeElement.blur()")
    screen.page.keyboard.press("?")
    told = screen.page.text_content("#help") or ""
    assert "6, 9, 16" in told
    assert "Pin" in told
