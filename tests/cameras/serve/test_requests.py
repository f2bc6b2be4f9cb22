"""What a page may say, and what it gets when it says something else."""

from __future__ import annotations

import asyncio
import itertools
import json
import time

import pytest

from cameras.serve.requests import (
    MESSAGE_BYTES,
    Get,
    Offer,
    PanelRequest,
    RequestError,
    SeenReport,
    Show,
    read_message,
)
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, camera, serving, until

CAMERAS = [camera("a", "rtsp://127.0.0.1:1/a")]
GOOD = {"panel": 1, "camera": "a", "main": False, "width": 320}


def said(message: object) -> object:
    return read_message(json.dumps(message))


def test_wishes_are_read() -> None:
    assert said({"show": [GOOD]}) == Show((PanelRequest(1, "a", False, 320),))
    assert said({"show": [GOOD | {"width": 320.0}]}) == Show((PanelRequest(1, "a", False, 320),))
    assert said({"offer": {"panel": 3, "sdp": "v=0"}}) == Offer(3, "v=0")
    assert said({"get": {"panel": 3, "request": 9, "path": "0"}}) == Get(3, 9, "0")
    assert said({"seen": {"panel": 3, "frozen": True}}) == SeenReport(3, True)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (7, "unknown"),
        ({}, "unknown"),
        ({"show": [], "token": ""}, "unknown"),
        ({"delete": 1}, "unknown"),
        ({"show": GOOD}, "show"),
        ({"show": [5]}, "show"),
        ({"show": [GOOD, GOOD]}, "show"),
        ({"show": [GOOD | {"camera": "../etc"}]}, "show"),
        ({"show": [GOOD | {"main": "yes"}]}, "show"),
        ({"show": [GOOD | {"panel": n} for n in range(1, 18)]}, "too_many_panels"),
        ({"show": [GOOD | {"panel": 0}]}, "panel"),
        ({"show": [GOOD | {"panel": 65536}]}, "panel"),
        ({"show": [GOOD | {"panel": True}]}, "panel"),
        ({"show": [GOOD | {"width": -1}]}, "width"),
        ({"show": [GOOD | {"width": 1e300}]}, "width"),
        ({"offer": {"panel": 1, "sdp": None}}, "offer"),
        ({"get": {"panel": 1, "request": 1, "path": "x" * 500}}, "get"),
        ({"get": {"panel": 1, "request": -1, "path": "0"}}, "request"),
        ({"seen": {"panel": 1, "frozen": 1}}, "seen"),
    ],
)
def test_other_messages_are_refused_with_a_code_and_a_sentence(message: object, code: str) -> None:
    with pytest.raises(RequestError) as refused:
        said(message)
    assert refused.value.code == code
    assert len(str(refused.value)) < 160


@pytest.mark.parametrize("text", ["", "{", "nul", "[" * 100_000, "NaN"])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(RequestError):
        read_message(text)


def test_nonsense_is_answered_and_disturbs_no_panel(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            await page.show((1, "a"))
            await page.say("{")
            await page.say({"get": {"panel": 1, "request": 1, "path": "0"}})
            await page.say({"offer": {"panel": 9, "sdp": "v=0"}})
            await until(lambda: len(page.refused()) == 3, "three refusals")
            assert page.refused() == [(None, "not_json"), (1, "not_allowed"), (9, "no_panel")]
            await page.state(1, "lost")

    asyncio.run(trial())


def test_a_page_that_only_talks_nonsense_is_closed(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            for _ in range(21):
                await page.say("{")
            assert await page.end() == 1008

    asyncio.run(trial())


def test_a_message_that_is_too_long_ends_the_socket(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            await page.say("x" * (MESSAGE_BYTES + 1))
            assert await page.end() == 1009
            assert service.counts.faults == 0

    asyncio.run(trial())


def test_the_same_wish_again_changes_nothing_and_tells_the_state(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            await page.show((1, "a"))
            await page.state(1, "lost")
            before = len(page.heard)
            await page.show((1, "a"))
            await until(lambda: [m for m in page.heard[before:] if m.get("panel") == 1], "the state")
            assert len(service.feeds.conditions["a"].watchers) == 0
            assert service.feeds.pulled() == 1

    asyncio.run(trial())


def heard(page: Page) -> list[int]:
    return [told["beat"] for told in page.heard if "beat" in told]


def test_the_page_is_told_the_time_again_and_again(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            beats = await until(lambda: told if len(told := heard(page)) >= 3 else None, "three beats")
            assert beats[-1] <= time.time() * 1000 + 1
            assert all(b - a > 900 for a, b in itertools.pairwise(beats))

    asyncio.run(trial())
