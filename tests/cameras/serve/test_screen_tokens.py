"""Who may look: a token of the wall's for this page, in time, and nobody else."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from cameras.serve import endpoint
from streams.access.camera_tokens import LASTS_MS
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, camera, serving, until

CAMERAS = [camera("a", "rtsp://127.0.0.1:1/a"), camera("b", "rtsp://127.0.0.1:1/b")]


def test_a_forged_token_ends_the_socket(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            await page.prove("a", key=b"x" * 32)
            assert await page.end() == 4401
            assert service.counts.refused == 1

    asyncio.run(trial())


def test_a_token_that_ran_out_lets_nobody_in(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            await page.prove("a", ago=61_000)
            assert await page.end() == 4401

    asyncio.run(trial())


def test_a_screen_goes_when_its_token_runs_out(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            await page.prove("a")
            await page.show((1, "a"))
            await page.state(1, "connecting", "lost")
            await page.prove("a", ago=59_000)
            assert await page.end() == 4401

    asyncio.run(trial())


def test_a_renewed_token_keeps_the_screen(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            begun = time.time() * 1000
            await page.prove("a", ago=LASTS_MS // 2)
            await until(lambda: service.door.screens, "a screen")
            (screen,) = service.door.screens
            await page.prove("a")
            await until(lambda: screen._pass and screen._pass.until >= begun + LASTS_MS - 1, "a longer stay")
            assert page.closed is None

    asyncio.run(trial())


def test_a_token_for_another_origin_is_refused(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with (
            serving(CAMERAS, redis_server.url, keys) as service,
            Page(service, origin="http://elsewhere.example") as page,
        ):
            page.origin = "http://localhost:8050"  # what the token says
            await page.prove("a")
            assert await page.end() == 4401

    asyncio.run(trial())


def test_a_handshake_without_an_origin_is_refused(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(f"http://127.0.0.1:{service.port}/cameras/socket")
            assert refused.value.status == 403

    asyncio.run(trial())


def test_who_shows_nothing_within_its_time_is_let_go(
    redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "PATIENCE_S", 0.3)

    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            assert await page.end() == 4408

    asyncio.run(trial())


@pytest.mark.parametrize("text", ["", "{", '{"show":[]}', '{"token":5}', "[" * 5000])
def test_something_else_than_a_token_first_is_refused(
    redis_server: EmbeddedRedis, keys: Keys, text: str
) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service) as page:
            await page.say(text)
            assert await page.end() == 4401

    asyncio.run(trial())


def test_of_too_many_strangers_the_oldest_goes_and_a_screen_still_gets_in(
    redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST_STRANGERS", 2)

    async def trial() -> None:
        async with (
            serving(CAMERAS, redis_server.url, keys) as service,
            Page(service) as first,
            Page(service),
            Page(service, ["a"]) as screen,
        ):
            await screen.show((1, "a"))
            assert await first.end() == 4429
            await until(lambda: screen.states.get(1), "an answer")

    asyncio.run(trial())


def test_a_camera_outside_the_token_is_as_one_that_does_not_exist(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a"]) as page:
            await page.show((1, "a"), (2, "b"), (3, "nowhere"))
            await until(lambda: len(page.refused()) == 2, "two refusals")
            assert set(page.refused()) == {(2, "no_camera"), (3, "no_camera")}

    asyncio.run(trial())


def test_a_camera_that_the_next_token_leaves_out_goes(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        async with serving(CAMERAS, redis_server.url, keys) as service, Page(service, ["a", "b"]) as page:
            await page.show((1, "a"), (2, "b"))
            await page.state(2, "connecting", "lost")
            await page.prove("a")
            await until(lambda: page.refused() == [(2, "no_camera")], "a refusal")
            assert page.closed is None

    asyncio.run(trial())


def test_a_screen_that_comes_before_there_is_a_key_waits_and_is_told_to_come_again(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "PATIENCE_S", 3.0)

    async def trial() -> None:
        nothing_made = serving(CAMERAS, "redis://127.0.0.1:1", keys, key=None)
        async with nothing_made as service, Page(service) as page:
            await page.prove("a", key=b"k" * 32)
            assert await page.end() == 1013

    asyncio.run(trial())
