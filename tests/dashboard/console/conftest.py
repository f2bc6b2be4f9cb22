"""An office whose record is empty."""

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import Office


@pytest.fixture
def office(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Office:
    return Office(make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix), redis)
