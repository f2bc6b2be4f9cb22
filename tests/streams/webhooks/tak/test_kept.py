"""What Redis keeps of a TAK server is written by the process on duty alone, and waits for Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from redis import Redis
from redis.exceptions import ConnectionError

from streams.record.keys import Keys
from streams.server.connect import connect_async
from streams.server.embedded import EmbeddedRedis
from streams.webhooks.outbox import DutyLostError
from streams.webhooks.tak import kept as module
from streams.webhooks.tak.kept import Kept, tak_state


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.01)


@pytest.fixture
def run(redis: Redis, keys: Keys, redis_server: EmbeddedRedis) -> Callable[..., None]:
    def run(trial: Callable[[Kept], Awaitable[None]]) -> None:
        async def live() -> None:
            async with connect_async(redis_server.url) as client:
                await trial(Kept(client, keys, b"me"))

        redis.set(keys.webhook_duty, b"me")
        asyncio.run(live())

    return run


def test_another_on_duty_is_written_over_by_nobody(
    run: Callable[..., None], redis: Redis, keys: Keys
) -> None:
    async def trial(kept: Kept) -> None:
        await kept.note({"c-1": False, "c-2": True})
        assert await kept.told() == {"c-1": False, "c-2": True}
        await kept.forget(["c-2"])
        redis.set(keys.webhook_duty, b"other")
        for write in (kept.note({"c-3": False}), kept.forget(["c-1"])):
            with pytest.raises(DutyLostError):
                await write
        assert await kept.told() == {"c-1": False}

    run(trial)


def test_a_redis_that_is_away_is_tried_again(
    run: Callable[..., None], redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    change = Kept._change

    async def hindered(kept: Kept, new: dict[str, bool], gone: list[str]) -> None:
        asked.append(new)
        if len(asked) < 3:
            raise ConnectionError
        await change(kept, new, gone)

    async def trial(kept: Kept) -> None:
        monkeypatch.setattr(Kept, "_change", hindered)
        await kept.note({"c-1": False})
        assert len(asked) == 3 and await kept.told() == {"c-1": False}

    run(trial)


def test_what_another_version_wrote_is_no_state(redis: Redis, keys: Keys) -> None:
    redis.set(keys.tak_link, b"[1]")
    assert tak_state(redis, keys) is None
