"""What a process asks of Redis beside its streams."""

from __future__ import annotations

import msgspec
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker


def test_cameras_stay_while_their_sign_of_life_cannot_be_written(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    sources = make_app(**told).extensions["gridwall"].sources
    redis.set(keys.camera_list, msgspec.json.encode(["e-1", []]))
    redis.set(keys.camera_beat, "e-1")
    assert sources.poll_cameras(None) == ("e-1", [])
    redis.delete(keys.camera_beat)
    assert sources.poll_cameras("e-1", written=False) == ("e-1", None)
    assert sources.poll_cameras("e-1") == (None, None)
