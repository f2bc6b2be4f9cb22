"""The column store as the history process runs it: it begins, waits out what is away, and ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from streams.history.columns.day_people import DayPeople
from streams.history.columns.keeping import ColumnKeeping
from streams.history.columns.place import Folder
from streams.history.columns.recorder import Recorder
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.patience import PATIENCE
from tests.streams.history.columns.kept import begun, fix, people_store, rows, sources


def keeping(folder: Path, redis: Redis, keys: Keys, tracks: int = 1) -> ColumnKeeping:
    told = sources(redis, keys)
    return ColumnKeeping(
        Folder(folder / "columns"), told, people_store(folder), folder / "spill", {"fixes": tracks}
    )


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


async def ended(part: ColumnKeeping, task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_it_records_and_ends_when_asked(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    async def live() -> float:
        async with keeping(tmp_path, redis, keys) as part:
            task = asyncio.create_task(part.run())
            await until(lambda: part.done)
            assert part.trouble is None
            await ended(part, task)
            began = time.monotonic()
        return time.monotonic() - began

    fix(redis, keys.positions, begun(redis, 2), "ann")
    assert asyncio.run(live()) < 5
    assert len(rows(tmp_path, "fixes")) == 1


def test_without_days_for_tracks_none_are_kept(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    async def live() -> None:
        async with keeping(tmp_path, redis, keys, tracks=0) as part:
            task = asyncio.create_task(part.run())
            await until(lambda: part.done)
            await ended(part, task)

    fix(redis, keys.positions, begun(redis, 2), "ann")
    asyncio.run(live())
    assert len(rows(tmp_path, "presence")) == 1
    assert not (tmp_path / "columns" / "fixes").exists()


def test_tracks_that_are_not_kept_any_more_go(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    def days() -> list[Path]:
        return list((tmp_path / "columns" / "fixes").glob("day=*"))

    async def live(tracks: int) -> None:
        async with keeping(tmp_path, redis, keys, tracks) as part:
            task = asyncio.create_task(part.run())
            await until(lambda: part.done and bool(days()) == bool(tracks))
            await ended(part, task)

    fix(redis, keys.positions, begun(redis, 2), "ann")
    asyncio.run(live(1))
    (day,) = [found.name for found in days()]
    people = DayPeople(people_store(tmp_path))
    assert people.of(day.removeprefix("day="), "ann") is not None
    asyncio.run(live(0))
    assert rows(tmp_path, "fixes") == []
    assert people.of(day.removeprefix("day="), "ann") is None


def test_a_redis_that_is_away_is_told_and_waited_for(tmp_path: Path, own_redis: EmbeddedRedis) -> None:
    async def live() -> None:
        async with keeping(tmp_path, client, keys) as part:
            task = asyncio.create_task(part.run())
            await until(lambda: part.trouble)
            assert part.trouble is not None and "\n" not in part.trouble
            own_redis.restart()
            await until(lambda: part.done)
            assert part.trouble is None
            await ended(part, task)

    client, keys = own_redis.client(), Keys()
    fix(client, keys.positions, begun(client, 2), "ann")
    own_redis.kill()
    asyncio.run(live())
    client.close()
    assert len(rows(tmp_path, "fixes")) == 1


def test_a_fault_of_ours_ends_the_part(
    tmp_path: Path, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def live() -> None:
        async with keeping(tmp_path, redis, keys) as part:
            await part.run()

    def broken(recorder: Recorder) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(Recorder, "turn", broken)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(live())


def test_a_table_that_takes_its_part_does_not_make_it_try_the_others_without_rest(
    tmp_path: Path, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[float] = []

    def turn(_: Recorder) -> bool:
        tries.append(time.monotonic())
        if len(tries) % 2:
            return True  # one table is written, and more is there
        raise OSError(28, "No space left on device")

    async def live() -> None:
        async with keeping(tmp_path, redis, keys) as part:
            task = asyncio.create_task(part.run())
            await until(lambda: len(tries) >= 10)
            assert part.trouble is not None and "No space" in part.trouble
            await ended(part, task)

    monkeypatch.setattr(Recorder, "turn", turn)
    asyncio.run(live())
    rests = [later - failed for failed, later in zip(tries[1::2], tries[2::2], strict=False)]
    assert rests[-1] > 2 * rests[0]  # each twice the one before, and a half of chance
