"""A screen shows what it is told, goes back by itself, passes over what is quiet, and covers no call."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from city.screens.content import AREA, SCENE, Content
from city.screens.decision import Decision
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen import Screen as Hung
from city.screens.stack import Push, Stack
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.test_reconnect import LOST
from tests.browser.test_sos import ON_TOP

pytestmark = pytest.mark.no_pictures

CITY, TOWN = "441900", "441900106"
SCENES = {
    "scene:map": Scene("map", "Map", "two", (Panel("map"), Panel("feed"))),
    "scene:calls": Scene("calls", "Calls", "one", (Panel("feed"),)),
    "scene:words": Scene("words", "Words", "one", (Panel("announcement", text="路 <b>held</b>"),)),
}
NUMBERS = itertools.count(1)


def now() -> int:
    return time.time_ns() // 1_000_000


class Room:
    """One screen of the stage, and what is decided of it."""

    def __init__(self, stage: Stage, made: Screen, programme: str = "") -> None:
        self.id = f"screen-{next(NUMBERS)}"
        self.store, self.page = PlanStore(stage.redis.client(), Keys()), made
        hung = Hung(self.id, "Left <i>", "hall", CITY, programme=programme)
        self.decide({f"screen:{self.id}": hung})
        address = f"{made.address}/screen/{self.id}?lang=en"
        made.until(lambda: made.page.context.request.get(address).ok, "the server knows of it")
        made.page.goto(address)
        made.until(lambda: made.light() == "green", "the truth light turns green")
        made.until(self.answer, "it knows what it shows")

    def decide(self, changes: Mapping[str, Any]) -> None:
        self.store.carry_out(f"t-{time.time_ns()}", "demo", now(), lambda _: Decision("put", changes))

    def put(self, content: Content, seconds: float) -> None:
        push = Push(f"p-{time.time_ns()}", content, "demo", now(), now() + int(seconds * 1000))
        self.decide({f"stack:{self.id}": Stack((push,))})

    def answer(self) -> dict[str, Any] | None:
        told: dict[str, Any] | None = self.page.page.evaluate(
            "() => window.gridwall.screen?.().shows ?? null"
        )
        return told

    def shows(self, kind: str, scene: str | None = None) -> None:
        def so() -> bool:
            told = self.answer()
            return told is not None and (told["kind"], told["scene"]) == (kind, scene)

        self.page.until(so, f"it shows {kind} {scene}")


@pytest.fixture
def room(stage: Stage, screens: Callable[..., Screen]) -> Callable[..., Room]:
    return lambda programme="": Room(stage, screens(alone=True), programme)


def test_what_somebody_put_there_is_named_and_goes_back_by_itself_without_a_server(
    stage: Stage, room: Callable[..., Room]
) -> None:
    hung = room()
    page = hung.page
    page.expect(*LOST)
    hung.put(Content(AREA, TOWN), 12)
    until = time.monotonic() + 12
    hung.shows("push")
    page.page.locator(f"#map-box[data-painted='{TOWN}']").wait_for()
    page.says("#strip", "Hengli")
    assert "back in 00:" in (page.page.text_content("#strip") or "")
    stage.kill_server()
    try:
        hung.shows("area")
        assert time.monotonic() - until < 3
        page.says("#crumbs .crumb[aria-current]", "Dongguan")
    finally:
        stage.start_server()
    page.until(lambda: page.light() == "green", "the light is green again")
    page.page.locator(f"#map-box[data-painted='{CITY}']").wait_for()


def test_a_programme_passes_over_what_is_quiet_and_takes_the_map_along(room: Callable[..., Room]) -> None:
    steps = (Step("map", 5), Step("calls", 5, measure="unlocated"), Step("words", 5))
    hung = room()
    hung.decide(SCENES | {"programme:day": Programme("day", "Day", steps, area=CITY)})
    page = hung.page.page
    page.evaluate("() => { window.kept = document.querySelector('#map-box .leaflet-container') }")
    hung.decide({f"screen:{hung.id}": Hung(hung.id, "Left", "hall", CITY, programme="day", revision=2)})
    seen: list[str | None] = []
    began = time.monotonic()
    while time.monotonic() - began < 14:
        told = hung.answer()
        if told and told["kind"] == "programme" and (not seen or seen[-1] != told["scene"]):
            seen.append(told["scene"])
        page.wait_for_timeout(200)
    assert seen[:3] == ["map", "words", "map"]
    assert page.evaluate("() => window.kept.isConnected")
    hung.shows("programme", "words")
    assert page.text_content(".stage-announcement") == "路 <b>held</b>"


def test_a_call_for_help_stands_over_whatever_somebody_put_there(
    stage: Stage, room: Callable[..., Room]
) -> None:
    hung = room()
    hung.decide(SCENES)
    hung.put(Content(SCENE, CITY, "words"), 600)
    hung.shows("push")
    person = stage.feed.someone()
    stage.feed.put(person, *stage.feed.middle(stage.feed.home[person]), sos=True)
    call = hung.page.page.locator("#band[data-mood='alarm'] .band-call").first
    call.wait_for()
    assert call.evaluate(ON_TOP)
    assert hung.page.page.locator(".stage-announcement").is_visible()
    assert hung.page.page.locator("#band .band-button:visible").count() == 0


def test_a_screen_says_its_name_and_that_it_was_taken_down(room: Callable[..., Room]) -> None:
    hung = room()
    hung.decide({f"stack:{hung.id}": Stack(named_until=now() + 4000)})
    name = hung.page.page.locator("#screen-notice .notice-name")
    name.wait_for()
    assert name.text_content() == "Left <i>"
    name.wait_for(state="hidden")
    hung.decide({f"screen:{hung.id}": None, f"stack:{hung.id}": None})
    hung.page.says("#screen-notice", "taken down")
