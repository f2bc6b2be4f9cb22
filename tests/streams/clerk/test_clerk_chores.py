"""What the clerk does beside filing: refusals, trimming, snapshots, and its bearing when a Redis is away."""

import time

from redis import Redis

from city.snapshot import revive
from streams.clerk.clerk import Clerk
from streams.clerk.rejected import refused_counts
from streams.clerk.retention import Retention
from streams.clerk.trimming import Trimming
from streams.messages.contract import report_fields
from streams.messages.rejects import reject
from streams.record.keys import Keys
from streams.record.snapshots import load
from streams.server.embedded import EmbeddedRedis
from streams.server.errors import kind_of
from tests.city.small_city import small_city
from tests.patience import until
from tests.streams.desk import Clock, filed, send
from tests.streams.entries import NOW


def test_refusals_are_written_once_though_every_process_offers_them(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    rejects = [reject("positions", f"1795-{i}", None, "lat must be …", "lat=x") for i in (9, 10, 11)]
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    clerk.offer(rejects[:2])
    other.offer(rejects)
    clerk.work(NOW, {})
    clerk.close()
    clock.seconds += 1
    other.work(NOW, {})
    assert [f[b"entry"] for _, f in redis.xrange(keys.rejected)] == [b"1795-9", b"1795-10", b"1795-11"]
    assert refused_counts(redis, keys) == {"positions": 3}


def test_refusals_are_capped(redis: Redis, keys: Keys, clock: Clock) -> None:
    clerk = Clerk(
        redis, keys, small_city(), "one", epoch="e", retention=Retention(rejected=100), monotonic=clock
    )
    clerk.offer(reject("positions", f"1-{i}", None, "?", "") for i in range(6000))
    assert (len(clerk.refusals), clerk.refusals.dropped) == (5000, 1000)
    clerk.work(NOW, {})
    assert 100 <= redis.xlen(keys.rejected) < 300
    assert len(clerk.refusals) == 0


def test_old_positions_are_trimmed_and_new_ones_stay(redis: Redis, keys: Keys) -> None:
    now = time.time_ns() // 1_000_000
    for i in range(250):
        redis.xadd(keys.positions, {"n": i}, id=f"{now - 16 * 60_000 + i}-0")
    redis.xadd(keys.positions, {"n": "new"})
    Trimming(redis, redis, keys, Retention()).turn()
    left = redis.xrange(keys.positions)
    assert len(left) <= 101  # Redis cuts whole blocks of a hundred
    assert left[-1][1] == {b"n": b"new"}


def test_reports_are_not_trimmed_before_they_are_filed(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    trimming = Trimming(redis, redis, keys, Retention(), clock)
    for i in range(400):
        redis.xadd(keys.reports, report_fields(f"r-{i}", NOW, "hole"), id=f"{i + 1}-0")
    trimming.turn()
    assert redis.xlen(keys.reports) == 400
    clerk.work(NOW, {})
    assert len(filed(redis, keys)) == 200
    clock.seconds += 5
    trimming.turn()
    assert redis.xlen(keys.reports) >= 200
    clerk.work(NOW, {})
    assert len(filed(redis, keys)) == 400


def test_a_snapshot_is_stored_after_ten_seconds_and_found_again(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    clerk.work(NOW, {"s": "1-0"})
    assert load(redis, keys, epoch="e") is None
    clock.seconds += 10
    clerk.work(NOW, {"s": "5-0"})
    snapshot = load(redis, keys, epoch="e")
    assert snapshot is not None
    assert (snapshot.ids, snapshot.time) == ({"s": "5-0"}, NOW)
    revive(small_city(), snapshot.state)
    assert clerk.snapshot_bytes > 100


def test_a_clerk_without_redis_stops_says_so_and_takes_up_again(own_redis: EmbeddedRedis) -> None:
    keys = Keys()
    with own_redis.client() as redis:
        clerk = Clerk(redis, keys, small_city(), "one", epoch="e")
        send(redis, keys, "r-1")
        clerk.work(NOW, {})
        own_redis.kill()
        time.sleep(1.05)
        clerk.work(NOW, {})
        assert not clerk.on_duty
        assert kind_of(clerk.faults["lease"]) == "away"
        own_redis.restart()
        send(redis, keys, "r-2")
        until(lambda: clerk.work(NOW, {}) or len(filed(redis, keys)) == 2, "the second report is filed")
        assert filed(redis, keys) == ["r-1", "r-2"]
        assert clerk.faults == {}


def test_positions_on_another_server_that_is_down_hold_no_report_up(
    own_redis: EmbeddedRedis, redis: Redis, keys: Keys, clock: Clock
) -> None:
    with own_redis.client() as away:
        own_redis.kill()
        clerk = Clerk(redis, keys, small_city(), "one", epoch="e", positions=away, monotonic=clock)
        send(redis, keys, "r-1")
        clerk.work(NOW, {})
        clock.seconds += 10
        clerk.work(NOW, {})
        assert (filed(redis, keys), clerk.on_duty, clerk.faults) == (["r-1"], True, {})
