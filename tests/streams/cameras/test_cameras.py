"""The camera process tells through a real Redis; the wall reads the same, and no source is ever in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from city.cameras.camera_states import CameraEvent
from city.cameras.cameras import edition, public, read_cameras
from streams.cameras.cameras import (
    CameraDesk,
    camera_fields,
    decode_camera_events,
    last_camera_event,
    read_list,
    read_states,
    running,
)
from streams.clerk.retention import Retention
from streams.clerk.trimming import trim_record
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from streams.server.ending import end
from tests.patience import PATIENCE
from tests.streams.servers import Server

SECRET = "hunter2"
CAMERAS = read_cameras(
    {
        "camera": [
            {"id": id_, "lat": 22.05, "lon": 113.05, "source": f"rtsp://admin:{SECRET}@10.0.0.5/{id_}"}
            for id_ in ("a", "b")
        ]
    },
    "cameras.toml",
)
NOW = 1_795_416_787_000
Act = Callable[[CameraDesk], Coroutine[Any, Any, None]]


def at_desk(url: str, keys: Keys, act: Act) -> None:
    """Run the desk as the camera process does, and `act` beside it."""

    async def live() -> None:
        desk = CameraDesk(url, keys)
        task = asyncio.create_task(desk.run())
        try:
            await act(desk)
        finally:
            await end([task])  # one cancellation may be lost while redis-py sends
            await desk.redis.aclose()

    asyncio.run(live())


async def until(wanted: Callable[[], Any], what: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < give_up, what
        await asyncio.sleep(0.02)


def states(redis: Redis, keys: Keys) -> dict[str, tuple[str, int, str]]:
    return {event.camera: (event.state, event.time, event.detail) for event in read_states(redis, keys)}


def test_the_list_the_states_and_the_sign_of_life_are_read_as_they_were_told(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "live", "", NOW)
        desk.tell("b", "refused", "codec H.263", NOW + 1)
        await until(lambda: len(read_states(redis, keys)) == 2, "both states")

    at_desk(redis_server.url, keys, act)
    assert read_list(redis, keys) == (edition(CAMERAS), public(CAMERAS))
    assert running(redis, keys) == edition(CAMERAS)
    assert states(redis, keys) == {"a": ("live", NOW, ""), "b": ("refused", NOW + 1, "codec H.263")}
    events, rejects = decode_camera_events(redis.xrange(keys.cameras))
    assert ([(e.camera, e.state, e.time) for e in events], rejects) == (
        [("a", "live", NOW), ("b", "refused", NOW + 1)],
        [],
    )
    assert last_camera_event(redis, keys) == events[-1].entry


def test_no_key_holds_a_source(redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "lost", "unreachable", NOW)
        await until(lambda: read_states(redis, keys), "a state")

    at_desk(redis_server.url, keys, act)
    read = {b"string": redis.get, b"hash": redis.hgetall, b"stream": redis.xrange}
    held = repr({key: read[redis.type(key)](key) for key in redis.scan_iter(f"{keys.prefix}*")})
    assert held.count("camera:") == 3 and "unreachable" in held
    assert "://" not in held and SECRET not in held


def test_a_camera_that_is_as_it_was_writes_nothing(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        for at in range(5):
            desk.tell("a", "lost", "stalled", NOW + at)
        await until(lambda: read_states(redis, keys), "a state")
        desk.tell("a", "lost", "stalled", NOW + 9)
        await asyncio.sleep(0.2)

    at_desk(redis_server.url, keys, act)
    assert redis.xlen(keys.cameras) == 1


def test_a_camera_that_left_the_list_leaves_the_states(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "live", "", NOW)
        desk.tell("b", "live", "", NOW)
        await until(lambda: len(read_states(redis, keys)) == 2, "both states")
        desk.publish(public(CAMERAS[:1]), edition(CAMERAS[:1]))
        await until(lambda: len(read_states(redis, keys)) == 1, "one state")

    at_desk(redis_server.url, keys, act)
    assert list(states(redis, keys)) == ["a"]


def test_what_is_told_while_redis_is_away_is_written_when_it_is_back(tmp_path: Path, keys: Keys) -> None:
    server = Server(tmp_path / "redis")

    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "connecting", "not_probed", NOW)
        desk.tell("a", "live", "", NOW + 1)
        await until(lambda: desk.trouble, "trouble is told")
        with server, Redis(port=server.port) as redis:
            await until(lambda: read_states(redis, keys), "a state")
            assert states(redis, keys) == {"a": ("live", NOW + 1, "")}
            assert redis.xlen(keys.cameras) == 1
            await until(lambda: desk.trouble is None, "no more trouble")

    at_desk(server.url, keys, act)


def test_a_redis_that_comes_back_without_the_last_states_is_told_them_anew(
    own_redis: EmbeddedRedis, keys: Keys
) -> None:
    with own_redis.client() as redis:

        async def act(desk: CameraDesk) -> None:
            desk.publish(public(CAMERAS), edition(CAMERAS))
            desk.tell("a", "live", "", NOW)
            await until(lambda: "a" in states(redis, keys), "a is told")
            kept = redis.hgetall(keys.camera_states)
            desk.tell("b", "lost", "timeout", NOW)
            await until(lambda: "b" in states(redis, keys), "b is told")
            own_redis.kill()
            await until(lambda: desk.tell("a", "lost", "ended", NOW + 1) or desk.trouble, "it is away")
            own_redis.restart()
            redis.delete(keys.camera_states)
            redis.hset(keys.camera_states, mapping=kept)  # type: ignore[arg-type]
            await until(lambda: states(redis, keys).get("b") == ("lost", NOW, "timeout"), "b is told again")
            assert states(redis, keys)["a"] == ("lost", NOW + 1, "ended")

        at_desk(own_redis.url, keys, act)


def test_a_redis_that_comes_back_empty_is_told_everything_anew(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "frozen", "", NOW)
        await until(lambda: read_states(redis, keys), "a state")
        redis.delete(*redis.scan_iter(f"{keys.prefix}*"))
        desk.tell("b", "live", "", NOW + 5)
        await until(lambda: len(read_states(redis, keys)) == 2, "both states again")

    at_desk(redis_server.url, keys, act)
    assert states(redis, keys) == {"a": ("frozen", NOW, ""), "b": ("live", NOW + 5, "")}
    assert running(redis, keys) == edition(CAMERAS)


def test_the_sign_of_life_ends_by_itself_within_fifteen_seconds(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def act(desk: CameraDesk) -> None:
        desk.publish([], "e")
        await until(lambda: running(redis, keys), "a sign of life")

    at_desk(redis_server.url, keys, act)
    assert 0 < redis.pttl(keys.camera_beat) <= 15_000


def test_a_process_that_ends_in_order_is_gone_at_once(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    async def live() -> None:
        desk = CameraDesk(redis_server.url, keys)
        desk.publish([], "e")
        await desk.beat()
        assert running(redis, keys) == "e"
        await desk.close()

    asyncio.run(live())
    assert running(redis, keys) is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"camera": "a b"}, "cameras 1-0: camera must be 1 to 64 of"),
        ({"state": "asleep"}, "state must be one of standby, connecting, live, frozen, lost, refused, got"),
        ({"time": "soon"}, "time must be epoch milliseconds"),
        ({"detail": "gremlins"}, "detail must be a known reason, or nothing, got gremlins"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_read_is_refused_alone(told: dict[str, str], said: str) -> None:
    good = camera_fields(CameraEvent("", "a", "lost", NOW, "stalled"))
    rows = [good | told, good]
    entries = [
        (f"{n}-0".encode(), {k.encode(): v.encode() for k, v in row.items()}) for n, row in enumerate(rows, 1)
    ]
    events, rejects = decode_camera_events(entries)
    assert [event.entry for event in events] == ["2-0"]
    assert said in rejects[0].reason


def test_states_somebody_else_wrote_are_left_out(redis: Redis, keys: Keys) -> None:
    held = {"a": '["live",5,""]', "b": '["asleep",5,""]', "c": "junk", "d e": '["live",5,""]', "f": "[1]"}
    redis.hset(keys.camera_states, mapping=held)
    assert states(redis, keys) == {"a": ("live", 5, "")}
    redis.set(keys.camera_list, "junk")
    assert read_list(redis, keys) is None


def test_states_older_than_ninety_days_are_cut(redis: Redis, keys: Keys) -> None:
    fields: Any = camera_fields(CameraEvent("", "a", "live", NOW, ""))
    now, day = int(redis.time()[0]) * 1000, 86_400_000
    redis.config_set("stream-node-max-entries", 1)  # otherwise whole blocks are kept a little longer
    try:
        for age in (91, 89):
            redis.xadd(keys.cameras, fields, id=f"{now - age * day}-0")
        trim_record(redis, keys, Retention())
    finally:
        redis.config_set("stream-node-max-entries", 100)
    assert [entry for entry, _ in redis.xrange(keys.cameras)] == [f"{now - 89 * day}-0".encode()]


def test_times_are_told_by_redis_and_not_by_a_wrong_clock(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, off = time.time, 8 * 3600
    monkeypatch.setattr("streams.cameras.cameras.time.time", lambda: real() + off)
    monkeypatch.setattr("streams.cameras.cameras.time.time_ns", lambda: round((real() + off) * 1e9))

    async def act(desk: CameraDesk) -> None:
        await desk.beat()
        assert abs(desk.now() - real() * 1000) < 5000
        desk.publish(public(CAMERAS), edition(CAMERAS))
        desk.tell("a", "live", "", round((real() + off) * 1000))
        await until(lambda: read_states(redis, keys), "a state")

    at_desk(redis_server.url, keys, act)
    assert abs(states(redis, keys)["a"][1] - real() * 1000) < 60_000
