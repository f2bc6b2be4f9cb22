"""What the tests of the doors share: a record that knows devices and a key."""

from __future__ import annotations

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.streams.intake.reception import Office


@pytest.fixture
def office(redis: Redis, keys: Keys, redis_server: EmbeddedRedis) -> Office:
    return Office(redis, keys, redis_server.url)
