"""Signing in, and what a session opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import gevent
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from city.access.grants import Grant
from dashboard.access.session_cookie import clear_cookie, cookie_name, seal, set_cookie, unseal
from dashboard.access.sessions_door import SessionsDoor
from dashboard.accounts.sign_in import HASHING, SignIn, SignInRefusedError, Visitor
from streams.access.accounts import Accounts
from streams.access.audit import AuditLog
from streams.access.password_hash import hash_password
from streams.access.session_reader import SessionReader
from streams.access.sessions import SessionLog
from streams.access.sign_in_delays import FREE
from streams.record.connections import Connections
from streams.record.keys import Keys
from tests.city.small_city import HOUR, MINUTE, NOW, small_areas

WORDS = "seven words that nobody else would choose"
DAY = date(2026, 9, 30)
DESK = Visitor("10.0.0.9", "Chromium")


class House:
    """What a web process has of it, at a time that a test sets."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.now, self.day = NOW, DAY
        to = Connections(keys, "redis://record", "redis://positions", redis, redis, redis)  # type: ignore[arg-type]
        self.accounts, self.audit = Accounts(redis, keys), AuditLog(redis, keys)
        self.log, self.reader = SessionLog(redis, keys), SessionReader(redis, keys, lambda: self.now)
        self.sign_in = SignIn(to, small_areas(), lambda: self.now, lambda: self.day)
        self.door = SessionsDoor(self.reader, small_areas(), lambda: self.now, lambda: self.day)
        self.accounts.add("chen", "陈雨", NOW, "host", (Grant("officer", "1"), Grant("head", "2")))
        self.accounts.set_password("chen", hash_password(WORDS), NOW, "chen")

    def acts(self) -> list[str]:
        return [audited.act for _, audited in self.audit.newest(99)]

    def comes_in(self) -> str:
        session = self.sign_in.sign_in("chen", WORDS, DESK)
        self.reader.poll(0)
        return session.id


def refusal(house: House, name: str, password: str, visitor: Visitor = DESK) -> SignInRefusedError:
    with pytest.raises(SignInRefusedError) as refused:
        house.sign_in.sign_in(name, password, visitor)
    return refused.value


def test_who_knows_the_password_is_in_and_it_is_written_down(house: House) -> None:
    standing = house.door.standing(house.comes_in())
    assert standing is not None
    assert (standing.account.id, standing.grant.id, len(standing.grants)) == ("chen", "officer:1", 2)
    assert house.acts() == ["signed_in"]


@pytest.mark.parametrize("name", ["CHEN", " chen "])
def test_an_account_is_found_however_its_name_is_typed(house: House, name: str) -> None:
    assert house.sign_in.sign_in(name, WORDS, DESK).account == "chen"


def test_a_hundred_tries_at_once_are_counted_like_a_hundred_one_after_another(house: House) -> None:
    tries = [gevent.spawn(refusal, house, "chen", f"guess number {number}") for number in range(100)]
    gevent.joinall(tries)
    looked_at = [one.value.code for one in tries].count("wrong")
    assert looked_at <= FREE + HASHING


def test_a_flood_of_tries_from_many_addresses_keeps_nobody_waiting_who_signed_in_there_before(
    house: House,
) -> None:
    house.comes_in()
    flood = [gevent.spawn(refusal, house, f"li{at}", "guess", Visitor(f"10.1.{at}.1")) for at in range(60)]
    while not any(each.ready() for each in flood):
        gevent.sleep(0.001)
    looked_at = sum(each.ready() for each in flood)
    house.comes_in()
    assert sum(each.ready() for each in flood) - looked_at <= 3 * HASHING
    gevent.joinall(flood, raise_error=True)


def test_nobody_learns_who_has_an_account(house: House) -> None:
    house.accounts.add("li", "Li", NOW, "host", (Grant("officer", "1"),))
    house.accounts.add("wu", "Wu", NOW, "host", (Grant("officer", "1"),))
    house.accounts.set_password("wu", hash_password(WORDS), NOW, "wu")
    house.accounts.disable("wu", True, NOW, "host")
    told = [
        refusal(house, name, WORDS, Visitor(f"10.0.1.{at}")) for at, name in enumerate(("no", "li", "wu"))
    ]
    told.append(refusal(house, "chen", "another password", Visitor("10.0.2.1")))
    assert {(each.code, each.seconds) for each in told} == {("wrong", 0)}
    assert house.acts() == ["sign_in_refused"] * 4


def test_what_was_typed_for_a_name_stands_nowhere(house: House, redis: Redis) -> None:
    refusal(house, "my password in the wrong field", "x")
    kept = [redis.dump(key) for key in redis.keys("*")]
    assert not any(b"wrong field" in (each or b"") for each in kept)


def test_whoever_tries_on_waits_and_the_right_password_waits_too(house: House) -> None:
    for _ in range(6):
        refusal(house, "chen", "guess", Visitor("10.6.6.6"))
        house.now += MINUTE
    house.now -= MINUTE
    assert refusal(house, "chen", WORDS, Visitor("10.6.6.6")).code == "wait"
    assert house.sign_in.sign_in("chen", WORDS, replace(DESK, address="10.7.7.7")).account == "chen"


def test_without_a_grant_that_holds_today_nobody_is_in(house: House) -> None:
    id = house.comes_in()
    until_today = [Grant("officer", "1", last=DAY), Grant("head", "2", first=date(2026, 10, 5))]
    for grant in until_today:
        house.accounts.grant("chen", grant, NOW, "host")
    house.reader.poll(0)
    assert house.door.standing(id) is not None
    house.day = date(2026, 10, 1)
    assert house.door.standing(id) is None
    assert refusal(house, "chen", WORDS).code == "no_grant"


@pytest.mark.parametrize("end", ["revoke", "disable", "withdraw", "idle", "old", "sign_out"])
def test_a_session_ends_at_once_for_each_of_its_reasons(house: House, end: str) -> None:
    id = house.comes_in()
    standing = house.door.standing(id)
    assert standing is not None
    match end:
        case "revoke":
            house.log.revoke([id], "host", NOW)
        case "disable":
            house.accounts.disable("chen", True, NOW, "host")
        case "withdraw":
            house.accounts.withdraw("chen", "officer:1", NOW, "host")
        case "idle":
            house.now += 4 * HOUR
        case "old":
            house.log.seen(id, NOW + 23 * HOUR)
            house.now += 24 * HOUR
        case "sign_out":
            house.sign_in.sign_out(standing.session, DESK)
    house.reader.poll(0)
    assert house.door.standing(id) is None


def test_who_signed_out_while_the_record_was_away_is_out_when_it_is_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = house.comes_in()
    standing = house.door.standing(id)
    assert standing is not None
    with monkeypatch.context() as away:
        away.setattr(SessionLog, "revoke", away_now)
        with pytest.raises(RedisConnectionError):
            house.sign_in.sign_out(standing.session, DESK)
        house.sign_in.settle()
    house.reader.poll(0)
    assert house.door.standing(id) is not None
    house.sign_in.settle()
    house.reader.poll(0)
    assert house.door.standing(id) is None
    assert house.acts() == ["signed_out", "signed_in"]


def away_now(*_: object) -> None:
    raise RedisConnectionError("away")


def test_one_acts_under_another_of_ones_grants_and_under_none_that_is_not_ones_own(house: House) -> None:
    id = house.comes_in()
    house.log.act_under(id, "head:2", NOW)
    house.reader.poll(0)
    standing = house.door.standing(id)
    assert standing is not None and standing.grant.role == "head"
    house.log.act_under(id, "leader:0", NOW)
    house.reader.poll(0)
    assert house.door.standing(id) is None


def test_a_session_never_begins_with_an_id_that_was_there_before(house: House) -> None:
    assert house.comes_in() != house.comes_in()


def test_a_cookie_opens_with_the_key_that_signed_it_also_after_a_rotation() -> None:
    old, new = b"o" * 32, b"n" * 32
    cookie = seal([old], "s-1")
    assert unseal([old, new], cookie) == "s-1"
    assert seal([old, new], "s-1") == seal([new], "s-1")
    forged = [cookie[:-1], cookie + "x", seal([b"x" * 32], "s-1"), "", None, "x" * 300]
    assert [unseal([old, new], each) for each in forged] == [None] * len(forged)
    assert unseal([], cookie) is None


def test_a_cookie_is_bound_to_its_host_where_there_is_https() -> None:
    told = set_cookie([b"k" * 32], "s-1", 60, secure=True)
    assert told.startswith("__Host-gridwall-session=")
    assert "; Path=/; HttpOnly; SameSite=Lax; Secure" in told
    assert cookie_name(False) == "gridwall-session"
    assert "Secure" not in set_cookie([b"k" * 32], "s-1", 60, secure=False)


def test_a_wall_below_a_path_keeps_its_cookie_from_its_neighbours() -> None:
    told = set_cookie([b"k" * 32], "s-1", 60, secure=True, base="/grid")
    assert told.startswith("__Secure-gridwall-session=")
    assert "; Path=/grid/; HttpOnly; SameSite=Lax; Secure" in told
    gone = clear_cookie(secure=True, base="/grid")
    assert gone.startswith("__Secure-gridwall-session=; Max-Age=0; Path=/grid/;")
