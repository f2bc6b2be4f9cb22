"""One camera pulled once for all who watch: from the first viewer until after the last, and back again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

import pytest

from cameras.media.media_packet import INIT, JPEG, KEY
from cameras.media.units import Media, Unit
from cameras.pull.kinds import Kind
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.encoded import clip
from tests.cameras.media.test_fmp4 import units_of
from tests.cameras.page import Page, camera, playable, serving, until
from tests.cameras.street import Street
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        street.add("wide", width=1280, height=720)
        street.add("hevc", codec="h265")
        yield street


def test_two_screens_share_one_connection(street: Street, redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def trial() -> None:
        cameras = [camera("a", street.address("a"))]
        async with (
            serving(cameras, redis_server.url, keys) as service,
            Page(service, ["a"]) as one,
            Page(service, ["a"]) as other,
        ):
            await one.show((1, "a"))
            await other.show((7, "a"), (8, "a"))
            await one.pictures(1, 30)
            await other.pictures(8, 30)
            assert street.viewers("a") == 1
            assert playable(one.shots[1])
            assert playable(other.shots[7])
            await one.show()
            await other.show()
            await until(lambda: street.viewers("a") == 0, "the end of the pull")

    asyncio.run(trial())


def test_a_late_viewer_sees_a_picture_before_the_camera_sends_another(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        told = camera("still", await asyncio.to_thread(street.add, "still", seed=1))
        async with (
            serving([told], redis_server.url, keys, silent=3 * PATIENCE) as service,
            Page(service, ["still"]) as first,
        ):
            await first.show((1, "still"))
            await first.pictures(1, 20)
            await asyncio.to_thread(street.fault, "still", "stall")
            async with Page(service, ["still"]) as late:
                await late.show((1, "still"))
                await late.pictures(1)
                assert [shot.type for shot in late.shots[1][:2]] == [INIT, KEY]
                assert late.media(1)[0]["kind"] == "mse"

    asyncio.run(trial())


def test_a_viewer_who_comes_back_soon_finds_the_same_connection(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with (
            serving(
                [camera("a", street.address("a"))], redis_server.url, keys, linger=3 * PATIENCE
            ) as service,
            Page(service, ["a"]) as page,
        ):
            await page.show((1, "a"))
            await page.pictures(1)
            await page.show()
            await until(
                lambda: not service.feeds.feed(service.feeds.conditions["a"], False).viewers, "no viewer"
            )
            await page.show((2, "a"))
            await page.pictures(2, 10)
            assert service.counts.pulls == 1

    asyncio.run(trial())


def test_enlarging_goes_from_the_sub_stream_to_the_main_stream_without_a_gap(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        told = camera("wide", street.address("wide"), sub=street.address("wide", "sub"))
        async with serving([told], redis_server.url, keys) as service, Page(service, ["wide"]) as page:
            await page.show((1, "wide"))
            await page.pictures(1, 5)
            await page.show((1, "wide", True, 320))
            await until(lambda: len(page.media(1)) == 2, "the other stream")
            await page.pictures(1, 40)
            assert [media["width"] for media in page.media(1)] == [320, 1280]
            assert {told["state"] for told in page.heard if "state" in told} <= {"connecting", "live"}
            assert playable(page.shots[1])
            await until(lambda: street.viewers("wide", "sub") == 0, "the end of the sub-stream")

    asyncio.run(trial())


def test_h265_comes_as_jpegs_of_the_panels_size(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with (
            serving([camera("hevc", street.address("hevc"))], redis_server.url, keys) as service,
            Page(service, ["hevc"]) as page,
        ):
            await page.show((1, "hevc", False, 300), (2, "hevc", False, 600))
            small, large = await page.pictures(1, 12), await page.pictures(2, 12)
            assert page.media(1) == page.media(2) == [{"kind": "jpeg"}]
            assert all(shot.type == JPEG for shot in small + large)
            assert len(large[-1].payload) > len(small[-1].payload)

    asyncio.run(trial())


def test_a_camera_that_is_killed_is_lost_and_comes_back_by_itself(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial(street: Street) -> None:
        async with (
            serving([camera("b", street.add("b"))], redis_server.url, keys) as service,
            Page(service, ["b"]) as page,
        ):
            await page.show((1, "b"))
            await page.state(1, "live")
            await asyncio.to_thread(street.down)
            told = await page.state(1, "lost")
            assert told["detail"] in ("ended", "unreachable")
            pulls = service.counts.pulls
            await until(lambda: service.counts.pulls > pulls + 1, "tries that fail")
            await asyncio.to_thread(street.up)
            await page.state(1, "live")

    with Street() as own:
        asyncio.run(trial(own))


def test_a_change_of_resolution_is_told_and_played_on(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        await asyncio.to_thread(street.add, "c")
        async with (
            serving([camera("c", street.address("c"))], redis_server.url, keys) as service,
            Page(service, ["c"]) as page,
        ):
            await page.show((1, "c"))
            await page.pictures(1, 10)
            await asyncio.to_thread(street.resize, "c", 480, 270)
            await until(lambda: len(page.media(1)) == 2, "the new size")
            seen = len(page.shots[1])
            await until(lambda: len(page.shots[1]) > seen + 10, "more pictures")
            assert [(m["width"], m["height"]) for m in page.media(1)] == [(640, 360), (480, 270)]
            assert playable(page.shots[1])
            assert service.counts.pulls == 1

    asyncio.run(trial())


async def undecodable(address: str) -> AsyncGenerator[Unit, None]:
    """Looks like H.264 from outside: its parameter sets are sound, its pictures are not."""
    sps = bytes.fromhex("6742c01eda0280bfe5c0440000030004000003007a3c58ba80")
    media = Media("h264", 640, 360, (sps, bytes.fromhex("68ce3c80")))
    for n in range(200):
        data = b"\x65" + bytes([n]) * 200
        yield Unit(
            time.time() * 1000, n / 15, True, len(data).to_bytes(4, "big") + data, media if n == 0 else None
        )
        await asyncio.sleep(1 / 15)


def test_what_cannot_be_decoded_is_lost_and_not_called_live_again_at_the_next_try(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    async def trial() -> None:
        async with (
            serving([camera("a", "rtsp://127.0.0.1:1/a")], redis_server.url, keys) as service,
            Page(service, ["a"]) as page,
        ):
            service.feeds.kinds = {"rtsp": Kind(pull=undecodable)}
            await page.show((1, "a"))
            await page.state(1, "lost")
            await until(lambda: service.counts.pulls >= 3, "more tries")
            states = [told["state"] for told in page.heard if "state" in told]
            assert states.count("live") <= 1
            assert page.states[1]["detail"] == "garbage"

    asyncio.run(trial())


def test_a_camera_whose_key_frames_are_rare_is_awaited_and_not_lost(
    redis_server: EmbeddedRedis, keys: Keys
) -> None:
    """Its pictures before the first key frame, and those after a lost packet, are signs of life."""
    film = units_of(clip(frames=30))

    async def rare(_: str) -> AsyncGenerator[Unit]:
        for _turn in range(2):
            for _part in range(150):
                yield Unit(time.time() * 1000, 0.0, False, b"")
                await asyncio.sleep(0.02)
            for unit in film[:3]:
                yield replace(unit, at=time.time() * 1000)
        await asyncio.sleep(PATIENCE)

    async def trial() -> None:
        async with (
            serving([camera("a", "rtsp://h/a")], redis_server.url, keys, first=2, silent=2) as service,
            Page(service, ["a"]) as page,
        ):
            service.feeds.kinds = {"rtsp": Kind(pull=rare)}
            await page.show((1, "a"))
            await page.pictures(1, 6)
            told = [(told["state"], told.get("detail", "")) for told in page.heard if "state" in told]
            assert told[-4:] == [("connecting", "key_frame"), ("live", "")] * 2
            assert service.counts.pulls == 1

    asyncio.run(trial())


def test_key_frames_that_never_come_are_told_in_words(redis_server: EmbeddedRedis, keys: Keys) -> None:
    async def never(_: str) -> AsyncGenerator[Unit]:
        while True:
            yield Unit(time.time() * 1000, 0.0, False, b"")
            await asyncio.sleep(0.05)

    async def trial() -> None:
        async with (
            serving([camera("a", "rtsp://h/a")], redis_server.url, keys, rare=0.3) as service,
            Page(service, ["a"]) as page,
        ):
            service.feeds.kinds = {"rtsp": Kind(pull=never)}
            await page.show((1, "a"))
            assert (await page.state(1, "lost"))["detail"] == "key_frame"

    asyncio.run(trial())
