"""Who has seen an announcement: once, the first time, and for as long as it may be asked."""

import time

from redis import Redis

from streams.record.keys import Keys
from streams.screens.sightings import DAY_MS, PERSON, SCREEN, Sighting, Sightings

NOW = time.time_ns() // 1_000_000


def test_seen_once_is_seen_and_read_is_more_than_that(redis: Redis, keys: Keys) -> None:
    seen = Sightings(redis, keys)
    seen.note("a", SCREEN, "left hall", NOW, NOW + 60_000)
    seen.note("a", PERSON, "wang", NOW + 5, NOW + 60_000)
    seen.note("a", SCREEN, "left hall", NOW + 9, NOW + 60_000)
    seen.note("a", PERSON, "wang", NOW + 9, NOW + 60_000, read=True)
    assert seen.of(["a", "b"]) == {
        "a": [Sighting(SCREEN, "left hall", NOW, False), Sighting(PERSON, "wang", NOW + 5, True)],
        "b": [],
    }
    assert seen.of([]) == {}


def test_it_is_kept_until_a_day_after_the_end(redis: Redis, keys: Keys) -> None:
    Sightings(redis, keys).note("a", PERSON, "wang", NOW, NOW + 60_000)
    left, until = redis.pttl(keys.sightings("a")), NOW + 60_000 + DAY_MS
    assert abs(left - (until - time.time() * 1000)) < 60_000


def test_what_nobody_can_read_is_passed_over(redis: Redis, keys: Keys) -> None:
    redis.hset(keys.sightings("a"), mapping={"shown screen one": "soon", "?": "1", b"\xff": b"\xff"})
    assert Sightings(redis, keys).of(["a"]) == {"a": []}
