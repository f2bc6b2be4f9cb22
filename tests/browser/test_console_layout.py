"""The console from 1280 × 720 to 4K and on a phone, in two languages, with a case and with a call for help:
no text is cut, none is small, all can be read, and what an officer decides by is in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.duty import Duty
from tests.browser.measured import misplaced, resized
from tests.browser.screen import Screen

SIZES = ((1920, 1080), (3840, 2160), (1366, 768), (1280, 720))
PHONE = (390, 844)
SMALLEST = 16
SCROLL = ("queue-", "card ")  # below their edge the text goes on
IN_SIGHT = """() => {
    const boxOf = (one) => one.getBoundingClientRect()
    const card = document.getElementById('card')
    const [top, bottom] = [boxOf(card).top - 1, boxOf(card).bottom + 1]
    const inside = ({ height, ...one }) => height > 0 && one.top >= top && one.bottom <= bottom
    const boxes = (of) => [...card.querySelectorAll(of)].map((one) => boxOf(one).toJSON())
    const seen = (of) => boxes(of).filter(inside).length
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
    const [people, clock, next] = ['.person', '.card-figure', '.card-next'].map(seen)
    const map = boxOf(document.getElementById('map-box')).width / innerWidth
    return { people, clock, next, map, head: boxOf(document.getElementById('head')).height / rem } }"""
CLOCKS = """async () => {
    const { clockWords } = await import('/assets/console/case/words.mjs')
    const [MINUTE, HOUR, DAY] = [60e3, 3600e3, 86400e3]
    const spans = [59e3, 59 * MINUTE, 13 * HOUR + 17 * MINUTE, 23 * HOUR + 59 * MINUTE, 6 * DAY + 23 * HOUR]
    const long = [...spans, 128 * DAY + 23 * HOUR]
    const far = [128 * DAY]
    const kinds = {
        overdue: long, left: spans, unclaimed: spans, unanswered: long, claim: spans, answer: spans,
        calling: spans, helped: spans, due: far, paused: far, ended: far, verify: far }
    const cell = document.querySelector('#queue-place .cell-clock').parentElement
    const others = [...cell.children]
    const [box, shown] = [document.createElement('div'), document.createElement('b')]
    box.append(shown)
    others.forEach((one) => (one.style.display = 'none'))
    cell.append(box)
    const [inner, wrong] = [getComputedStyle(cell), []]
    const room = cell.clientWidth - parseFloat(inner.paddingLeft) - parseFloat(inner.paddingRight)
    let tried = 0
    for (const [kind, all] of Object.entries(kinds))
        for (const ms of all) {
            const until = ['due', 'paused', 'ended', 'verify'].includes(kind)
            const clock = { kind, tone: 'late', ...(until ? { at: Date.UTC(2026, 10, 27, 22, 58) } : { ms }) }
            shown.textContent = clockWords(clock, Date.UTC(2026, 2, 1))[0]
            box.className = `cell-clock late clock-${kind} ${shown.textContent.length > 8 ? 'long' : ''}`
            const { width } = shown.getBoundingClientRect()
            if (width > room || shown.getClientRects().length > 1)
                wrong.push(`${kind} ${shown.textContent}: ${width.toFixed()} of ${room.toFixed()}`)
            tried += 1
        }
    box.remove()
    others.forEach((one) => (one.style.display = ''))
    return { tried, wrong } }"""
WIDER = """() => [document.documentElement, ...document.querySelectorAll('#card, .actions, #queue')]
    .some((one) => one.scrollWidth > one.clientWidth + 1)"""


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    duty.end_calls()
    yield duty
    duty.end_calls()
    duty.close()


@pytest.fixture(params=["zh", "en"])
def desk(request: pytest.FixtureRequest, stage: Stage, screens: Callable[..., Screen]) -> Console:
    """At a case of a town, with the nearest people."""
    lat, lon = stage.feed.middle("441900106002")
    text = "路灯不亮 The lamp is out. " * 12
    case = stage.feed.filed(f"layout-{request.param}", lat, lon, text=text)
    desk = Console(screens()).look_at(case, request.param)
    desk.page.locator(f"#queue-place [data-case='{case}']").wait_for()  # in a list of any length
    return desk


def in_sight(desk: Console) -> dict[str, Any]:
    desk.page.locator("[data-part=near] [data-number='5']").wait_for()
    told: dict[str, Any] = desk.page.evaluate(IN_SIGHT)
    return told


def all_at_hand(desk: Console) -> None:
    """At every size: five people, clock and next step above the fold, the map nearly half the page."""
    for size in SIZES:
        assert misplaced(resized(desk.screen, size), SCROLL, SMALLEST, feet=True) == [], size
        clocks = desk.page.evaluate(CLOCKS)
        assert clocks["tried"] > 40 and clocks["wrong"] == [], size
        told = in_sight(desk)
        assert (told["people"], told["clock"], told["next"]) == (5, 1, 1), size
        assert told["map"] >= 0.45, size
        assert told["head"] < 3.75, "one line"


def test_what_an_officer_decides_by_is_in_sight_at_every_size(
    stage: Stage, duty: Duty, desk: Console
) -> None:
    all_at_hand(desk)
    person = stage.feed.someone()
    stage.feed.put(person, *stage.feed.middle("441900106002"), sos=True)
    call = duty.call_of(person)
    desk.page.locator(f"#band [data-case='{call}']").wait_for()
    desk.press("o")
    desk.page.locator(f"#card[data-case='{call}'] .caller-box").wait_for()
    all_at_hand(desk)
    duty.end_call(call)


def test_on_a_phone_list_and_card_take_turns_and_nothing_is_wider_than_the_page(desk: Console) -> None:
    resized(desk.screen, PHONE)
    for view in ("card", "list"):
        desk.page.locator(f"#wall[data-view={view}]").wait_for()
        assert misplaced(desk.screen, SCROLL, SMALLEST, least_texts=15) == [], view
        assert desk.page.evaluate(WIDER) is False, view
        assert desk.page.locator("#head .world").is_visible(), "what is made up is said here too"
        if view == "card":
            assert in_sight(desk)["next"] == 1
            desk.page.locator("#actions .action.main").first.wait_for()
            desk.page.locator("#phone-bar [data-view=back]").click()
    desk.page.locator("#queue-place [data-case]").first.click()  # one that is drawn, in a list of any length
    desk.page.locator("#wall[data-view=card]").wait_for()
    desk.page.locator("#phone-bar [data-view=map]").click()
    desk.page.locator("#wall[data-view=map]").wait_for()
