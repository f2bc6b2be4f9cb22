"""How often somebody may ask, counted by all processes together."""

from redis import Redis

from streams.access.rates import WINDOW_MS, wait_for
from streams.record.keys import Keys


def test_the_first_ones_pass_and_the_next_waits_for_the_window(redis: Redis, keys: Keys) -> None:
    assert [wait_for(redis, keys, "key:a", 3) for _ in range(3)] == [0, 0, 0]
    assert 1 <= wait_for(redis, keys, "key:a", 3) <= WINDOW_MS // 1000
    assert wait_for(redis, keys, "key:b", 3) == 0


def test_a_window_ends_by_itself_and_all_is_free_again(redis: Redis, keys: Keys) -> None:
    wait_for(redis, keys, "key:a", 1)
    assert wait_for(redis, keys, "key:a", 1) > 0
    assert redis.pttl(keys.rate("key:a")) > 0
    redis.delete(keys.rate("key:a"))  # as its end does
    assert wait_for(redis, keys, "key:a", 1) == 0


def test_a_clock_put_back_makes_nobody_wait_for_hours(redis: Redis, keys: Keys) -> None:
    wait_for(redis, keys, "key:a", 1)
    redis.pexpire(keys.rate("key:a"), 8 * 3_600_000)  # as it looks to a server whose clock was put back
    assert wait_for(redis, keys, "key:a", 1) <= WINDOW_MS // 1000
    assert redis.pttl(keys.rate("key:a")) <= WINDOW_MS
