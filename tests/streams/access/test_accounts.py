"""Accounts: made, granted, disabled; every change is told to whoever folds sessions."""

from threading import Thread

import pytest
from redis import Redis

from city.access.grants import Grant
from streams.access import password_hash
from streams.access.accounts import FOREIGN_MS, Account, Accounts, grant_days
from streams.access.password_hash import fits, hash_password, outdated
from streams.messages.values import RefusedError
from streams.record.keys import Keys
from tests.city.small_city import NOW


@pytest.fixture
def held(redis: Redis, keys: Keys) -> Accounts:
    return Accounts(redis, keys)


def told(redis: Redis, keys: Keys) -> list[tuple[str, str, str]]:
    entries = [fields for _, fields in redis.xrange(keys.sessions)]
    return [tuple(fields[name].decode() for name in (b"account", b"what", b"by")) for fields in entries]  # type: ignore[misc]


def test_an_account_is_what_was_made_of_it(held: Accounts, redis: Redis, keys: Keys) -> None:
    held.add("chen.yu", " 陈  雨 ", NOW, "host")
    held.grant("chen.yu", Grant("officer", "1"), NOW + 1, "host")
    held.grant("chen.yu", Grant("officer", "1", last=None), NOW + 2, "admin")
    held.set_password("chen.yu", "hash", NOW + 3, "admin")
    found = held.get("chen.yu")
    kept = (Grant("officer", "1"),)
    until = NOW + 3 + FOREIGN_MS
    assert found == Account("chen.yu", "陈 雨", kept, "hash", NOW, NOW + 3, None, True, until)
    held.withdraw("chen.yu", Grant("officer", "1").id, NOW + 4, "admin")
    held.disable("chen.yu", True, NOW + 5, "admin")
    assert [(a.id, a.grants, a.current()) for a in held.all()] == [("chen.yu", (), False)]
    whats = ["added", "granted", "granted", "password", "withdrawn", "disabled"]
    assert [what for _, what, _ in told(redis, keys)] == whats


@pytest.mark.parametrize("id", ["", "Chen", "chen yu", "-chen", "chen-", "x" * 33, "chen/../root", "陈"])
def test_an_id_is_one_that_can_be_typed_anywhere(held: Accounts, id: str) -> None:
    with pytest.raises(RefusedError, match="account must be 1 to 32 of"):
        held.add(id, "Chen", NOW, "host")
    assert held.get(id) is None


def test_what_is_refused_changes_and_tells_nothing(held: Accounts, redis: Redis, keys: Keys) -> None:
    held.add("chen", "Chen", NOW, "host")
    for refused in (
        lambda: held.add("chen", "Another", NOW, "host"),
        lambda: held.add("li", "\x1b[2J", NOW, "host"),
        lambda: held.grant("wang", Grant("officer", "1"), NOW, "host"),
        lambda: held.withdraw("chen", "officer:1", NOW, "host"),
    ):
        with pytest.raises(RefusedError):
            refused()
    assert told(redis, keys) == [("chen", "added", "host")]
    assert [account.name for account in held.all()] == ["Chen"]


def test_two_administrators_at_once_lose_nothing(held: Accounts) -> None:
    held.add("chen", "Chen", NOW, "host")
    areas = [f"area-{number}" for number in range(8)]
    threads = [Thread(target=held.grant, args=("chen", Grant("officer", a), NOW, "host")) for a in areas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = held.get("chen")
    assert found is not None
    assert {grant.area for grant in found.grants} == set(areas)


def test_what_another_hand_wrote_opens_nothing(held: Accounts, redis: Redis, keys: Keys) -> None:
    redis.hset(keys.accounts, "chen", b'{"id": 7}')
    assert held.get("chen") is None
    assert held.all() == []


def test_a_password_fits_its_hash_however_it_was_typed_and_none_fits_nobody() -> None:
    kept = hash_password("café words are enough")
    assert fits(kept, "cafe\u0301 words are enough")
    assert not fits(kept, "cafe words are enough")
    assert not fits(None, "nobody has this password")
    assert not fits("not a hash", "x")
    assert not outdated(kept)
    assert outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$QyNGNpWwPFWDcC0i7HWhPA")


def test_who_is_not_there_costs_what_the_others_cost() -> None:
    kept, nobodys = hash_password("some words of mine"), password_hash._NOBODY
    assert not outdated(nobodys), "the same parameters, and well formed: it is compared, not refused"
    assert [len(part) for part in nobodys.split("$")] == [len(part) for part in kept.split("$")]


def test_days_are_read_or_refused() -> None:
    assert [str(day) for day in grant_days("2026-09-30", None)] == ["2026-09-30", "None"]
    with pytest.raises(RefusedError, match="until must be a day as 2026-09-30, got tomorrow"):
        grant_days(None, "tomorrow")
