"""A process whose clock is not Redis's does nothing that time brings, and files what nobody else does."""

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from streams.clerk.clerk import Clerk
from streams.clerk.stand_in import EVERY, StandIn
from streams.messages.contract import decode_events
from streams.record.append import append_event
from streams.record.keys import Keys
from tests.city.small_city import small_city
from tests.streams.desk import Clock, filed, send
from tests.streams.entries import NOW

MINUTE = 60_000


@pytest.fixture
def stand_in(clock: Clock) -> StandIn:
    return StandIn(clock)


def test_it_hands_the_lease_on_at_once(redis: Redis, keys: Keys, clerk: Clerk, stand_in: StandIn) -> None:
    assert clerk.renew(NOW)
    stand_in.turn(clerk, NOW, {})
    assert not clerk.on_duty
    other = Clerk(redis, keys, small_city(), "two", epoch="e")
    assert other.renew(NOW)


def test_it_files_nothing_while_another_is_clerk(
    redis: Redis, keys: Keys, clerk: Clerk, stand_in: StandIn
) -> None:
    other = Clerk(redis, keys, small_city(), "two", epoch="e")
    assert other.renew(NOW)
    send(redis, keys, "r-1")
    stand_in.turn(clerk, NOW, {})
    assert filed(redis, keys) == []
    assert redis.get(keys.lease) == other.lease.name.encode()


def test_alone_it_files_what_came_and_hands_on_again(
    redis: Redis, keys: Keys, clerk: Clerk, stand_in: StandIn, clock: Clock
) -> None:
    for number in (1, 2):
        send(redis, keys, f"r-{number}")
        stand_in.turn(clerk, NOW, {})
        stand_in.turn(clerk, NOW, {})
        assert len(filed(redis, keys)) == number
        assert redis.get(keys.lease) is None
        clock.seconds += EVERY


def test_what_time_brings_waits_for_a_clock_that_is_right(
    redis: Redis, keys: Keys, clerk: Clerk, stand_in: StandIn, clock: Clock
) -> None:
    send(redis, keys, "r-1")
    clerk.work(NOW, {})
    case = kinds(redis, keys)[0][0]
    append_event(redis, keys, CaseEvent("", case, 2, "claimed", NOW, "seat-1", "claim", {}), 1)
    clerk.heed(clerk.filing.live.fold_events(decode_events(redis.xrange(keys.cases))[0], NOW))
    late = NOW + 600 * MINUTE  # nobody sits at a console, and its owner did nothing for hours
    for _ in range(3):
        clock.seconds += EVERY
        stand_in.turn(clerk, late, {})
    assert [kind for _, kind in kinds(redis, keys)] == ["filed", "claimed"]
    for later in (0, 60 * MINUTE):
        clock.seconds += EVERY
        clerk.work(late + later, {})
    assert [kind for _, kind in kinds(redis, keys)] == ["filed", "claimed", "released"]


def kinds(redis: Redis, keys: Keys) -> list[tuple[str, str]]:
    return [(event.case, event.type) for event in decode_events(redis.xrange(keys.cases))[0]]
