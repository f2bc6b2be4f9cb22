"""The server or Redis goes away: the page says so, and recovers by itself, without a reload."""

import time
from collections.abc import Callable

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY = "441900"
LOST = ("WebSocket connection", "ERR_CONNECTION_REFUSED")


def test_a_killed_server_is_back_on_the_page_by_itself(
    stage: Stage, wall: Screen, record_property: Callable[[str, object], None]
) -> None:
    wall.expect(*LOST)
    wall.enter(CITY)
    wall.page.evaluate("() => { window.not_reloaded = true }")
    person = stage.feed.someone()
    place = stage.feed.middle(stage.feed.home[person])
    stage.kill_server()
    wall.page.wait_for_timeout(3000)
    missed = stage.feed.put(person, *place)
    stage.start_server()
    back = time.monotonic()
    wall.sees(person, missed)
    record_property("seconds_after_the_servers_return", time.monotonic() - back)  # wanted: at most 3
    assert wall.page.evaluate("() => window.not_reloaded") is True
    wall.sees(person, stage.feed.put(person, *place))


def test_while_the_server_is_away_the_light_turns_and_names_it(stage: Stage, wall: Screen) -> None:
    wall.expect(*LOST)
    wall.enter(CITY)
    stage.kill_server()
    try:
        wall.says("#light", "Server lost")
        assert wall.light() == "amber"
    finally:
        stage.start_server()
    wall.until(lambda: wall.light() == "green", "the light is green again")


def test_a_killed_redis_is_told_and_caught_up_when_it_returns(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.evaluate("() => { window.not_reloaded = true }")
    stage.redis.kill()
    try:
        wall.says("#light", "Redis silent")
        assert wall.light() == "amber"
    finally:
        stage.redis.restart()
    wall.until(lambda: wall.light() == "green", "the light is green again")
    person = stage.feed.someone()
    wall.sees(person, stage.feed.put(person, *stage.feed.middle(stage.feed.home[person])))
    assert wall.page.evaluate("() => window.not_reloaded") is True


def test_a_report_sent_while_the_server_was_away_is_counted_once(stage: Stage, wall: Screen) -> None:
    wall.expect(*LOST)
    wall.enter(CITY)
    first, second = (f"test-away-{time.monotonic_ns()}-{n}" for n in range(2))
    before = stage.reported(CITY)
    wall.case(stage.feed.filed(first, *stage.feed.middle(CITY)))
    # a case's line may stand in the feed before it is counted, on the server too
    wall.until(lambda: stage.reported(CITY) > before, "it is counted")
    before = stage.reported(CITY)
    wall.shows("reported", before)
    stage.kill_server()
    for _ in range(2):
        stage.feed.report(second, *stage.feed.middle(CITY))
    stage.start_server()
    wall.until(lambda: wall.number("reported") == before + 1, "one more report")
    wall.page.wait_for_timeout(1500)
    assert wall.number("reported") == before + 1
