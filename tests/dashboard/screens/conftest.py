"""One application for all tests of a file; what waits and what is counted ends with each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from dashboard.accounts.account_pages import Access
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import AccountOffice
from tests.dashboard.screens.pairing_office import PairingOffice


@pytest.fixture(scope="module")
def account_office(
    tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis
) -> Iterator[AccountOffice]:
    folder, redis = tmp_path_factory.mktemp("screens"), redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    yield made
    redis.close()


@pytest.fixture
def pairing(account_office: AccountOffice, monkeypatch: pytest.MonkeyPatch) -> PairingOffice:
    redis: Redis = account_office.redis
    for pattern in ("pairing*", "rate:*", "sign-in:*"):
        for name in redis.keys(f"{account_office.keys.prefix}{pattern}"):
            redis.delete(name)
    made = PairingOffice(account_office, redis)
    monkeypatch.setattr(Access, "become", lambda *_: made.read())  # nobody reads beside the tests
    return made
