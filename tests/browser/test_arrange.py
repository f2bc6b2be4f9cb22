"""Scenes, programmes and rules are edited on a page that shows what the screen will draw: published they are
on the screen; of two editors neither loses a word; a bad file changes nothing; a rule made here acts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator

from city.screens.decision import Decision
from city.screens.plan import Plan
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen import Screen as Hung
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.test_accessibility import complaints
from tests.browser.test_director import last_town

pytestmark = [pytest.mark.no_pictures]
HALL = "arrange-hall"
OWN = ("scene:arrange-a", "scene:arrange-b", "programme:arrange-day", f"screen:{HALL}", f"stack:{HALL}")


@pytest.fixture
def plan(stage: Stage) -> Iterator[PlanStore]:
    """A screen of the last town that runs a programme of one scene."""
    store, town = PlanStore(stage.redis.client(), Keys()), last_town(stage)[0]
    told = {
        "scene:arrange-a": Scene("arrange-a", "Overview <b>", "two", (Panel("map"), Panel("feed")), town),
        "scene:arrange-b": Scene("arrange-b", "Words", "one", (Panel("announcement", text="Hello"),), town),
        "programme:arrange-day": Programme("arrange-day", "Day", (Step("arrange-a", 60),), area=town),
        f"screen:{HALL}": Hung(HALL, "Hall", "arrange", town, programme="arrange-day"),
    }
    store.carry_out(f"up-{time.time_ns()}", "host", 1, lambda _: Decision("hung", told))
    yield store
    made = {subject: None for subject in store.read()[0].subjects() if subject.startswith("rule:")}
    gone = dict.fromkeys(OWN) | made
    store.carry_out(f"down-{time.time_ns()}", "host", 1, lambda _: Decision("hung", gone))


class Page:
    """The page that arranges, with one thing opened."""

    def __init__(self, screen: Screen, thing: str) -> None:
        self.screen, self.page = screen, screen.page
        self.page.goto(f"{screen.address}/arrange/?lang=en#{thing}")
        self.field("name").wait_for()

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[data-field='{name}']")

    def act(self, name: str) -> None:
        self.page.locator(f"[data-field='act.{name}']:enabled").click()

    def says(self, text: str) -> None:
        self.screen.says("#said", text)


def read(plan: PlanStore) -> Plan:
    return plan.read()[0]


def until(screen: Screen, done: Callable[[], Any], what: str) -> Any:
    return screen.until(done, what)


def test_what_is_previewed_and_published_is_what_the_screen_draws(
    stage: Stage, screen: Screen, screens: Callable[..., Screen], plan: PlanStore
) -> None:
    page = Page(screen, "programme=arrange-day")
    page.field("preview.on").select_option(HALL)
    preview = page.page.frame_locator(".preview-box iframe")
    preview.locator("#wall.staged[data-stage='two'] .map-place").wait_for()
    page.field("step.add").click()
    page.field("step.1.scene").select_option("arrange-b")
    page.field("step.1.scene").focus()
    page.page.keyboard.press("Alt+ArrowUp")
    assert page.page.evaluate("document.activeElement.dataset.field") == "step.0.scene", (
        "the focus goes along"
    )
    assert page.page.locator(".change").all_text_contents()[0].startswith("new")
    page.field("preview.next").click()
    preview.locator(".stage-announcement .said").wait_for()
    page.act("save_draft")
    page.says("The draft of Day is saved")
    assert [step.scene for step in read(plan).programmes["arrange-day"].steps] == ["arrange-a"]
    page.act("publish")
    page.says("Day is published")
    assert [step.scene for step in read(plan).programmes["arrange-day"].steps] == ["arrange-b", "arrange-a"]
    hung = screens(alone=True)
    hung.page.goto(f"{hung.address}/screen/{HALL}?lang=en")
    hung.page.locator(".stage-announcement .said").wait_for()
    assert hung.page.text_content(".stage-announcement .said") == "Hello"


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(screen: Screen, plan: PlanStore) -> None:
    page = Page(screen, "scene=arrange-b")
    page.field("name").fill("Mine")
    held = read(plan).scenes["arrange-b"]
    theirs = Scene(held.id, "Theirs", held.layout, held.panels, held.area, held.revision + 1)
    plan.carry_out(f"theirs-{time.time_ns()}", "li", 1, lambda _: Decision("s", {"scene:arrange-b": theirs}))
    screen.says("#standing", "Somebody else has changed Theirs")
    assert page.field("name").input_value() == "Mine"
    assert page.page.locator(".quarrel td").all_text_contents() == ["Mine", "Theirs"]
    assert page.page.locator("[data-field='act.save']:enabled").count() == 0
    page.field("other.keep").click()
    page.act("save")
    page.says("Mine is saved")
    held = read(plan).scenes["arrange-b"]
    assert (held.name, held.revision) == ("Mine", theirs.revision + 1)


def test_a_bad_file_is_refused_by_its_place_and_nothing_of_it_comes(
    stage: Stage, screen: Screen, plan: PlanStore
) -> None:
    page, town = Page(screen, "scene=arrange-a"), last_town(stage)[0]
    screen.expect("status of 409")
    before = read(plan)
    good = f'{{"id": "file-good", "name": "Good", "layout": "wall", "area": "{town}"}}'
    bad = good.replace("file-good", "file-bad").replace('"wall"', '"ten"')
    text = f'{{"gridwall": "screens", "version": 1, "scenes": [{good}, {bad}]}}'
    given = {"name": "file.json", "mimeType": "application/json", "buffer": text.encode()}
    page.page.set_input_files("#exchange input[type=file]", given)  # type: ignore[arg-type]
    screen.says("#exchange", "Nothing was imported. scenes[1].layout: one of wall, one")
    assert read(plan) == before


def test_a_rule_made_on_the_page_brings_the_next_case_to_its_screen(
    stage: Stage, screen: Screen, plan: PlanStore
) -> None:
    page = Page(screen, "scene=arrange-a")
    page.page.locator("[data-key='new:rule']").click()
    page.field("name").fill("Everything here")
    page.field("screen").select_option(HALL)
    page.field("area").fill(last_town(stage)[0])
    page.page.locator(".area-list [role=option]").first.wait_for()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    page.field("urgent").uncheck()
    page.field("on").check()
    page.act("try")
    screen.says("#beside", "cases")
    page.act("save")
    page.says("Everything here is saved")
    stage.feed.filed("for-a-rule", *stage.feed.middle(last_town(stage)[1]))
    until(screen, lambda: read(plan).stack(HALL).pushes, "the rule has put it there")
    [push, *_] = read(plan).stack(HALL).pushes
    assert (push.rank, push.content.kind) == ("rule", "case")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_is_shut_out_of_the_page(screen: Screen, plan: PlanStore, lang: str) -> None:
    found = {}
    for thing in ("scene=arrange-a", "programme=arrange-day"):
        page = Page(screen, thing)
        page.page.goto(f"{screen.address}/arrange/?lang={lang}#{thing}")
        page.field("name").wait_for()
        found[thing] = complaints(screen)
    page.page.locator("[data-key='new:rule']").click()
    page.field("cameras").wait_for()
    found["rule"] = complaints(screen)
    assert found == {"scene=arrange-a": [], "programme=arrange-day": [], "rule": []}
