"""A code that is shown to a room, and who may do what with it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from redis import Redis

from streams.access.pairing import A_MINUTE, AT_ADDRESS, AT_ALL, GOOD_MS, Pairing, PairingError
from streams.access.sessions import Session, Sessions
from streams.record.keys import Keys
from tests.city.small_city import NOW

HERE = "10.0.0.7"
SCREEN = "screen-abcdef"


@pytest.fixture
def pairing(redis: Redis, keys: Keys) -> Pairing:
    return Pairing(redis, keys)


def opened(account: str) -> Session:
    return Session(f"s-{account}", account, "screen:1", NOW, NOW + 9999, NOW)


def refused(code: str) -> pytest.RaisesExc[PairingError]:
    return pytest.RaisesExc(PairingError, check=lambda error: error.code == code and error.seconds > 0)


def test_a_code_has_forty_bits_in_two_groups_and_no_letter_that_is_read_as_another(pairing: Pairing) -> None:
    codes = {pairing.offer(f"10.0.1.{number}", NOW).code for number in range(50)}
    assert len(codes) == 50
    letters = set("".join(codes)) - {"-"}
    assert {len(code) for code in codes} == {9} and {code[4] for code in codes} == {"-"}
    assert not letters & set("01IO") and letters <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


def test_the_browser_whose_code_was_typed_collects_its_screen_once(
    pairing: Pairing, redis: Redis, keys: Keys
) -> None:
    offer = pairing.offer(HERE, NOW)
    assert pairing.state(offer.secret, NOW) == "waiting"
    assert pairing.collect(offer.secret, NOW, opened) is None
    assert pairing.accept(offer.code, SCREEN, NOW)
    assert pairing.state(offer.secret, NOW) == "paired"
    assert pairing.collect(offer.secret, NOW, opened) == opened(SCREEN)
    assert pairing.collect(offer.secret, NOW, opened) is None
    assert pairing.state(offer.secret, NOW) == "expired"
    sessions = Sessions()
    sessions.fold(redis.xrange(keys.sessions))  # type: ignore[arg-type]
    assert [session.account for session in sessions.open.values()] == [SCREEN]


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' – ')} "]
)
def test_a_code_may_be_typed_in_several_ways(pairing: Pairing, typed: Callable[[str], str]) -> None:
    assert pairing.accept(typed(pairing.offer(HERE, NOW).code), SCREEN, NOW)


def test_a_code_may_be_typed_in_full_width(pairing: Pairing) -> None:
    code = pairing.offer(HERE, NOW).code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert pairing.accept(wide, SCREEN, NOW)


def test_who_knows_the_code_or_guesses_a_secret_collects_nothing(pairing: Pairing) -> None:
    offer, other = pairing.offer(HERE, NOW), pairing.offer("10.0.0.8", NOW)
    assert pairing.accept(offer.code, SCREEN, NOW)
    for told in ("", offer.code, other.secret, offer.secret[:-1], offer.secret.lower(), "\ud800", "x" * 9999):
        assert pairing.collect(told, NOW, opened) is None
    assert pairing.collect(offer.secret, NOW, opened) is not None


def test_of_many_who_collect_at_once_one_is_the_screen(pairing: Pairing) -> None:
    offer = pairing.offer(HERE, NOW)
    pairing.accept(offer.code, SCREEN, NOW)
    got: list[Session | None] = []
    threads = [
        Thread(target=lambda: got.append(pairing.collect(offer.secret, NOW, opened))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), sum(session is not None for session in got)) == (8, 1)


def test_a_code_is_one_screens_however_often_it_is_typed(pairing: Pairing) -> None:
    offer = pairing.offer(HERE, NOW)
    assert pairing.accept(offer.code, SCREEN, NOW)
    assert pairing.accept(offer.code, SCREEN, NOW)  # the same again: its answer was lost
    assert not pairing.accept(offer.code, "screen-ghijkl", NOW)
    assert not pairing.waits(offer.code, NOW)
    assert pairing.collect(offer.secret, NOW, opened) is not None
    assert not pairing.accept(offer.code, SCREEN, NOW)


def test_a_code_that_is_too_old_opens_nothing(pairing: Pairing) -> None:
    offer = pairing.offer(HERE, NOW)
    assert pairing.waits(offer.code, NOW + GOOD_MS - 1)
    assert not pairing.waits(offer.code, NOW + GOOD_MS)
    assert not pairing.accept(offer.code, SCREEN, NOW + GOOD_MS)
    assert pairing.state(offer.secret, NOW + GOOD_MS) == "expired"


def test_what_was_typed_in_the_last_second_can_still_be_collected(pairing: Pairing) -> None:
    offer = pairing.offer(HERE, NOW)
    assert pairing.accept(offer.code, SCREEN, NOW + GOOD_MS - 1)
    assert pairing.collect(offer.secret, NOW + GOOD_MS + 5000, opened) is not None


def test_a_browser_that_is_given_another_code_loses_the_one_before(pairing: Pairing) -> None:
    first = pairing.offer(HERE, NOW)
    second = pairing.offer(HERE, NOW, first.secret)
    assert not pairing.waits(first.code, NOW) and pairing.waits(second.code, NOW)
    for _ in range(AT_ADDRESS):  # it takes no second place
        second = pairing.offer(HERE, NOW, second.secret)


def test_an_address_has_few_codes_at_a_time_and_more_when_one_was_taken_or_is_over(pairing: Pairing) -> None:
    offers = [pairing.offer(HERE, NOW) for _ in range(AT_ADDRESS)]
    with refused("crowded"):
        pairing.offer(HERE, NOW)
    pairing.offer("10.0.0.8", NOW)
    pairing.accept(offers[0].code, SCREEN, NOW)
    pairing.offer(HERE, NOW)
    with refused("crowded"):
        pairing.offer(HERE, NOW + GOOD_MS - 1)
    pairing.offer(HERE, NOW + GOOD_MS)


def test_an_address_is_given_few_codes_a_minute_and_who_waits_for_room_is_not_counted(
    pairing: Pairing,
) -> None:
    offers = [pairing.offer(HERE, NOW) for _ in range(AT_ADDRESS)]
    for _ in range(2 * A_MINUTE):
        with refused("crowded"):
            pairing.offer(HERE, NOW)
    for _ in range(A_MINUTE - AT_ADDRESS):
        offers[0] = pairing.offer(HERE, NOW, offers[0].secret)
    with refused("often"):
        pairing.offer(HERE, NOW, offers[0].secret)
    assert pairing.waits(offers[0].code, NOW)


def test_a_network_of_addresses_has_no_more_codes_than_one_of_them(pairing: Pairing) -> None:
    for number in range(AT_ADDRESS):
        pairing.offer(f"2001:db8::{number}", NOW)
    with refused("crowded"):
        pairing.offer("2001:db8::ffff:1", NOW)
    pairing.offer("2001:db8:0:1::1", NOW)


def test_all_addresses_together_have_so_many_codes_and_no_more(pairing: Pairing) -> None:
    for number in range(AT_ALL):
        pairing.offer(f"10.1.{number // 100}.{number % 100}", NOW)
    with refused("full"):
        pairing.offer(HERE, NOW)


def test_the_record_keeps_neither_code_nor_secret_nor_address_and_forgets_by_itself(
    pairing: Pairing, redis: Redis, keys: Keys
) -> None:
    offer = pairing.offer(HERE, NOW)
    kept = b"".join(redis.dump(key) or b"" for key in redis.keys(f"{keys.prefix}*"))
    for told in (offer.code, offer.code.replace("-", ""), offer.secret, HERE):
        assert told.encode() not in kept
    assert 0 < redis.pttl(keys.pairing) <= 2 * GOOD_MS  # type: ignore[operator]


def test_what_another_version_wrote_is_nobodys(pairing: Pairing, redis: Redis, keys: Keys) -> None:
    redis.hset(keys.pairing, "odd", b"\xff{}")
    offer = pairing.offer(HERE, NOW)
    assert pairing.accept(offer.code, SCREEN, NOW)


def test_a_command_that_comes_again_means_the_same_screen(pairing: Pairing) -> None:
    names = iter(["screen-aaaaaa", "screen-bbbbbb", "screen-cccccc"])
    assert pairing.screen_of("one", lambda: next(names)) == "screen-aaaaaa"
    assert pairing.screen_of("one", lambda: next(names)) == "screen-aaaaaa"
    assert pairing.screen_of("two", lambda: next(names)) == "screen-cccccc"
