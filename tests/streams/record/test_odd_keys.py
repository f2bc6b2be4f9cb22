"""A wrong type of value under one of our keys is told by name, and stops only what needs that key."""

from __future__ import annotations

import pytest
from redis import Redis

from streams.clerk.clerk import Clerk
from streams.clerk.resends import report_key
from streams.clerk.retention import Retention
from streams.clerk.trimming import Trimming
from streams.messages.rejects import reject
from streams.record.key_types import odd_keys, position_types_of, types_of
from streams.record.keys import Keys
from tests.city.small_city import small_city
from tests.streams.desk import Clock, filed, reasons, send
from tests.streams.entries import NOW

NAMES = sorted(set(types_of(Keys(""))) | set(position_types_of(Keys(""))))
NEEDED = {  # by a report, beside its own stream
    "reports",
    "cases",
    "cases:revisions",
    "clerk:lease",
    "clerk:fence",
}


def spoil(redis: Redis, key: str) -> None:
    redis.delete(key)
    redis.zadd(key, {"odd": 1})


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_type_stops_only_what_needs_the_key(
    redis: Redis, keys: Keys, clock: Clock, name: str
) -> None:
    live = small_city()
    clerk = Clerk(redis, keys, live, "one", epoch="e", monotonic=clock)
    spoil(redis, keys.prefix + name)
    live.fold_sos("p-1", NOW, NOW, 22.05, 113.05)
    if name != "reports":
        send(redis, keys, "r-1")
    clerk.offer([reject("positions", "1795-0", None, "?", "")])
    for _ in range(3):
        clerk.work(NOW, {})
        clock.seconds += 10
    wanted = [] if name in NEEDED - {"reports"} else ["None"] if name == "reports" else ["None", "r-1"]
    assert name == "cases" or filed(redis, keys) == wanted
    assert name == "rejected" or name in NEEDED | {"clerk:cursors", "clerk:counts"} or reasons(redis, keys)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_and_both_types_are_named(redis: Redis, keys: Keys, name: str) -> None:
    spoil(redis, keys.prefix + name)
    [odd] = odd_keys(redis, keys, types_of(keys) | position_types_of(keys))
    assert odd.key == keys.prefix + name
    assert odd.sentence.endswith(f"must be a {odd.wanted}, got a zset")


def test_good_keys_are_not_named(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.cases, {"a": 1})
    redis.hset(keys.seats, "a", 1)
    redis.set(keys.lease, "a")
    assert odd_keys(redis, keys, types_of(keys)) == []


def test_a_report_whose_own_answer_cannot_be_kept_stops_none_behind_it(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    for name in ("r-1", "r-2", "r-3"):
        send(redis, keys, name)
    spoil(redis, keys.seen(report_key(None, "r-2")))
    spoil(redis, keys.seen("report:r-3"))
    clerk.work(NOW, {})
    assert filed(redis, keys) == ["r-1", "r-3"]
    assert "r-2 cannot be filed" in reasons(redis, keys)[0]


def test_a_call_for_help_is_filed_though_its_answer_cannot_be_kept(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    for who in ("p-1", "p-2"):
        call = clerk.filing.live.fold_sos(who, NOW, NOW, 22.05, 113.05)
        spoil(redis, keys.seen(f"sos:{call.case}"))
    clerk.work(NOW, {})
    clerk.work(NOW, {})
    assert len(filed(redis, keys)) == 2


def test_one_odd_stream_is_left_and_all_others_are_trimmed(redis: Redis, keys: Keys) -> None:
    spoil(redis, keys.dispatches)
    for i in range(300):
        redis.xadd(keys.wall, {"n": i}, id=f"{i + 1}-0")
    trimming = Trimming(redis, redis, keys, Retention())
    trimming.turn()
    assert redis.xlen(keys.wall) <= 100
    assert "trim" in trimming.tries.faults


def test_who_is_not_known_to_have_left_keeps_their_cases(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    spoil(redis, keys.seats)
    clerk.work(NOW, {})
    assert list(clerk.faults) == ["seats"]
    redis.delete(keys.seats)
    clock.seconds += 10
    clerk.work(NOW + 4000, {})
    assert clerk.faults == {}
