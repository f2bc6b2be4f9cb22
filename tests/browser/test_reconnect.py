"""The server or Redis goes away: the page says so, and recovers by itself, without a reload."""

import time
from collections.abc import Callable

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

CITY = "441900"
LOST = ("WebSocket connection", "ERR_CONNECTION_REFUSED")


def test_a_killed_server_is_back_on_the_page_by_itself(
    stage: Stage, screen: Screen, record_property: Callable[[str, object], None]
) -> None:
    screen.expect(*LOST)
    screen.open(f"/wall/{CITY}")
    screen.page.evaluate("() => { window.not_reloaded = true }")
    person = stage.feed.someone()
    place = stage.feed.middle(stage.feed.home[person])
    stage.kill_server()
    screen.page.wait_for_timeout(3000)
    missed = stage.feed.put(person, *place)
    stage.start_server()
    back = time.monotonic()
    screen.sees(person, missed)
    record_property("seconds_after_the_servers_return", time.monotonic() - back)  # wanted: at most 3
    assert screen.page.evaluate("() => window.not_reloaded") is True
    screen.sees(person, stage.feed.put(person, *place))


def test_while_the_server_is_away_the_light_turns_and_names_it(stage: Stage, screen: Screen) -> None:
    screen.expect(*LOST)
    screen.open(f"/wall/{CITY}")
    stage.kill_server()
    try:
        screen.says("#light", "Server lost")
        assert screen.light() == "amber"
    finally:
        stage.start_server()
    screen.until(lambda: screen.light() == "green", "the light is green again")


def test_a_killed_redis_is_told_and_caught_up_when_it_returns(stage: Stage, screen: Screen) -> None:
    screen.open(f"/wall/{CITY}")
    screen.page.evaluate("() => { window.not_reloaded = true }")
    stage.redis.kill()
    try:
        screen.says("#light", "Redis silent")
        assert screen.light() == "amber"
    finally:
        stage.redis.restart()
    screen.until(lambda: screen.light() == "green", "the light is green again")
    person = stage.feed.someone()
    screen.sees(person, stage.feed.put(person, *stage.feed.middle(stage.feed.home[person])))
    assert screen.page.evaluate("() => window.not_reloaded") is True


def test_a_report_sent_while_the_server_was_away_is_counted_once(stage: Stage, screen: Screen) -> None:
    screen.expect(*LOST)
    screen.open(f"/wall/{CITY}")
    screen.case(stage.feed.filed("test-away-0", *stage.feed.middle(CITY)))
    before = stage.reported(CITY)
    screen.shows("reported", before)  # a case's line may stand in the feed before it is counted
    stage.kill_server()
    for _ in range(2):
        stage.feed.report("test-away-1", *stage.feed.middle(CITY))
    stage.start_server()
    screen.until(lambda: screen.number("reported") == before + 1, "one more report")
    screen.page.wait_for_timeout(1500)
    assert screen.number("reported") == before + 1
