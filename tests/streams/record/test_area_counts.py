"""What the clerk counted last is there for whoever keeps it, and goes when nobody counts."""

from __future__ import annotations

import numpy as np
import pytest
from redis import Redis

from city.counts.counters import COUNTERS
from streams.clerk.clerk import Clerk
from streams.record.area_counts import AreaCounts, load_counts, store_counts
from streams.record.keys import Keys
from tests.city.small_city import AREAS, NOW

COUNTS = AreaCounts(5, ("0", "1"), ("open", "people"), np.array([[3, -1], [2**31 - 1, 0]], np.int32))


def test_counts_come_back_as_they_went_and_do_not_stay(redis: Redis, keys: Keys) -> None:
    assert load_counts(redis, keys) is None
    store_counts(redis, keys, COUNTS)
    found = load_counts(redis, keys)
    assert found is not None
    assert (found.time, tuple(found.codes), tuple(found.names)) == (5, COUNTS.codes, COUNTS.names)
    assert found.values.tolist() == COUNTS.values.tolist()
    assert 0 < redis.ttl(keys.counted) <= 180


@pytest.mark.parametrize(
    "packed", [b"", b"\x95\x02\x05\x90\x90\xc4\x00", b"\x95\x01\x05\x91\xa10\x90\xc4\x01x"]
)
def test_what_cannot_be_read_is_none(redis: Redis, keys: Keys, packed: bytes) -> None:
    redis.set(keys.counted, packed)
    assert load_counts(redis, keys) is None


def test_the_clerk_tells_every_counter_of_every_area(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    live = clerk.filing.live
    live.tick(NOW)
    assert clerk.renew(NOW)
    clerk._store_at = 0.0
    clerk.work(NOW, {})
    found = load_counts(redis, keys)
    assert found is not None
    assert (found.time, found.codes) == (NOW, [area.code for area in AREAS.order])
    assert found.names == list(COUNTERS)
    assert np.array_equal(found.values, live.counters)
