"""The level of the city frames every page and moves nothing; an announcement reaches people, who say that
they have read it; and the log says what a screen showed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from city.screens.content import AREA, Content
from city.screens.decision import Decision
from city.screens.stack import Push, Stack
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.screen import TOP, Screen
from tests.browser.test_director import LEFT, ROOM, plan  # noqa: F401  a fixture

pytestmark = [pytest.mark.no_pictures]
WHERE = "() => [...document.querySelectorAll('%s')].map((e) => JSON.stringify(e.getBoundingClientRect()))"


@pytest.fixture
def calm(stage: Stage) -> Iterator[None]:
    """Other tests see no level and nothing announced."""
    yield
    store = PlanStore(stage.redis.client(), Keys())
    gone = {f"announcement:{id}": None for id in store.read()[0].announcements}
    store.carry_out(f"calm-{id(store)}", "host", 1, lambda _: Decision("level_set", gone | {"level:": None}))


@pytest.fixture
def desk(screen: Screen, plan: PlanStore, calm: None) -> Screen:  # noqa: F811
    screen.page.goto(f"{screen.address}/director/{ROOM}?lang=en")
    screen.page.locator(f"[data-screen={LEFT}]").wait_for()
    return screen


def test_the_level_is_set_with_a_reason_and_a_question_and_stands_on_every_page_at_once(
    desk: Screen, screens: Callable[..., Screen]
) -> None:
    wall = screens().open(f"/wall/{TOP}")
    parts = WHERE % ".head, .band, .column, .clock"
    before = wall.page.evaluate(parts)
    page = desk.page
    page.keyboard.press("l")
    page.get_by_label("EXERCISE").check()
    page.get_by_label("Why").fill("Typhoon <b>drill</b>")
    page.keyboard.press("Enter")
    desk.says("#form", "Set the whole city to EXERCISE?")
    assert wall.page.locator("#wall").get_attribute("data-level") == "normal"
    page.keyboard.press("Enter")
    page.locator("#form").wait_for(state="hidden")
    for each in (desk, wall):
        each.page.locator("#wall[data-level=exercise]").wait_for()
        each.says(".level-plate", "EXERCISE")
        assert "Typhoon <b>drill</b>" in (each.page.locator(".level-plate").get_attribute("title") or "")
    assert wall.page.evaluate(parts) == before, "nothing moves"
    wall.page.reload()
    wall.page.locator("#wall[data-level=exercise]").wait_for()
    desk.says("#log-lines", "City level: EXERCISE (Typhoon <b>drill</b>)")


def test_an_announcement_stays_with_people_until_they_say_that_they_have_read_it(
    desk: Screen, screens: Callable[..., Screen]
) -> None:
    wall = screens().open(f"/wall/{TOP}")
    page = desk.page
    page.keyboard.press("t")
    page.get_by_label("Text").fill("Bridge <i>closed</i> until six")
    for role in ("operators", "heads", "officers", "leaders"):
        page.get_by_label(role).check()
    page.locator("#form button[type=submit]").click()
    page.locator("#form").wait_for(state="hidden")
    wall.says(".notice-text", "Bridge <i>closed</i> until six")
    desk.says("#telling", "on the page of")
    wall.page.locator(".notice button").click()
    wall.page.locator(".notice").wait_for(state="detached")
    desk.says("#telling", "read by")
    page.locator("#telling [data-does=withdraw]").click()
    desk.says("#telling", "Nothing is announced")


def test_the_log_says_what_a_screen_showed_by_whom_and_how_it_ended(desk: Screen, plan: PlanStore) -> None:  # noqa: F811
    now = int(desk.page.evaluate("Date.now()"))
    push = Push("logged", Content(AREA, TOP), "somebody", now, now + 600_000)
    data = {"screen": LEFT, "push": push.id, "kind": AREA, "id": "", "area": TOP, "until": push.until}
    put = Decision("put", {f"stack:{LEFT}": Stack((push,))}, data)
    plan.carry_out(f"log-put-{now}", "somebody", now, lambda _: put)
    row = "#log-lines tr:has-text('somebody')"
    desk.says(row, "until")
    desk.says(row, "Left")
    desk.says(f"[data-screen={LEFT}] .screen-foot", "back in")  # the log may know it first
    desk.page.locator(f"[data-screen={LEFT}]").click()
    desk.page.keyboard.press("e")
    desk.says("#said", "somebody")
    desk.page.keyboard.press("e")
    desk.says(row, "ended by demo")
