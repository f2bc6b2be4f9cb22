"""A screen that does not read loses pictures of its own, up to the next key frame; nobody else notices."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from cameras.media.counts import Counts
from cameras.media.media_packet import DELTA, INIT, KEY, Shot
from cameras.media.outbox import LANE_BYTES, SCREEN_BYTES, Outbox
from cameras.serve import screen
from cameras.serve.service import Service
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.cameras.page import Page, camera, playable, serving, until
from tests.cameras.street import Street


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a", width=1280, height=720)
        yield street


def test_a_slow_screen_drops_to_the_next_key_frame_and_others_miss_nothing(
    street: Street, redis_server: EmbeddedRedis, keys: Keys
) -> None:
    """Little room is the slow one's alone: a machine that stands still for a second fills it for anybody."""

    async def trial() -> None:
        async with (
            serving([camera("a", street.address("a"))], redis_server.url, keys) as service,
            Page(service, ["a"], narrow=True) as slow,
        ):
            await until(lambda: service.door.screens, "the slow screen")
            for one in service.door.screens:
                one.outbox.lane_bytes = 150_000
            await beside(service, slow)

    async def beside(service: Service, slow: Page) -> None:
        async with Page(service, ["a"]) as other:
            await slow.show(*((n, "a", True, 1280) for n in range(1, 17)))
            await other.show((1, "a", True, 1280))
            await slow.pictures(1)
            slow.reading.clear()
            await until(lambda: service.counts.dropped > 16 * 30, "dropped pictures")
            slow.reading.set()
            numbers = slow.shots[1]
            await until(lambda: numbers[-1].number - numbers[0].number >= len(numbers), "a gap that shows")
            seen = len(numbers)
            await until(lambda: len(numbers) > seen + 50, "pictures again")
            assert playable(slow.shots[1])
            whole = [shot.number for shot in other.shots[1]]
            assert whole == list(range(whole[0], whole[0] + len(whole)))

    asyncio.run(trial())


def test_a_screen_that_takes_nothing_is_let_go(
    street: Street, redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "STUCK_S", 2.0)

    async def trial() -> None:
        async with (
            serving([camera("a", street.address("a"))], redis_server.url, keys) as service,
            Page(service, ["a"], narrow=True) as stuck,
        ):
            await stuck.show(*((n, "a", True, 1280) for n in range(1, 17)))
            await stuck.pictures(1)
            stuck.reading.clear()
            most = 0

            def is_stuck() -> int:
                nonlocal most
                most = max(most, *(s.outbox.bytes for s in service.door.screens), 0)
                return service.counts.stuck

            await until(is_stuck, "a screen that is stuck")
            await until(lambda: not service.door.screens, "an end of the screen")
            assert service.counts.stuck == 1
            assert most <= SCREEN_BYTES + LANE_BYTES
            await until(lambda: not service.feeds.pulled(), "an end of the pull")

    asyncio.run(trial())


class Wall:
    """A socket that takes nothing."""

    async def send_str(self, data: str) -> None:
        await asyncio.Event().wait()

    async def send_bytes(self, data: bytes) -> None:
        await asyncio.Event().wait()


def test_what_waits_for_one_screen_is_bounded_whatever_comes() -> None:
    async def trial() -> None:
        waiting = Outbox(Wall(), Counts())
        out = asyncio.create_task(waiting.run())
        payload = bytes(50_000)
        for n in range(2000):
            for panel in range(1, 17):
                waiting.shot(panel, Shot(INIT if n == 0 else KEY if n % 30 == 1 else DELTA, 0, 0, payload))
            if n % 50 == 0:
                await asyncio.sleep(0)
            assert waiting.bytes <= SCREEN_BYTES
        assert waiting.dropped > 20_000
        out.cancel()
        await asyncio.gather(out, return_exceptions=True)

    asyncio.run(trial())
