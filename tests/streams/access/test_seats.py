"""Who sits at which console, told by every process and read by all; the key and the numbers of seats."""

from redis import Redis

from streams.access.seats import (
    FORGOTTEN_MS,
    VOID_MS,
    Sitting,
    forget_seats,
    left,
    next_seat,
    read_seats,
    read_touched,
    touch,
    untouch,
    write_seats,
)
from streams.record.keys import Keys
from tests.streams.entries import NOW


def sitting(id: str, area: str = "1", at: int = NOW) -> Sitting:
    return Sitting(id, area, "officer", (id, id), at)


def test_a_seats_number_is_never_given_twice_even_by_a_redis_that_forgot(redis: Redis, keys: Keys) -> None:
    assert [next_seat(redis, keys), next_seat(redis, keys)] == [1, 2]
    redis.delete(keys.seat_number)
    assert [next_seat(redis, keys, 2), next_seat(redis, keys, 2), next_seat(redis, keys, 3)] == [3, 4, 5]


def test_everybody_reads_what_every_process_wrote(redis: Redis, keys: Keys) -> None:
    write_seats(redis, keys, "a", [sitting("seat-2"), sitting("seat-2", "2")])
    write_seats(redis, keys, "b", [sitting("seat-1")])
    assert [(s.id, s.area) for s in read_seats(redis, keys)] == [
        ("seat-1", "1"),
        ("seat-2", "1"),
        ("seat-2", "2"),
    ]


def test_nobody_sits_where_nothing_was_heard_for_a_while(redis: Redis, keys: Keys) -> None:
    write_seats(redis, keys, "a", [sitting("seat-1")])
    (there,) = read_seats(redis, keys)
    assert there.here(NOW + VOID_MS - 1)
    assert not there.here(NOW + VOID_MS)
    assert not left(there, NOW).here(NOW)


def test_a_console_that_closes_does_not_hide_the_viewers_other_one(redis: Redis, keys: Keys) -> None:
    write_seats(redis, keys, "a", [sitting("seat-1")])
    write_seats(redis, keys, "b", [left(sitting("seat-1"), NOW + 5)])
    assert read_seats(redis, keys) == [sitting("seat-1")]


def test_what_cannot_be_read_and_what_is_old_is_left_out_and_swept_away(redis: Redis, keys: Keys) -> None:
    write_seats(redis, keys, "a", [sitting("seat-1"), sitting("seat-2", at=NOW - FORGOTTEN_MS - 1)])
    redis.hset(keys.seats, "odd", "no JSON")
    forget_seats(redis, keys, NOW)
    assert redis.hlen(keys.seats) == 1
    assert read_seats(redis, keys) == [sitting("seat-1")]


def test_a_touch_is_known_until_it_is_swept_away(redis: Redis, keys: Keys) -> None:
    touch(redis, keys, {"c-1": NOW, "c-2": NOW + 1})
    assert read_touched(redis, keys, ["c-2", "c-3"]) == {"c-2": NOW + 1}
    untouch(redis, keys, ["c-2"])
    assert read_touched(redis, keys, ["c-1", "c-2"]) == {"c-1": NOW}


def test_what_a_dead_process_wrote_does_not_hide_that_its_viewer_left(redis: Redis, keys: Keys) -> None:
    write_seats(redis, keys, "dead", [sitting("a", at=NOW)])
    write_seats(redis, keys, "two", [left(sitting("a"), NOW + 3_600_000)])
    (told,) = read_seats(redis, keys)
    assert (told.left, told.at) == (True, NOW + 3_600_000)


def test_nobody_sits_where_they_were_heard_of_by_a_clock_that_was_put_back() -> None:
    assert not sitting("a", at=NOW + 3_600_000).here(NOW)
