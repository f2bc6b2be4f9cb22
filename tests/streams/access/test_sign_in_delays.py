"""Who fails to sign in waits; nobody is locked out by somebody else."""

import pytest
from redis import Redis

from streams.access.sign_in_delays import FREE, LONGEST, MANY, SLOWEST, SignInDelays, Try, delay, place_of
from streams.record.keys import Keys
from tests.city.small_city import NOW


@pytest.fixture
def held(redis: Redis, keys: Keys) -> SignInDelays:
    return SignInDelays(redis, keys)


def fail(held: SignInDelays, account: str, addresses: list[str]) -> None:
    for address in addresses:
        held.failed(account, address, NOW)


def test_delays_grow_and_end() -> None:
    assert [delay(n) for n in range(FREE + 4)] == [0] * (FREE + 1) + [1, 2, 4]
    assert delay(1000) == LONGEST


def test_a_slip_costs_nothing_and_trying_on_does(held: SignInDelays) -> None:
    fail(held, "chen", ["10.0.0.1"] * FREE)
    assert held.wait("chen", "10.0.0.1", NOW) == 0
    fail(held, "chen", ["10.0.0.1"] * 3)
    assert held.wait("chen", "10.0.0.1", NOW) == 4
    assert held.wait("chen", "10.0.0.1", NOW + 3_500) == 1
    assert held.wait("chen", "10.0.0.1", NOW + 4_000) == 0


def test_one_address_that_tries_many_accounts_waits_for_each(held: SignInDelays) -> None:
    for number in range(FREE + 3):
        held.failed(f"officer{number}", "10.0.0.1", NOW)
    assert held.wait("chen", "10.0.0.1", NOW) == 4
    assert held.wait("chen", "10.0.0.2", NOW) == 0


def test_many_addresses_that_try_one_account_make_it_slow_and_lock_nobody_out(held: SignInDelays) -> None:
    held.succeeded("chen", "10.0.0.9")
    fail(held, "chen", [f"10.1.0.{number}" for number in range(MANY)])
    where = ("10.2.0.1", "10.0.0.9")
    assert [held.wait("chen", address, NOW) for address in where] == [0, 0]
    assert [held.coming("chen", address) for address in where] == [Try(False, SLOWEST), Try(True, 0)]
    assert held.coming("li", "10.2.0.1") == Try(False, 0)


def test_all_addresses_of_one_ipv6_network_are_one(held: SignInDelays) -> None:
    fail(held, "chen", [f"2001:db8:1:2::{number:x}" for number in range(FREE + 3)])
    assert held.wait("li", "2001:db8:1:2:ffff::9", NOW) == 4
    assert held.wait("li", "2001:db8:1:3::1", NOW) == 0
    held.succeeded("chen", "2001:db8:1:2::1")
    assert held.coming("chen", "2001:db8:1:2::2").known


def test_an_address_that_is_none_and_ipv4_in_ipv6_are_taken_as_they_are() -> None:
    assert [place_of(each) for each in ("::ffff:10.0.0.1", "10.0.0.1", "", "x")] == ["10.0.0.1"] * 2 + [
        "",
        "x",
    ]


def test_an_address_of_many_does_not_hold_up_who_signed_in_there(held: SignInDelays) -> None:
    held.succeeded("chen", "10.0.0.1")
    for number in range(FREE + 9):
        held.failed(f"officer{number}", "10.0.0.1", NOW)
    assert held.wait("chen", "10.0.0.1", NOW) == 0
    assert held.wait("li", "10.0.0.1", NOW) == LONGEST


def test_one_known_password_does_not_pay_for_trying_others(held: SignInDelays) -> None:
    for number in range(FREE + 3):
        held.failed(f"officer{number}", "10.0.0.1", NOW)
    held.succeeded("mine", "10.0.0.1")
    assert held.wait("chen", "10.0.0.1", NOW) == 4


def test_no_account_and_no_address_stands_in_redis(held: SignInDelays, redis: Redis) -> None:
    held.failed("chen", "10.0.0.1", NOW)
    held.succeeded("chen", "10.0.0.1")
    names = b" ".join(redis.keys("*"))
    assert b"chen" not in names
    assert b"10.0" not in names
    assert all(redis.pttl(name) > 0 for name in redis.keys("*sign-in*"))


def test_a_clock_that_was_put_back_does_not_lengthen_a_wait(held: SignInDelays) -> None:
    fail(held, "chen", ["10.0.0.1"] * (FREE + 1))
    assert held.wait("chen", "10.0.0.1", NOW - 86_400_000) == 1
