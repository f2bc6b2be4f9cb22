"""A call for help from the first signal to its end, on a wall read from 8 m, at a console and on a phone:
above everything, with its clocks running and the numbers right, until somebody is on the spot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.duty import Duty
from tests.browser.screen import SILENT, Screen
from tests.browser.test_case_life import fed_back
from tests.browser.test_field import opened, press, task

TOWN = "441900106"
FEED = 24  # rows of it; other tests leave cases that nobody has in this town
CLOCK = re.compile(r"(\d+:)?\d\d:\d\d")
# the pages' own order of layers, and whether anything was moved or cut; a band may take the room at its right
# that the notice of a mute console leaves it
ON_TOP = """(one) => { const { left, right, top, bottom } = one.getBoundingClientRect()
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight && one.contains(there) }"""
PLACES = """() => ['head', 'band', 'map-box'].map((id) => {
    const { left, top, width, height } = document.getElementById(id).getBoundingClientRect()
    return [id, left, top, id === 'band' || width, height].join(' ') })"""


class Play:
    """Two pages that must say the same of the calls that are open."""

    def __init__(self, stage: Stage, wall: Screen, desk: Console) -> None:
        self.stage, self.wall, self.desk = stage, wall, desk
        self.pages = [wall, desk.screen]
        self.still = [page.page.evaluate(PLACES) for page in self.pages]

    def call(self) -> str:
        """Somebody's, who is at home here."""
        person = self.stage.feed.someone()
        self.stage.feed.put(person, *self.stage.feed.middle(self.stage.feed.home[person]), sos=True)
        return person

    def stands(self, *cases: str, waiting: int) -> None:
        """These calls and no others are in sight on both pages, nothing above them, their clocks running."""
        began = []
        for page, still in zip(self.pages, self.still, strict=True):
            page.shows("sos", len(cases))
            page.shows("sos_waiting", waiting)
            page.until(lambda page=page: self.shown(page) == set(cases), f"the band shows {cases}")
            for case in cases:
                self.in_sight(page, case)
                began.append((page, case, self.clock(page, case)))
            assert page.page.evaluate(PLACES) == still, "nothing is moved"
        for page, case, before in began:
            page.until(lambda one=(page, case), before=before: self.clock(*one) > before, "the clock runs")
        first, queue = slice(len(cases)), self.desk
        queue.screen.until(lambda: set(queue.lines()[first]) == set(cases), "they are first in the queue")
        self.wall.until(lambda: set(feed_of(self.wall)[first]) == set(cases), "they are first in the feed")

    def shown(self, page: Screen) -> set[str]:
        calls = page.page.locator("#band .band-call")
        told: list[str] = calls.evaluate_all("(all) => all.map((one) => one.dataset.case)")
        return set(told)

    def in_sight(self, page: Screen, case: str) -> None:
        call = page.page.locator(f"#band [data-case='{case}']")
        clock = call.locator("[data-part=since]")
        assert CLOCK.fullmatch(clock.inner_text()), clock.inner_text()
        for piece in (call, clock):
            assert piece.evaluate(ON_TOP), "nothing lies over it"

    def clock(self, page: Screen, case: str) -> int:
        """In s."""
        value = page.page.locator(f"#band [data-case='{case}'] [data-part=since]").get_attribute("data-value")
        return int(value or -1)

    def says(self, case: str, text: str) -> None:
        for page in self.pages:
            page.says(f"#band [data-case='{case}']", text)


def feed_of(wall: Screen) -> list[str]:
    rows = wall.page.locator("#feed .feed-row")
    told: list[str] = rows.evaluate_all("(all) => all.map((one) => one.dataset.case)")
    return told


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    yield duty
    duty.close()


@pytest.fixture
def play(stage: Stage, duty: Duty, screens: Callable[..., Screen], desks: Callable[[], Console]) -> Play:
    duty.end_calls()
    wall = screens()
    wall.page.goto(f"{wall.address}/wall/{TOWN}?lang=en&distance=8m&panel=55in")
    wall.until(lambda: wall.light() == "green", "the truth light turns green")
    desk = desks().enter()
    for page in (wall, desk.screen):
        page.shows("sos", 0)
    return Play(stage, wall, desk)


def test_a_call_is_on_top_until_somebody_is_on_the_spot(
    duty: Duty, play: Play, screens: Callable[..., Screen]
) -> None:
    play.desk.page.locator("#queue-place").hover()  # a pointer that holds the list still holds no call back
    person = play.call()
    case = duty.call_of(person)
    play.stands(case, waiting=1)
    heard_and_calm_on_the_wall(play.wall, case)
    play.says(case, "heard of")
    play.desk.page.locator("#queue-bar .second").wait_for()  # nobody waits behind the list
    acknowledged_behind_a_card(duty, play, case)
    somebody_is_sent(play, case, person)
    who = duty.sent_to(case)
    play.stands(case, waiting=0)
    phone = opened(screens(), f"/field/{duty.link(inspector=who)}")
    press(task(phone, case), "accept")
    play.desk.screen.says("#card .caller-way", "accepted")
    play.stands(case, waiting=0)
    press(task(phone, case), "arrive")
    answered(play, case)
    fed_back(phone, case, "已护送回家")
    closed_with_words(duty, play, case)


def heard_and_calm_on_the_wall(wall: Screen, case: str) -> None:
    """The wall sounds, and nothing pulses for whoever wishes less motion."""
    sounds = "() => window.gridwall.sounds().map(({ kind }) => kind)"
    wall.until(lambda: "sos" in wall.page.evaluate(sounds), "the wall sounds")
    mark = wall.page.locator(f"#band [data-case='{case}'] .mark.sos")
    moving = "(one) => one.getAnimations().length"
    assert mark.evaluate(moving) > 0
    wall.page.emulate_media(reduced_motion="reduce")
    wall.until(lambda: mark.evaluate(moving) == 0, "the mark stands still")
    wall.page.emulate_media(reduced_motion="no-preference")


def acknowledged_behind_a_card(duty: Duty, play: Play, case: str) -> None:
    """Two at once, of which the longest is acknowledged and the other closed with words."""
    keys = play.wall.page.keyboard
    second = duty.call_of(play.call())
    play.stands(case, second, waiting=2)
    keys.press("?")
    play.wall.page.locator("#help[open]").wait_for()
    play.stands(case, second, waiting=2)
    keys.press("a")
    play.stands(case, second, waiting=1)
    play.says(case, "Acknowledged · Wall")
    duty.end_call(second)
    play.stands(case, waiting=0)
    keys.press("Escape")
    play.wall.page.locator("#help").wait_for(state="hidden")


def somebody_is_sent(play: Play, case: str, person: str) -> None:
    """By keys alone, from behind a card."""
    desk = play.desk.press("?", "o")
    desk.page.locator(f"#card[data-case='{case}'] .caller-box").wait_for()
    desk.screen.says("#card .caller-box", person)
    desk.press("c")
    desk.page.locator(".caller-number").wait_for()
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    near = desk.page.locator("[data-part=near] [data-number]").all_inner_texts()
    assert not any(person in line for line in near), ("who calls is not sent", person, near)
    desk.press("1", "Enter")
    play.says(case, "min away")


def answered(play: Play, case: str) -> None:
    """Somebody is there: in hand like any other, and its end is still to come."""
    for page in play.pages:
        page.shows("sos", 0)
        page.page.locator("#band[data-mood=calm]").wait_for()
        page.says("#band", "somebody is on the spot")
    play.desk.page.locator(f"#card[data-case='{case}']").wait_for()
    line = play.wall.page.locator(f"#feed [data-case='{case}'][data-state=in_hand]")
    rows = play.wall.page.locator("#feed .feed-row")
    play.wall.until(
        lambda: line.count() or rows.count() == FEED, "it stands there, unless others need eyes more"
    )


def closed_with_words(duty: Duty, play: Play, case: str) -> None:
    desk = play.desk
    desk.can("verify")
    desk.press("v")
    desk.can("close")
    desk.press("x")
    desk.page.locator("#form textarea").fill("home and safe")
    desk.press("Enter")
    duty.shows(case, "closed")
    play.wall.page.locator(f"#feed [data-case='{case}']").wait_for(state="detached")


def test_a_call_stays_when_a_page_is_opened_again_and_a_desk_that_is_mute_says_so(
    stage: Stage, duty: Duty, screens: Callable[..., Screen]
) -> None:
    person = stage.feed.someone()
    stage.feed.put(person, *stage.feed.middle(stage.feed.home[person]), sos=True)
    case = duty.call_of(person)
    screen = screens(alone=True)
    screen.page.add_init_script(SILENT)
    desk = Console(screen).open()
    calls = screen.page.locator(f"#band [data-case='{case}']")
    calls.wait_for()
    screen.page.locator("#mute").wait_for()
    desk.open()
    calls.wait_for()
    screen.page.locator(".alarm-row #mute").wait_for()  # over nothing
    still = screen.page.evaluate(PLACES)
    desk.press("Escape")
    screen.page.locator("#mute").wait_for(state="hidden")
    assert [one for one in screen.page.evaluate(PLACES) if "band" not in one] == [
        one for one in still if "band" not in one
    ]
    duty.end_call(case)
    calls.wait_for(state="detached")


def test_who_sees_a_shorter_way_takes_a_call_over_and_sends(
    stage: Stage, duty: Duty, desks: Callable[[], Console]
) -> None:
    caller, slow = stage.feed.someone(), stage.feed.someone()
    stage.feed.put(caller, *stage.feed.middle("441900106002"), sos=True)
    case = duty.call_of(caller)
    duty.send(case, inspector=slow)
    desk = desks().turn_to(case)
    desk.screen.says("#card [data-part=next]", "Somebody nearer?")
    near = "[data-part=near] .person"
    nearer = desk.page.locator(f"{near}:not([title*='{slow}'])").first
    nearer.wait_for()
    number = nearer.get_attribute("data-number") or ""
    desk.press(number).page.locator(f"{near}[data-number='{number}'][aria-pressed=true]").wait_for()
    desk.press("Enter").page.locator("#form textarea").fill("two minutes instead of ten")
    desk.press("Enter")  # one answer after the other: taken over, then sent
    refused = desk.page.locator("#answer[data-state=refused]")
    desk.screen.until(
        lambda: duty.sent_to(case) != slow or refused.count() > 0, "somebody else is sent, or why not is said"
    )
    assert not refused.count(), refused.inner_text()
    desk.can("release")
    desk.screen.says("#card [data-part=history]", "two minutes instead of ten")
    duty.end_calls()
