"""Deeper, up and back: the address follows, the page stays."""

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY, TOWN, VILLAGE = "441900", "441900106", "441900106001"


def settled(screen: Screen, code: str) -> None:
    """The address, the breadcrumb and the tiles are all those of `code`."""
    screen.until(lambda: screen.code() == code, f"the address is {code}")
    child = f"#tiles [data-area^='{code}']"
    screen.until(lambda: screen.page.locator(child).count() > 0, f"the tiles of {code}")


def test_a_tile_leads_deeper_and_back_returns_without_a_reload(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.evaluate("() => { window.not_reloaded = true }")
    wall.page.locator(f"#tiles [data-area='{TOWN}']").click()
    settled(wall, TOWN)
    wall.page.locator(f"#tiles [data-area='{VILLAGE}']").click()
    settled(wall, VILLAGE)
    wall.page.go_back()
    settled(wall, TOWN)
    wall.page.go_back()
    settled(wall, CITY)
    assert wall.page.evaluate("() => window.not_reloaded") is True


def test_a_deep_link_shows_its_area_and_its_people(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    home = stage.feed.home[person]
    wall.open(f"/wall/{home}")
    wall.sees(person, stage.feed.put(person, *stage.feed.middle(home)))
    assert wall.page.locator("#crumbs a").count() == len(stage.areas.path(home)) - 1


def test_the_breadcrumb_leads_up(stage: Stage, wall: Screen) -> None:
    wall.enter(VILLAGE)
    wall.page.locator("#crumbs a").first.click()
    settled(wall, CITY)


def test_people_of_the_new_area_are_live_after_drilling(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    lat, lon = stage.feed.middle(stage.feed.home[person])
    wall.enter(CITY)
    wall.page.locator(f"#tiles [data-area='{TOWN}']").click()
    settled(wall, TOWN)
    wall.sees(person, stage.feed.put(person, lat, lon))
    wall.sees(person, stage.feed.put(person, lat + 0.0005, lon))


def test_the_root_address_leads_to_the_viewers_own_area(stage: Stage, wall: Screen) -> None:
    wall.open("/")
    assert wall.code() == CITY


def test_an_unknown_code_gets_a_page_that_helps(stage: Stage, screen: Screen) -> None:
    screen.expect("404")
    answer = screen.page.goto(f"{stage.wall.address}/wall/999999?lang=en")
    assert answer is not None and answer.status == 404
    assert "999999" in (screen.page.text_content("main") or "")
    assert screen.page.locator(f"a[href^='/wall/{CITY}']").count() > 0
