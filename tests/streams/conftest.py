"""What the tests of the clerk share: one clerk on duty, and its clock."""

from collections.abc import Iterator

import pytest
from redis import Redis

from streams.clerk import lease
from streams.clerk.clerk import Clerk
from streams.record.keys import Keys
from tests.city.small_city import small_city
from tests.streams.desk import Clock


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk's lease outlasts a machine that stands still for some seconds."""
    monkeypatch.setattr(lease, "LASTS", 600_000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clerk(redis: Redis, keys: Keys, clock: Clock) -> Iterator[Clerk]:
    yield Clerk(redis, keys, small_city(), "one", epoch="e", monotonic=clock)
