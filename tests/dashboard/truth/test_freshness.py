"""How old the newest sign is, and that no clock makes a silent gateway look alive."""

from dashboard.rooms.frames import NEVER, tenths
from dashboard.truth.freshness import Chain

NOW = 1_790_000_000_000


def test_a_sign_that_is_still_to_come_is_no_sign() -> None:
    assert tenths(-1900) == 0  # two clocks of one time
    assert tenths(-2001) == NEVER


def test_an_age_stays_when_the_servers_time_is_put_right() -> None:
    chain = Chain(beat_at=NOW - 7000, entry_at=NOW - 9000)
    chain.positions.last_read = chain.record.last_read = NOW - 1000
    chain.clock_moved(-20 * 60_000)
    now = NOW - 20 * 60_000
    assert (chain.gateway_age(now), chain.redis_age(now)) == (7000, 1000)


def test_what_was_never_heard_stays_so() -> None:
    chain = Chain()
    chain.clock_moved(5000)
    assert chain.gateway_age(NOW) is None
    assert chain.redis_age(NOW) is None
