"""The stream of sessions as each process follows it."""

import pytest
from redis import Redis

from city.access.grants import Grant
from streams.access.accounts import Accounts
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session, SessionLog
from streams.record.keys import Keys
from tests.city.small_city import HOUR, NOW

OFFICER = Grant("officer", "1")


@pytest.fixture
def reader(redis: Redis, keys: Keys) -> SessionReader:
    return SessionReader(redis, keys, lambda: NOW)


def sign_in(redis: Redis, keys: Keys, id: str = "s-1", who: str = "chen", until: int = NOW + HOUR) -> None:
    accounts = Accounts(redis, keys)
    if accounts.get(who) is None:
        accounts.add(who, who.title(), NOW, "host", (OFFICER,))
    SessionLog(redis, keys).open(Session(id, who, OFFICER.id, NOW, until, NOW))


def test_a_session_and_whose_it_is_are_known_after_a_read(
    reader: SessionReader, redis: Redis, keys: Keys
) -> None:
    sign_in(redis, keys)
    assert not reader.caught_up
    assert reader.poll(0) >= {"s-1"}
    assert reader.caught_up
    account = reader.account("chen")
    assert account is not None
    assert account.grants == (OFFICER,)
    assert reader.poll(0) == set()


def test_what_happens_to_an_account_is_news_of_its_sessions(
    reader: SessionReader, redis: Redis, keys: Keys
) -> None:
    sign_in(redis, keys)
    sign_in(redis, keys, "s-2", "li")
    reader.poll(0)
    Accounts(redis, keys).disable("chen", True, NOW, "host")
    changed = reader.poll(0)
    assert "s-1" in changed and "s-2" not in changed
    account = reader.account("chen")
    assert account is not None and not account.current()


def test_a_revoked_session_is_news_once(reader: SessionReader, redis: Redis, keys: Keys) -> None:
    sign_in(redis, keys)
    reader.poll(0)
    SessionLog(redis, keys).revoke(["s-1"], "chen", NOW)
    assert reader.poll(0) == {"s-1"}
    assert reader.sessions.open == {}


def test_a_session_that_is_past_its_end_is_no_more(reader: SessionReader, redis: Redis, keys: Keys) -> None:
    sign_in(redis, keys, until=NOW)
    reader.poll(0)
    assert reader.sessions.open == {}


def test_a_redis_that_lost_its_memory_knows_nobody(reader: SessionReader, redis: Redis, keys: Keys) -> None:
    sign_in(redis, keys)
    reader.poll(0)
    redis.delete(keys.sessions, keys.accounts)
    assert reader.poll(0) == {"s-1"}
    assert (reader.sessions.open, reader.accounts) == ({}, {})
    sign_in(redis, keys, "s-9", "li")
    reader.poll(0)
    assert list(reader.sessions.open) == ["s-9"]


def test_while_redis_is_away_what_was_known_goes_on(reader: SessionReader, redis: Redis, keys: Keys) -> None:
    sign_in(redis, keys)
    reader.poll(0)
    redis.rename(keys.sessions, f"{keys.sessions}:elsewhere")
    redis.set(keys.sessions, "not a stream")
    with pytest.raises(Exception, match="WRONGTYPE"):
        reader.poll(0)
    assert list(reader.sessions.open) == ["s-1"]
    assert reader.account("chen") is not None
