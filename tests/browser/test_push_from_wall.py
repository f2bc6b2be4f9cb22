"""What somebody points at on a wall goes on a screen by W and a number; a screen follows them until told to
stop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.screen import TOP, Screen
from tests.browser.test_director import RIGHT, ROOM, last_town, plan, stack  # noqa: F401  `plan` is a fixture

pytestmark = [pytest.mark.no_pictures]
SIGNED_IN = """{
  const parse = JSON.parse
  JSON.parse = (...told) => {
    const value = parse(...told)
    if (value?.pushes === false) value.pushes = true
    return value
  }
}"""


@pytest.fixture
def wall(stage: Stage, screens: Callable[..., Screen], plan: PlanStore) -> Screen:  # noqa: F811
    """As for somebody who signed in and may."""
    made = screens(alone=True)
    made.page.add_init_script(SIGNED_IN)
    return made


def number_of(wall: Screen, name: str) -> str:
    """Of a screen in the list: others may hang in the city."""
    row = wall.page.locator("#to-screen li", has_text=f"{name} · {ROOM}")
    row.wait_for()
    return row.locator("kbd").inner_text()


def test_what_is_pointed_at_goes_on_a_screen_and_the_list_says_what_it_replaces(
    stage: Stage,
    wall: Screen,
    plan: PlanStore,  # noqa: F811
) -> None:
    town, village = last_town(stage)
    stage.feed.filed("from-a-wall", *stage.feed.middle(village))
    page = wall.open(f"/wall/{town}").page
    row = page.locator("#feed [data-case]").first
    row.wait_for()
    row.hover()
    page.keyboard.press("w")
    number = number_of(wall, "Right")
    wall.says("#to-screen", "now: The wall of")
    page.keyboard.press(number)
    wall.says(".to-screen-said", "Right is offline: it shows this once it is back")
    [push] = stack(plan, RIGHT).pushes
    assert (push.content.kind, push.content.id) == ("case", row.get_attribute("data-case"))
    page.keyboard.press("Escape")
    page.locator("#to-screen").wait_for(state="hidden")
    page.mouse.move(0, 0)
    page.locator("#map-box").click(button="right", position={"x": 30, "y": 30})
    wall.says("#to-screen h2", "Place")
    wall.says(f"[data-screen='{RIGHT}']", "now: Pushed")
    page.keyboard.press(number_of(wall, "Right"))
    wall.says(".to-screen-said", "Right is offline: it shows this once it is back")
    content = stack(plan, RIGHT).pushes[-1].content
    assert content.kind == "place" and content.lat is not None


def test_a_screen_follows_from_area_to_area_until_it_is_told_to_stop(
    stage: Stage,
    wall: Screen,
    plan: PlanStore,  # noqa: F811
) -> None:
    town, _ = last_town(stage)
    page = wall.open(f"/wall/{TOP}").page
    page.keyboard.press("w")
    number_of(wall, "Right")
    page.keyboard.press("m")
    wall.says("#to-screen h2", "follow you")
    page.keyboard.press(number_of(wall, "Right"))
    wall.says(".followed", "Right follows you")
    page.keyboard.press("Escape")
    page.locator(f"#tiles [data-area='{town}']").click()
    wall.until(lambda: stack(plan, RIGHT).pushes[-1].content.area == town, "it shows the town")
    page.locator(".followed button").click()
    wall.until(lambda: stack(plan, RIGHT).pushes == (), "it follows no more")
    page.locator(".followed").wait_for(state="detached")
