"""The chores after a time in which nobody was clerk, and under a clock that is put back."""

from __future__ import annotations

import pytest
from redis import Redis

from streams.access.seats import left, write_seats
from streams.clerk.chores import GRACE
from streams.record.keys import Keys
from tests.city.small_city import MINUTE, SECOND
from tests.streams.clerk.test_chores import SEAT, Post

HOUR = 60 * MINUTE


@pytest.fixture
def post(redis: Redis, keys: Keys) -> Post:
    return Post(redis, keys)


def away(post: Post, ms: int) -> None:
    """Nobody is clerk for so long; then this process is again."""
    post.now += ms
    post.monotonic.seconds += ms / 1000
    post.clerk.duty.begin(post.now)


def test_dispatches_that_ran_out_while_nobody_was_clerk_may_still_be_answered(post: Post) -> None:
    for number in range(3):
        post.file(f"c-{number}")
        post.send(f"c-{number}", f"d-{number}")
    away(post, HOUR)
    post.after(GRACE - 1, SEAT)
    assert "unanswered" not in post.types()
    post.write("c-0", "accepted", "ann", dispatch="d-0")  # a phone kept what was pressed
    post.after(1, SEAT)
    assert post.types().count("unanswered") == 2


def test_cases_nobody_could_claim_ring_a_moment_later_and_once(post: Post) -> None:
    for number in range(3):
        post.file(f"c-{number}")
    away(post, HOUR)
    post.after(GRACE - 1, SEAT)
    assert "rung" not in post.types()
    post.write("c-0", "claimed")
    post.after(1, SEAT)
    post.after(MINUTE, SEAT)
    assert post.types().count("rung") == 2


def test_nobody_is_released_while_consoles_come_back_after_an_outage(post: Post) -> None:
    post.after(0, SEAT)
    post.file("c-1")
    post.send("c-1")
    post.write("c-1", "accepted", "ann", dispatch="d-1")
    away(post, HOUR)
    post.after(GRACE - 5 * SECOND)
    post.after(4 * SECOND, SEAT)
    post.after(MINUTE, SEAT)
    assert "released" not in post.types()


def test_an_owner_who_loads_the_page_anew_after_a_process_died_keeps_their_cases(post: Post) -> None:
    write_seats(post.redis, post.keys, "dead", [SEAT])
    post.file("c-1")
    post.send("c-1")
    post.write("c-1", "accepted", "ann", dispatch="d-1")
    for _ in range(6):
        post.after(10 * MINUTE, SEAT)
    write_seats(post.redis, post.keys, "p", [left(SEAT, post.now)])
    post.write("c-1", "noted", "seat-2", text="x")
    post.after(5 * SECOND)
    assert "released" not in post.types()


def test_chores_go_on_under_a_clock_that_is_put_back(post: Post) -> None:
    post.after(0)
    post.now -= HOUR
    post.after(0, SEAT)
    post.file("c-1")
    post.send("c-1")
    post.file("c-2")
    post.after(60 * SECOND, SEAT)
    assert post.types().count("rung") == 1
    post.after(9 * MINUTE, SEAT)
    assert post.types().count("unanswered") == 1
