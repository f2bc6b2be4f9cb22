"""Personal links: found by their token alone, ended by time or by hand, and known after their end."""

import pytest
from redis import Redis

from streams.access.links import DAY, REMEMBERED, TOKEN, Links
from streams.record.keys import Keys
from tests.city.small_city import NOW


@pytest.fixture
def links(redis: Redis, keys: Keys) -> Links:
    return Links(redis, keys)


def test_a_link_says_whose_it_is(links: Links) -> None:
    token, made = links.make(NOW, NOW + DAY, inspector="ann")
    other, _ = links.make(NOW, NOW + DAY, department="fire")
    assert TOKEN.fullmatch(token) and TOKEN.fullmatch(other)
    found, second = links.find(token), links.find(other)
    assert found and second
    assert (found, found.inspector, second.department) == (made, "ann", "fire")


def test_redis_holds_nothing_that_opens(links: Links, redis: Redis, keys: Keys) -> None:
    token, link = links.make(NOW, NOW + DAY, inspector="ann")
    kept = redis.hgetall(keys.field_links)
    assert token.encode() not in b"".join([*kept, *kept.values()])
    assert all(links.find(told.decode()) is None for told in kept)
    assert links.find(link.id) is None


@pytest.mark.parametrize("token", ["", "f-", "f-" + "A" * 43, "f-" + "A" * 42, "x" * 10_000, "f-é" * 15])
def test_a_made_up_token_finds_nobody(links: Links, token: str) -> None:
    links.make(NOW, NOW + DAY, inspector="ann")
    assert links.find(token) is None


def test_a_link_ends_by_time_and_stays_known(links: Links) -> None:
    token, _ = links.make(NOW, NOW + DAY, inspector="ann")
    found = links.find(token)
    assert found
    assert [found.state(at) for at in (NOW, NOW + DAY - 1, NOW + DAY)] == ["good", "good", "expired"]


def test_all_links_of_a_person_end_by_one_word(links: Links) -> None:
    tokens = [links.make(NOW, NOW + DAY, inspector=who)[0] for who in ("ann", "ann", "bob")]
    assert [link.inspector for link in links.revoke("ann", NOW)] == ["ann", "ann"]
    found = [links.find(token) for token in tokens]
    assert [link.state(NOW) for link in found if link] == ["revoked", "revoked", "good"]
    assert links.revoke("ann", NOW) == []


def test_one_link_ends_by_its_id(links: Links) -> None:
    first, link = links.make(NOW, NOW + DAY, inspector="ann")
    second, _ = links.make(NOW + 1, NOW + DAY, inspector="ann")
    links.revoke(link.id, NOW)
    states = [found.state(NOW) for found in map(links.find, (first, second)) if found]
    assert states == ["revoked", "good"]
    assert [made.made for made in links.all()] == [NOW + 1, NOW]


def test_what_ended_long_ago_is_forgotten(links: Links) -> None:
    token, _ = links.make(NOW, NOW + DAY, inspector="ann")
    links.make(NOW + DAY + REMEMBERED, NOW + 2 * REMEMBERED, inspector="ann")
    assert links.find(token)
    links.make(NOW + DAY + REMEMBERED + 1, NOW + 2 * REMEMBERED, inspector="ann")
    assert links.find(token) is None
