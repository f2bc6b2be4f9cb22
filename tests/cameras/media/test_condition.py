"""What pages see of a gateway's stream, which the camera process itself does not decode."""

from __future__ import annotations

import asyncio

from cameras.media.condition import Condition, Told
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.hls_origin import Origin
from tests.cameras.page import Page, camera, serving, until
from tests.cameras.served import Served

WELL, FROZEN = ("standby", ""), ("frozen", "frozen")


def gateway(*, still: bool = False) -> Condition:
    condition = Condition(camera("a", "http://127.0.0.1/whep", "whep", still=still), lambda condition: None)
    condition.probed(*WELL, 1)
    return condition


def known(told: Told) -> tuple[str, str]:
    return told.state, told.detail


def test_what_a_page_sees_frozen_is_frozen_until_one_sees_it_move() -> None:
    condition = gateway()
    condition.seen("one", True, 2)
    assert known(condition.told) == FROZEN
    condition.probed(*WELL, 3)
    assert condition.told == Told("frozen", 2, "frozen")
    condition.seen("other", False, 4)
    assert known(condition.told) == WELL


def test_it_stays_frozen_when_the_page_goes_and_the_one_that_saw_it_move_decides_no_longer() -> None:
    condition = gateway()
    condition.seen("one", True, 2)
    condition.seen("other", False, 3)
    condition.unseen("other", 4)
    assert known(condition.told) == FROZEN
    condition.unseen("one", 5)
    assert known(condition.told) == FROZEN


def test_a_gateway_that_was_away_begins_anew() -> None:
    condition = gateway()
    condition.seen("one", True, 2)
    condition.unseen("one", 3)
    condition.probed("lost", "unreachable", 4)
    condition.probed(*WELL, 5)
    assert known(condition.told) == WELL


def test_a_scene_that_may_stand_still_is_never_frozen() -> None:
    condition = gateway(still=True)
    condition.seen("one", True, 2)
    assert known(condition.told) == WELL


def test_every_screen_hears_what_one_of_them_saw(redis_server: EmbeddedRedis, keys: Keys) -> None:
    served = Served(Origin().app).start()
    source = f"http://viewer:hls-secret@{served.host}/live/cam/index.m3u8"

    async def trial() -> None:
        cameras = [camera("a", source, "hls")]
        async with (
            serving(cameras, redis_server.url, keys) as service,
            Page(service, ["a"]) as one,
            Page(service, ["a"]) as other,
        ):
            await one.show((1, "a"))
            await other.show((5, "a"))
            await one.state(1, "live")
            await one.say({"seen": {"panel": 1, "frozen": True}})
            await other.state(5, "frozen")
            await until(lambda: service.desk.states.of("a")[0] == "frozen", "the wall is told")
            await other.say({"seen": {"panel": 5, "frozen": False}})
            await one.state(1, "live")

    try:
        asyncio.run(trial())
    finally:
        served.close()
