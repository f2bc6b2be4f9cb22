"""The eight things a duty officer does, each found from the page alone: the next step says what to do, and
its button or key does it. Once by keys and once by mouse, on one page each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest

from city.cases.case import CaseEvent
from streams.record.append import append_event
from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.duty import Duty
from tests.browser.screen import Screen
from tests.dashboard.consoles import Console as Desk
from tests.dashboard.consoles import seat
from tests.dashboard.pictures import photo

pytestmark = pytest.mark.no_pictures

KEYS = {"⏎": "Enter", "⇧V": "Shift+V", "Shift P": "Shift+P"}
# the first of these places that the map shows, as a point of the page
IN_SIGHT = """(places) => {
    const { map } = window.gridwall
    const { left, top } = map.getContainer().getBoundingClientRect()
    const points = places.map((place) => map.latLngToContainerPoint(place))
        .map(({ x, y }) => [left + x, top + y])
    return points.find((point) => document.elementFromPoint(...point)?.closest('#map-box')) }"""
NAMED = {"⏎": "Enter", "⇧V": "Shift V"}  # as the sentence has them


class Officer:
    """Does what the page says, `by` keys or mouse."""

    def __init__(self, stage: Stage, duty: Duty, desk: Console, by: str, village: str) -> None:
        self.stage, self.duty, self.desk, self.page = stage, duty, desk, desk.page
        self.by_keys, self.village = by == "keys", village

    def filed(self, name: str, item: str, grid: int, **more: str) -> str:
        lat, lon = self.stage.feed.middle(f"{self.village}{grid:03}")
        return self.stage.feed.filed(f"{name}-{time.monotonic_ns()}", lat, lon, item=item, **more)

    def looks_at(self, case: str) -> None:
        """By J, or by a click on its line."""
        self.page.locator(f"#queue-place [data-case='{case}']").wait_for()
        if self.by_keys:
            self.desk.screen.until(self.left, "Escape leaves what was looked at")
            self.desk.screen.until(lambda: self.stepped_to(case), f"J leads to {case}")
        else:
            self.page.locator(f"#queue-place [data-case='{case}']").click()
        self.page.locator(f"#card[data-case='{case}'] .history-row").first.wait_for()

    def left(self) -> bool:
        self.page.keyboard.press("Escape")
        return "case=" not in self.page.url

    def stepped_to(self, case: str) -> bool:
        before = self.page.url
        self.page.keyboard.press("j")
        if self.page.url == before:  # the last line: it may have come in above, so from the first again
            self.page.keyboard.press("Escape")
        return f"case={case}" in self.page.url  # at once; the card is drawn with the next frame

    def told(self, *steps: str) -> str:
        """Wait until the next step is one of these; its words."""
        shown = ", ".join(f"#card [data-part=next][data-next={step}] .next-step" for step in steps)
        self.page.locator(shown).wait_for()
        return self.page.locator("#card .next-step").inner_text()

    def does(self, act: str, step: str = "") -> None:
        """By the button that stands there, or by the key on it, which the words of the `step` name too."""
        words = self.told(step) if step else ""
        button = self.page.locator(f"#actions [data-act={act}]:not(:disabled)")
        button.wait_for()
        shown = button.locator("kbd").inner_text()
        assert not words or NAMED.get(shown, shown) in words, (shown, words)
        if self.by_keys:
            self.page.keyboard.press(KEYS.get(shown, shown))
        else:
            button.click()

    def picks(self, number: int) -> str:
        """A person near; their name."""
        self.chooses("[data-part=near] .person", number)
        picked = self.page.locator(f"[data-part=near] .person[aria-pressed=true][data-number='{number}']")
        picked.wait_for()
        return picked.locator(".person-name").inner_text()

    def chooses(self, lines: str, number: int) -> None:
        line = self.page.locator(lines).nth(number - 1)
        line.wait_for()
        if self.by_keys:
            self.page.keyboard.press(str(number))
        else:
            line.click()

    def writes(self, text: str) -> None:
        field = self.page.locator("#form[open] textarea")
        field.wait_for()
        field.fill(text)
        self.confirms()

    def confirms(self) -> None:
        send = self.page.locator("#form[open] .send")
        send.wait_for()
        if self.by_keys:
            self.page.keyboard.press("Enter")
        else:
            send.click()
        self.page.locator("#form").wait_for(state="hidden")


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    duty.end_calls()
    yield duty
    duty.close()


@pytest.fixture(params=["keys", "mouse"])
def officer(
    request: pytest.FixtureRequest, stage: Stage, duty: Duty, screens: Callable[..., Screen]
) -> Iterator[Officer]:
    village = {"keys": "441900106016", "mouse": "441900106017"}[request.param]
    desk = Console(screens()).open("&tab=all", code=village)
    yield Officer(stage, duty, desk, request.param, village)
    duty.end_calls()
    duty.advise_all(village)


def test_the_eight_things_of_a_duty_are_found_from_the_page_alone(officer: Officer) -> None:
    takes_a_call(officer)
    case = accepts_and_locates(officer)
    who = sends_somebody(officer)
    sees_who_is_under_way_and_how_long(officer, who)
    verifies_and_closes(officer, case)
    asks_for_more_time(officer)
    merges_a_double(officer)
    hands_over(officer)
    denies_what_another_asks(officer)


def takes_a_call(officer: Officer) -> None:
    person, page = officer.stage.feed.someone(), officer.page
    officer.stage.feed.put(person, *officer.stage.feed.middle(f"{officer.village}001"), sos=True)
    call = officer.duty.call_of(person)
    band = page.locator(f"#band [data-case='{call}']")
    band.wait_for()
    assert "(O)" in band.inner_text()
    if officer.by_keys:
        page.keyboard.press("o")
    else:
        band.locator(".band-text").click()
    page.locator(f"#card[data-case='{call}'] .caller-box").wait_for()
    officer.does("acknowledge", "call_acknowledge")
    officer.told("call_send")
    officer.picks(1)
    officer.does("send")
    officer.told("wait_accept", "no_answer")  # an urgent one must be answered within seconds


def accepts_and_locates(officer: Officer) -> str:
    """A report without a place; by keys it is looked for by name, by mouse clicked on the map."""
    page, report = officer.page, f"lost-{time.monotonic_ns()}"
    case = officer.stage.feed.filed(report, 1.0, 1.0, item="0103", area=officer.village)
    officer.looks_at(case)
    officer.does("claim", "claim")
    officer.does("locate", "locate")
    page.locator("#locating").wait_for()
    if officer.by_keys:
        page.keyboard.type(officer.stage.areas[f"{officer.village}002"].name)
        page.locator("#locating .place-line").first.wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        stage = officer.stage  # in the middle of the map it may be another village's
        grids = [list(stage.feed.middle(grid.code)) for grid in stage.areas.children(officer.village)]
        page.mouse.click(*page.evaluate(IN_SIGHT, grids))
    page.locator("#locating").wait_for(state="hidden")
    return case


def sends_somebody(officer: Officer) -> str:
    officer.told("send")
    name = officer.picks(1)
    officer.does("send")
    return name


def sees_who_is_under_way_and_how_long(officer: Officer, who: str) -> None:
    words = officer.told("wait_accept")
    assert who in words and re.search(r"for \d+ (s|min)", words), words


def verifies_and_closes(officer: Officer, case: str) -> None:
    """What was fed back; then the next case is offered by name, with its key."""
    row = officer.duty.card(case)
    at, stands = int(time.time() * 1000), row["assignment"]
    told = {"dispatch": stands["id"], "text": "done"}
    revision = row["revision"]
    event = CaseEvent("", case, revision + 1, "fed_back", at, stands["inspector"], f"back:{case}", told)
    append_event(officer.duty.redis, officer.stage.feed.keys, event, revision)
    officer.does("verify", "verify")
    if officer.by_keys:
        officer.writes("seen by me")
    else:
        brings_a_photo(officer)
    officer.does("close", "close")
    offered = officer.page.locator("#card .next-case")
    offered.wait_for()
    assert offered.inner_text().startswith("Z")
    if officer.by_keys:
        officer.page.keyboard.press("z")
    else:
        offered.click()
    card = officer.page.locator("#card")
    officer.desk.screen.until(lambda: card.get_attribute("data-case") not in ("", case), "on to the next")


def brings_a_photo(officer: Officer) -> None:
    """What is none is refused in words; what is one verifies, and stands in the history."""
    form = officer.page.locator("#form[open]")
    officer.desk.screen.expect("415 (UNSUPPORTED MEDIA TYPE)")
    with officer.page.expect_file_chooser() as chosen:
        form.locator(".photo-add").click()
    files = [("note.jpg", b"no picture"), ("street.jpg", photo())]
    chosen.value.set_files([{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files])
    form.locator(".photo-said", has_text="note.jpg").wait_for()
    officer.desk.screen.until(lambda: form.locator(".shot").count() == 1, "the other one stays")
    officer.confirms()
    shown = officer.page.locator(".history-row .photo img")
    shown.wait_for()
    officer.desk.screen.until(lambda: shown.evaluate("image => image.naturalWidth > 0"), "it is shown")


def asks_for_more_time(officer: Officer) -> None:
    officer.looks_at(officer.filed("more", "0101", 3))
    officer.does("claim", "claim")
    officer.told("send")
    officer.does("return")
    officer.chooses("#form[open] .menu-row", 3)
    officer.writes("it needs parts")
    assert "Extend" in officer.told("own_wish")


def merges_a_double(officer: Officer) -> None:
    officer.filed("first", "0103", 4)
    officer.looks_at(officer.filed("second", "0103", 4))
    notice = officer.page.locator("[data-part=duplicate] .small-button")
    notice.wait_for()
    if officer.by_keys:
        officer.page.keyboard.press(notice.locator("kbd").inner_text())
    else:
        notice.click()
    officer.confirms()
    officer.page.locator("#actions [data-act=unmerge]").wait_for()


def hands_over(officer: Officer) -> None:
    officer.looks_at(officer.filed("over", "0104", 2))
    officer.does("claim", "claim")
    officer.told("send")
    officer.does("release")
    field = officer.page.locator("#form[open] textarea")
    field.fill("  ")
    field.press("Enter")
    assert field.is_visible(), "blanks say nothing"
    field.fill("my shift ends")
    field.press("Escape")
    officer.does("release")
    field.wait_for()
    assert field.input_value() == "my shift ends", "what was typed is kept"
    officer.confirms()
    officer.told("claim")


def denies_what_another_asks(officer: Officer) -> None:
    """As a head: who sits there says so in the header."""
    case, wall = officer.filed("wish", "0105", 3), officer.stage.wall
    other = Desk(wall, seat(wall, area=officer.village), officer.village)
    try:
        other.until(lambda: case in other.rows, "the case is in the queue")
        assert other.command("claim", case)["ok"]
        other.until(lambda: other.rows[case]["owner"], "it is claimed")
        assert other.command("ask", case, data={"what": "extend", "hours": 2, "reason": "parts"})["ok"]
    finally:
        other.close()
    head = officer.page.locator("#role [data-role=head]")
    head.press("Enter") if officer.by_keys else head.click()
    officer.page.locator("#role [data-role=head][aria-pressed=true]").wait_for()
    officer.page.locator("#queue-place[data-lines]").wait_for()
    officer.looks_at(case)
    officer.does("deny", "approve")
    officer.writes("no need")
    officer.told("urge")  # it goes on with whoever owns it
