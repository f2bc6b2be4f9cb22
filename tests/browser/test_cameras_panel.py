"""One camera's panel on the real path, from the camera to the painted picture: honest whatever happens."""

import asyncio
import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.browser.background import Tab
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.street import VILLAGE

ID = "street-01"
PANEL = f".camera-panel[data-camera={ID}]"
LISTEN = """() => {
  window.pictures = []
  window.addEventListener('gridwall:picture', ({ detail }) => window.pictures.push(detail))
}"""
HEARD = "(panel) => [window.pictures, Number(document.querySelector(panel).dataset.at)]"
PICTURE = "(panel) => document.querySelector(panel + ' video')"
GREY = f"(panel) => getComputedStyle(({PICTURE})(panel)).filter"
WIDE = f"(panel) => ({PICTURE})(panel)?.videoWidth ?? 0"

SEEN = """(() => {
  const live = window.gridwall?.cameras?.()[0]?.state === 'live'
  return `${document.visibilityState}, ${live ? 'live' : 'not live'}`
})()"""
# a video that a page opens in the background begins when it is in front again
OPENED = "(document.querySelector('video')?.buffered.length ?? 0) > 0"
BUFFERED = """(() => {
  const { buffered } = document.querySelector('video')
  return buffered.end(buffered.length - 1) - buffered.start(0)
})()"""


def told(screen: Screen) -> dict[str, Any]:
    """What the page says of the panel to tests and support."""
    found: list[dict[str, Any]] = screen.page.evaluate("() => window.gridwall.cameras()")
    return next((panel for panel in found if panel["camera"] == ID), {"state": "", "painted": 0, "at": 0})


def state(screen: Screen) -> str:
    shown: str = screen.page.evaluate("(panel) => document.querySelector(panel)?.dataset.state ?? ''", PANEL)
    return shown


def live(screen: Screen) -> None:
    """Live, and a new picture painted from now on."""
    before = time.time() * 1000
    screen.until(lambda: told(screen)["at"] > before and state(screen) == "live", "live again")


def opened(screen: Screen) -> Screen:
    """A new panel, on a page that stands."""
    screen.enter(VILLAGE)
    live(screen)
    return screen


def text(screen: Screen, part: str) -> str:
    return screen.page.locator(PANEL).locator(f".camera-{part}").text_content() or ""


def age(screen: Screen) -> int:
    """In s, of the picture that stands still."""
    found = re.match(r"(\d+) s", text(screen, "age"))
    return int(found[1]) if found else 0


def test_pictures_are_painted_one_after_the_other_and_the_panel_tells_of_the_newest(wall: Screen) -> None:
    opened(wall)
    wall.page.evaluate(LISTEN)
    wall.until(lambda: wall.page.evaluate("() => window.pictures.length") >= 12, "pictures")
    pictures, newest = wall.page.evaluate(HEARD, PANEL)
    numbers, times = [p["number"] for p in pictures], [p["at"] for p in pictures]
    assert numbers == sorted(set(numbers))
    assert times == sorted(times)
    assert newest == times[-1]
    assert told(wall)["latency"] > 0


def test_a_live_panel_tells_name_reason_and_age(wall: Screen) -> None:
    opened(wall)
    assert text(wall, "name") == "Bridge"
    assert text(wall, "reason") != ""
    wall.until(lambda: text(wall, "age") == "< 2 s", "its age")
    assert text(wall, "trouble") == ""


def test_a_silent_camera_is_no_longer_live_and_its_age_grows(
    stage: Stage, wall: Screen, record_property: Callable[[str, object], None]
) -> None:
    opened(wall)
    stage.street.fault(ID, "stall")
    began = time.monotonic()
    try:
        wall.until(lambda: state(wall) != "live", "no longer live")
        record_property("seconds_called_live_after_the_last_picture", time.monotonic() - began)
        wall.until(lambda: "grayscale(1)" in wall.page.evaluate(GREY, PANEL), "greyed")
        told_first = age(wall)
        wall.until(lambda: age(wall) >= max(told_first + 1, 7), "its age grows")
        wall.until(lambda: state(wall) == "lost" and text(wall, "trouble") != "", "lost, and why")
    finally:
        stage.street.fault(ID, "")
    live(wall)


def test_when_the_camera_process_dies_the_last_picture_stays_greyed_until_it_returns(
    stage: Stage, wall: Screen, record_property: Callable[[str, object], None]
) -> None:
    wall.expect("ERR_CONNECTION_REFUSED", "WebSocket connection")
    opened(wall)
    stage.street.process.end(signal.SIGKILL)
    try:
        wall.until(lambda: state(wall) == "lost", "lost")
        wall.until(lambda: "no connection to the camera service" in text(wall, "trouble"), "it says why")
        wall.until(lambda: "grayscale(1)" in wall.page.evaluate(GREY, PANEL), "greyed")
    finally:
        stage.street.process.start()
    back = time.monotonic()
    live(wall)
    record_property("seconds_after_the_process_answers_again", time.monotonic() - back)


def test_another_picture_size_goes_on_in_the_same_panel(stage: Stage, wall: Screen) -> None:
    def resize(width: int, height: int) -> None:
        assert stage.street.server is not None
        change = stage.street.server.cameras[ID].resize("sub", width, height)
        asyncio.run_coroutine_threadsafe(change, stage.street.loop).result(30)

    opened(wall)
    wall.until(lambda: wall.page.evaluate(WIDE, PANEL) == 320, "as it is")
    before = told(wall)
    try:
        resize(480, 272)
        wall.until(lambda: wall.page.evaluate(WIDE, PANEL) == 480, "as it becomes")
        live(wall)
        after = told(wall)
        assert after["panel"] == before["panel"]
        assert after["painted"] > before["painted"]
    finally:
        resize(320, 180)
    wall.until(lambda: wall.page.evaluate(WIDE, PANEL) == 320, "and back")


def test_a_refusal_is_said_in_words_and_the_panel_is_not_live(stage: Stage, wall: Screen) -> None:
    opened(wall)
    stage.street.fault(ID, "missing")
    try:
        wall.until(lambda: state(wall) == "refused", "refused")
        wall.until(lambda: "has no such stream" in text(wall, "trouble"), "it says why")
    finally:
        stage.street.fault(ID, "")
    live(wall)


def test_a_page_in_the_background_keeps_little_and_is_live_at_once_when_it_is_back(
    stage: Stage, record_property: Callable[[str, object], None]
) -> None:
    async def away_and_back() -> float:
        async with Tab(stage.wall.page(f"/wall/{VILLAGE}?lang=en")) as tab:
            await tab.until(SEEN, "visible, live")
            await tab.until(OPENED, True)
            async with tab.covered():
                await tab.until(SEEN, "hidden, not live")
                await asyncio.sleep(10)
                assert await tab.ask(BUFFERED) < 9, "seconds of pictures kept"
            began = time.monotonic()
            await tab.until(SEEN, "visible, live")
            return time.monotonic() - began

    with ThreadPoolExecutor(1) as beside:  # this thread has a loop already
        back = beside.submit(asyncio.run, away_and_back()).result()
    record_property("seconds_until_live_again", back)
