"""Keys of other systems: made once, shown once, scoped, rotated with an overlap, ended."""

import pytest
from redis import Redis

from streams.access.api_keys import GRANTED, ApiKeyError, ApiKeys
from streams.messages.values import RefusedError
from streams.record.keys import Keys
from tests.city.small_city import NOW

MINUTE = 60_000


@pytest.fixture
def held(redis: Redis, keys: Keys) -> ApiKeys:
    return ApiKeys(redis, keys)


def refusal(held: ApiKeys, text: str, now: int = NOW) -> str:
    with pytest.raises(ApiKeyError) as refused:
        held.check(text, now)
    return str(refused.value)


def test_a_key_is_what_it_was_made_to_be(held: ApiKeys) -> None:
    text = held.make("phones", ["1"], NOW, actions=["accept"], rate=7, until=NOW + 1)
    key = held.check(text, NOW)
    assert (key.name, key.areas, key.actions, key.rate) == ("phones", ("1",), ("accept",), 7)


def test_redis_holds_nothing_that_opens(held: ApiKeys, redis: Redis, keys: Keys) -> None:
    text = held.make("phones", ["1"], NOW)
    kept = redis.hgetall(keys.api_keys)
    assert text.encode() not in b"".join(kept.values())
    assert text.rpartition(".")[2].encode() not in b"".join([*kept, *kept.values()])
    assert "not one of this server's" in refusal(held, kept[b"phones"].decode())


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: text + "A",
        lambda text: text.replace("phones", "tablets"),
        lambda text: text.removeprefix("gridwall-key."),
        lambda text: text.upper(),
        lambda text: text.rpartition(".")[0] + ".",
        lambda text: "x" * 100_000,
        lambda text: "\ud800.\u0000",
        lambda text: "",
    ],
)
def test_a_forged_key_opens_nothing(held: ApiKeys, forge: object) -> None:
    text = held.make("phones", ["1"], NOW)
    said = refusal(held, forge(text))  # type: ignore[operator]
    assert said == "The key is not one of this server's."


def test_two_keys_are_two(held: ApiKeys) -> None:
    first, second = held.make("a", ["1"], NOW), held.make("b", ["2"], NOW)
    assert (held.check(first, NOW).name, held.check(second, NOW).name) == ("a", "b")
    mixed = f"gridwall-key.a.{second.rpartition('.')[2]}"
    assert "not one" in refusal(held, mixed)


def test_a_key_ends_when_it_was_said_to(held: ApiKeys) -> None:
    text = held.make("phones", ["1"], NOW, until=NOW + MINUTE)
    assert held.check(text, NOW + MINUTE - 1)
    assert refusal(held, text, NOW + MINUTE) == "The key phones is expired."


def test_a_revoked_key_opens_nothing_from_that_moment(held: ApiKeys) -> None:
    text = held.make("phones", ["1"], NOW)
    assert held.revoke("phones", NOW)
    assert refusal(held, text) == "The key phones is revoked."
    assert not held.revoke("nobody", NOW)


def test_after_a_rotation_both_texts_are_good_for_a_while_and_then_one(held: ApiKeys) -> None:
    old = held.make("phones", ["1"], NOW)
    new = held.rotate("phones", NOW, 10 * MINUTE)
    assert held.check(old, NOW + 10 * MINUTE - 1) == held.check(new, NOW)
    assert "replaced by a newer one" in refusal(held, old, NOW + 10 * MINUTE)
    assert held.check(new, NOW + 99 * MINUTE).name == "phones"


def test_a_revoked_key_has_no_old_text_either(held: ApiKeys) -> None:
    old = held.make("phones", ["1"], NOW)
    held.rotate("phones", NOW, 10 * MINUTE)
    held.revoke("phones", NOW)
    assert refusal(held, old) == "The key phones is revoked."


@pytest.mark.parametrize(
    ("name", "areas", "actions", "said"),
    [
        ("a b", ["1"], ["accept"], "name must be 1 to 64"),
        ("a", [], ["accept"], "must have areas and actions, got 0 and 1"),
        ("a", ["1"], [], "must have areas and actions, got 1 and 0"),
        ("a", ["1"], ["close"], f"actions must be of {', '.join(GRANTED)}, got close"),
        ("taken", ["1"], ["accept"], "name must be new, got taken"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    held: ApiKeys, name: str, areas: list[str], actions: list[str], said: str
) -> None:
    held.make("taken", ["1"], NOW)
    with pytest.raises(RefusedError) as refused:
        held.make(name, areas, NOW, actions=actions)
    assert said in str(refused.value)
    assert [key.name for key in held.all()] == ["taken"]


def test_the_name_of_an_ended_key_is_free_again(held: ApiKeys) -> None:
    old = held.make("phones", ["1"], NOW)
    held.revoke("phones", NOW)
    new = held.make("phones", ["2"], NOW)
    assert held.check(new, NOW).areas == ("2",)
    assert "not one of this server's" in refusal(held, old)


def test_what_another_hand_wrote_is_no_key(held: ApiKeys, redis: Redis, keys: Keys) -> None:
    redis.hset(keys.api_keys, "odd", b"\xff{}")
    assert held.all() == []
    assert "not one" in refusal(held, f"gridwall-key.odd.{'A' * 43}")


def test_no_key_may_send_positions_that_was_not_given_it(held: ApiKeys) -> None:
    assert "positions" not in held.check(held.make("old", ["1"], NOW), NOW).actions
    assert held.check(held.make("phones", ["1"], NOW, actions=["positions"]), NOW).actions == ("positions",)
