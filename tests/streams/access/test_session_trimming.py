"""The stream of sessions does not grow for ever, and nothing that still lets somebody in or out is taken."""

import itertools
import time

from redis import Redis

from streams.access.session_trimming import trim_sessions
from streams.access.sessions import Session, Sessions, opened_fields
from streams.record.keys import Keys

DAY = 86_400_000
_sequence = itertools.count(1)
NOW = time.time_ns() // 1_000_000


def add(redis: Redis, keys: Keys, days_ago: int, **fields: object) -> None:
    told = {name: str(value) for name, value in fields.items()}
    redis.xadd(keys.sessions, told, id=f"{NOW - days_ago * DAY}-{next(_sequence)}")  # type: ignore[arg-type]


def opened(redis: Redis, keys: Keys, id: str, days_ago: int, lasts: int) -> None:
    at = NOW - days_ago * DAY
    add(redis, keys, days_ago, **opened_fields(Session(id, "ann", "g", at, at + lasts * DAY, at)))


def folded(redis: Redis, keys: Keys) -> dict[str, Session]:
    sessions = Sessions()
    assert sessions.fold(redis.xrange(keys.sessions)) == []
    sessions.expire(NOW)
    return sessions.open


def test_what_is_over_goes_and_what_is_open_is_as_it_was(redis: Redis, keys: Keys) -> None:
    opened(redis, keys, "wall", 30, 400)
    opened(redis, keys, "past", 29, 1)
    opened(redis, keys, "out", 28, 60)
    for day in range(27, 1, -1):
        add(redis, keys, day, type="seen", session="wall", time=NOW - day * DAY)
    add(redis, keys, 2, type="changed", session="wall", grant="h", time=NOW)
    add(redis, keys, 2, type="revoked", session="out", time=NOW)
    add(redis, keys, 2, type="account", account="ann", time=NOW)
    add(redis, keys, 0, type="account", account="bob", time=NOW)
    before = folded(redis, keys)
    assert trim_sessions(redis, keys, NOW) == 1 + 2 + 25 + 1
    assert folded(redis, keys) == before and list(before) == ["wall"]
    kinds = [fields[b"type"] for _, fields in redis.xrange(keys.sessions)]
    assert kinds == [b"opened", b"seen", b"changed", b"account"]
    assert trim_sessions(redis, keys, NOW) == 0


def test_a_day_of_news_and_the_newest_entry_stay(redis: Redis, keys: Keys) -> None:
    opened(redis, keys, "past", 9, 1)
    add(redis, keys, 3, type="revoked", session="past", time=NOW)
    assert trim_sessions(redis, keys, NOW) == 1  # readers know the stream by its newest entry
    opened(redis, keys, "new", 0, 1)
    add(redis, keys, 0, type="revoked", session="new", time=NOW)
    assert trim_sessions(redis, keys, NOW) == 1
    assert redis.xlen(keys.sessions) == 2


def test_an_empty_stream_is_left_alone(redis: Redis, keys: Keys) -> None:
    assert trim_sessions(redis, keys, NOW) == 0
