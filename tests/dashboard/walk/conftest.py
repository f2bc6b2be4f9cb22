"""The office whose routes, socket and cameras are walked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import AccountOffice
from tests.dashboard.history_beside import history_beside


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("walk")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    with history_beside(made.app, made.settings, made.keys, redis_server.url, folder):
        yield made
    redis.close()
