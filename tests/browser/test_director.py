"""Whoever looks after a room of screens chooses, puts something there, takes it off, by keys and mouse, and
is told what somebody else does there meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from city.screens.decision import Decision
from city.screens.screen import Screen as Hung
from city.screens.stack import Stack
from streams.record.keys import Keys
from streams.screens.beats import Beat, Beats
from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.screen import Screen

pytestmark = [pytest.mark.no_pictures]
LEFT, RIGHT = "hall-left", "hall-right"
ROOM = "hall <b>one</b>"


@pytest.fixture
def plan(stage: Stage) -> Iterator[PlanStore]:
    """Two screens in a room whose name is no markup."""
    store, root = PlanStore(stage.redis.client(), Keys()), stage.areas.root.code
    hung = [Hung(LEFT, "Left", ROOM, root, 1, 1), Hung(RIGHT, "Right", ROOM, root, 1, 2)]
    told = {f"screen:{screen.id}": screen for screen in hung}
    empty = {f"{kind}:{screen.id}": None for screen in hung for kind in ("screen", "stack")}
    store.carry_out(f"up-{id(store)}", "host", 1, lambda _: Decision("hung", told))
    yield store
    store.carry_out(f"down-{id(store)}", "host", 1, lambda _: Decision("hung", empty))


def last_town(stage: Stage) -> tuple[str, str]:
    """And a village of it. No other test looks there: what is filed here stays open."""
    town = stage.areas.children(stage.areas.root.code)[-1].code
    return town, stage.areas.children(town)[0].code


@pytest.fixture
def desk(screen: Screen, stage: Stage, plan: PlanStore) -> Screen:
    """With a case that needs eyes at hand."""
    stage.feed.filed("for-a-screen", *stage.feed.middle(last_town(stage)[1]))
    screen.page.goto(f"{screen.address}/director/{ROOM}?lang=en")
    screen.page.locator(f"[data-screen={LEFT}]").wait_for()
    screen.page.locator("#things [data-mark]").first.wait_for()
    screen.page.locator(f"[data-screen={LEFT}][data-health=gone]").wait_for()
    return screen


def stack(plan: PlanStore, screen: str) -> Stack:
    return plan.read()[0].stack(screen)


def test_a_case_is_put_on_a_screen_by_two_keys_and_taken_off_by_one(desk: Screen, plan: PlanStore) -> None:
    page = desk.page
    page.keyboard.press("w")
    desk.says("#said", "press a screen's number")
    page.keyboard.press("2")
    desk.says("#said", "Right is offline: it shows this once it is back")
    [push] = stack(plan, RIGHT).pushes
    assert push.content.kind == "case" and push.until - push.at == 180_000
    desk.says(f"[data-screen={RIGHT}] .screen-foot", "back in")
    assert "back in" not in (page.text_content(f"[data-screen={LEFT}] .screen-foot") or "")
    page.keyboard.press("e")
    desk.says("#said", "has ended")
    assert stack(plan, RIGHT).pushes == ()


def test_what_somebody_else_shows_is_replaced_only_when_asked_for_twice(
    desk: Screen, plan: PlanStore, screens: Callable[..., Screen]
) -> None:
    page = desk.page
    page.locator("#things [data-at] button").first.click()
    page.locator(f"[data-screen={LEFT}]").click()
    desk.says("#said", "Left is offline: it shows this once it is back")
    first = stack(plan, LEFT).pushes[0]
    foreign = Stack((type(first)(first.id, first.content, "somebody", first.at, first.until),))
    plan.carry_out("foreign", "host", 1, lambda _: Decision("put", {f"stack:{LEFT}": foreign}))
    desk.says(f"[data-screen={LEFT}] .screen-what", "somebody")
    page.locator("#things [data-at] button").nth(1).click()
    page.locator(f"[data-screen={LEFT}]").click()
    desk.says("#said", "somebody has something on Left")
    assert len(stack(plan, LEFT).pushes) == 1
    page.locator(f"[data-screen={LEFT}]").click()
    desk.says("#said", "Left is offline: it shows this once it is back")
    assert [push.by != "somebody" for push in stack(plan, LEFT).pushes] == [False, True]


def test_a_case_of_another_town_is_refused_for_the_screen_of_a_town(
    desk: Screen, plan: PlanStore, stage: Stage
) -> None:
    first = stage.areas.children(stage.areas.root.code)[0].code
    narrow = {f"screen:{RIGHT}": Hung(RIGHT, "Right", ROOM, first, 1, 2)}
    plan.carry_out("narrow", "host", 1, lambda _: Decision("moved", narrow))
    desk.says(f"[data-screen={RIGHT}] .screen-what", stage.areas[first].name_en)
    desk.page.keyboard.press("w")
    desk.says("#said", "press a screen's number")
    desk.page.keyboard.press("2")
    desk.says("#said", "Right shows only what lies in")
    assert stack(plan, RIGHT).pushes == ()


def test_a_screen_is_offline_until_it_says_how_it_is_and_is_moved_and_taken_down(
    desk: Screen, stage: Stage
) -> None:
    desk.says(f"[data-screen={LEFT}] .screen-health", "Offline")
    desk.says("#tally", "2 offline")
    beats = Beats(stage.redis.client(), Keys())

    def well() -> bool:
        now = int(desk.page.evaluate("Date.now()"))
        beats.tell(LEFT, Beat(at=now, fps=59.6))
        return "60 fps" in (desk.page.text_content(f"[data-screen={LEFT}] .screen-health") or "")

    desk.until(well, "the screen is well")
    desk.says(f"[data-screen={RIGHT}] .screen-health", "Offline")
    page = desk.page
    page.locator(f"[data-screen={RIGHT}]").click()
    page.locator("[data-act=settings]").click()
    page.fill("#form [name=column]", "1")
    page.locator("#form button[type=submit]").click()
    desk.says("#form .form-said", "Left hangs in row 1, column 1")
    page.fill("#form [name=column]", "3")
    page.fill("#form [name=name]", "Far")
    page.locator("#form button[type=submit]").click()
    desk.says(f"[data-screen={RIGHT}] .screen-name", "Far")
    page.locator("[data-act=take_down]").click()
    desk.says("#form .level-asks", "Take Far down?")
    page.locator("#form button[type=submit]").click()
    page.locator(f"[data-screen={RIGHT}]").wait_for(state="detached")


def test_the_case_looked_at_goes_from_the_console_to_a_screen_by_its_number(
    stage: Stage, screen: Screen, plan: PlanStore
) -> None:
    town, village = last_town(stage)
    stage.feed.filed("for-a-screen-too", *stage.feed.middle(village))
    desk = Console(screen).open("&tab=all", code=town)
    case = screen.until(desk.lines, "a case is on the list")[0]
    desk.open(f"&case={case}&tab=all", code=town)
    screen.page.locator(f"#card[data-case='{case}'] .history-row").first.wait_for()
    desk.press("Shift+W")
    right = screen.page.locator("#to-screen li", has_text=f"Right · {ROOM}")
    right.filter(has_text="Offline").wait_for()  # others may hang in the city
    desk.press(right.locator("kbd").inner_text())
    screen.says(".to-screen-said", "Right is offline: it shows this once it is back")
    assert [push.content.id for push in stack(plan, RIGHT).pushes] == [case]
    desk.press("Escape").page.locator("#to-screen").wait_for(state="hidden")
    desk.press("1")  # a person near again, and no screen
    assert stack(plan, LEFT).pushes == ()
