"""Signs of life of screens: there while they come."""

from redis import Redis

from streams.record.keys import Keys
from streams.screens.beats import KEPT_MS, Beat, Beats


def test_a_sign_of_life_is_read_as_it_was_told(redis: Redis, keys: Keys) -> None:
    beats = Beats(redis, keys)
    beat = Beat(at=1, fps=59.9, heap=40.0, lag=3.0, shows={"kind": "push"}, until=9, size=(1920, 1080))
    beats.tell("s", beat)
    assert beats.of(["s", "t"]) == {"s": beat}
    assert beats.of([]) == {}


def test_a_sign_of_life_ends(redis: Redis, keys: Keys) -> None:
    beats = Beats(redis, keys)
    beats.tell("s", Beat())
    left = redis.pttl(keys.screen_beat("s"))
    assert isinstance(left, int)
    assert KEPT_MS - 5000 < left <= KEPT_MS
    redis.pexpire(keys.screen_beat("s"), 1)
    while redis.exists(keys.screen_beat("s")):
        pass
    assert beats.of(["s"]) == {}


def test_what_another_hand_wrote_is_no_sign_of_life(redis: Redis, keys: Keys) -> None:
    beats = Beats(redis, keys)
    beats.tell("s", Beat(at=1))
    redis.set(keys.screen_beat("t"), b"\xff")
    redis.set(keys.screen_beat("u"), b'{"at": "x"}')
    redis.sadd(keys.screen_beat("v"), "x")
    assert set(beats.of(["s", "t", "u", "v"])) == {"s"}
