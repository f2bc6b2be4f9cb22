"""The server's time under clocks that are wrong, that jump, and that are put right. Redis's TIME is played by
hand; a real one is asked in tests/streams/server/test_redis_clock.py."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.truth.clocks import Clocks
from streams.server.redis_clock import RedisClock

MINUTE, HOUR = 60_000, 3_600_000
NOON = 1_790_000_000_000


class Watches:
    """Ours and Redis's, put forward and back by the test; `steady` runs evenly."""

    def __init__(self) -> None:
        self.steady = 5_000_000.0
        self.ours = self.theirs = 0.0
        self.trip = 0.0  # ms a question takes

    def pass_by(self, ms: float) -> None:
        self.steady += ms

    def time(self) -> tuple[int, int]:
        self.steady += self.trip / 2
        us = round((NOON + self.steady + self.theirs) * 1000)
        self.steady += self.trip / 2
        return us // 1_000_000, us % 1_000_000


def clocks_of(watches: Watches) -> Clocks:
    redis: Any = watches
    clock = RedisClock(redis, lambda: watches.steady)
    return Clocks(clock, clock, lambda: NOON + watches.steady + watches.ours, lambda: watches.steady)


def off(clocks: Clocks, watches: Watches) -> int:
    """How far the server's time is from the true one."""
    return round(clocks() - NOON - watches.steady)


@pytest.fixture
def watches() -> Watches:
    return Watches()


@pytest.mark.parametrize("wrong", [-8 * HOUR, -5 * MINUTE, -3000, 3000, 20 * MINUTE, 8 * HOUR])
def test_our_own_clock_does_not_count_but_is_told(watches: Watches, wrong: int) -> None:
    watches.ours = wrong
    clocks = clocks_of(watches)
    assert off(clocks, watches) == wrong  # until Redis was asked, nobody knows better
    clocks.compare(clocks.record)
    assert off(clocks, watches) == 0
    assert clocks.apart(clocks.record) == wrong
    assert not clocks.near
    assert clocks.of_record() == clocks()


def test_passes_to_cameras_go_by_redis_even_when_its_clock_jumped_away(watches: Watches) -> None:
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    watches.theirs = HOUR
    for _ in range(3):
        clocks.compare(clocks.record)
    assert off(clocks, watches) == 0 and clocks.held
    assert clocks.of_record() - clocks() == HOUR


def test_a_clock_of_ours_that_jumps_moves_nothing(watches: Watches) -> None:
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    assert clocks.near
    watches.ours = 20 * MINUTE
    assert not clocks.near
    watches.pass_by(30_000)
    assert clocks.compare(clocks.record) == 0
    assert off(clocks, watches) == 0


@pytest.mark.parametrize("jump", [-8 * HOUR, -5 * MINUTE, 5 * MINUTE, 8 * HOUR])
def test_when_redis_jumps_the_time_before_goes_on(watches: Watches, jump: int) -> None:
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    watches.theirs = jump
    for _ in range(3):
        watches.pass_by(10_000)
        clocks.compare(clocks.record)
        assert off(clocks, watches) == 0
        assert clocks.held
        assert not clocks.near
    watches.theirs = 0
    clocks.compare(clocks.record)
    assert off(clocks, watches) == 0
    assert not clocks.held
    assert not clocks.near  # it jumped just now
    clocks.compare(clocks.record)
    assert clocks.near


def test_a_redis_that_was_wrong_is_followed_when_it_is_put_right(watches: Watches) -> None:
    watches.theirs = -5 * MINUTE
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    assert off(clocks, watches) == -5 * MINUTE
    watches.theirs = 0
    assert clocks.compare(clocks.record) == 5 * MINUTE
    assert off(clocks, watches) == 0


def test_when_both_have_moved_redis_is_followed_once_it_stands(watches: Watches) -> None:
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    watches.ours, watches.theirs = HOUR, -HOUR
    clocks.compare(clocks.record)
    assert off(clocks, watches) == 0
    clocks.compare(clocks.record)
    assert off(clocks, watches) == -HOUR


def test_a_slow_answer_is_not_taken_for_a_wrong_clock(watches: Watches) -> None:
    watches.trip, watches.ours = 3000, 1400
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    assert clocks.apart(clocks.record) == 0
    watches.trip = 1
    clocks.compare(clocks.record)
    assert clocks.apart(clocks.record) == pytest.approx(1400, abs=2)


def test_entries_are_told_by_the_clock_of_their_own_redis(watches: Watches) -> None:
    far: Any = Watches()
    far.theirs = 5 * MINUTE
    positions = RedisClock(far, lambda: far.steady)
    record = clocks_of(watches).record
    clocks = Clocks(record, positions, lambda: NOON + watches.steady, lambda: watches.steady)
    for clock in clocks.each.values():
        clocks.compare(clock)
    told = clocks.arrival(positions)
    assert told.lead == pytest.approx(5 * MINUTE, abs=2)
    assert told.of(b"%d-0" % (clocks() + 5 * MINUTE)) == pytest.approx(clocks(), abs=2)
    assert clocks.arrival(record).lead == 0


def test_no_phone_is_called_wrong_for_a_redis_behind_us(watches: Watches) -> None:
    watches.theirs = -5 * MINUTE
    clocks = clocks_of(watches)
    clocks.compare(clocks.record)
    assert clocks.arrival(clocks.record).slack == 5 * MINUTE
