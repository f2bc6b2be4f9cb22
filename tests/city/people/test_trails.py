"""A patrol, held against the same rule told plainly, fix by fix."""

import random
from math import cos, hypot, radians

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from city.people.fixes import FIX
from city.people.judging import FixJudge
from city.people.recent import Recent, ordered
from city.people.trails import Trails
from city.rules import Rules
from tests.city.small_city import MINUTE, NOW, SECOND

METRES = 0.1113195  # a millionth of a degree of latitude
# 5 s, about 11 m, 10 m; never 60 m apart, so that two of one moment are no jump
STEPS = st.tuples(st.integers(0, 7 * 12), st.integers(0, 4), st.integers(0, 3))
WALKS = st.lists(STEPS, min_size=1, max_size=12)
Walk = list[tuple[int, int, int]]


def trail(walk: Walk, size: int) -> Trails:
    """One person's steps, folded in batches."""
    return kept(walk, size)[1]


def kept(walk: Walk, size: int) -> tuple[Recent, Trails]:
    recent, trails = Recent(), Trails(Rules())
    for start in range(0, len(walk), size):
        steps = np.array(walk[start : start + size], np.int64)
        fixes = np.zeros(len(steps), FIX)
        fixes["time"] = NOW + steps[:, 0] * 5 * SECOND
        fixes["lat"], fixes["lon"] = 22_050_000 + steps[:, 1] * 100, 113_050_000 + steps[:, 2] * 100
        rows = np.zeros(len(steps), np.intp)
        order = ordered(rows, fixes)
        recent.take(rows[order], fixes[order], np.zeros(len(steps), np.bool_))
        trails.take(rows[order], fixes[order])
    return recent, trails


def walked(walk: Walk, size: int = 100) -> bool:
    return bool(FixJudge(Rules(), *kept(walk, size)).judge(np.array([0])).moved[0])


def plainly(walk: Walk) -> bool:
    """The earliest fix of each half-minute of the five minutes before the newest, more than 30 m from it."""
    time, y, x = max(walk)
    kept: dict[int, tuple[int, int, int]] = {}
    for step in walk:
        bucket = (NOW + step[0] * 5 * SECOND) // (MINUTE // 2)
        kept[bucket] = min(kept.get(bucket, step), step)
    east = METRES * 100 * cos(radians(22.05 + y * 1e-4))
    return any(
        hypot((b - y) * METRES * 100, (c - x) * east) > 30
        for a, b, c in kept.values()
        if (time - a) * 5 * SECOND <= 5 * MINUTE
    )


@given(WALKS, st.integers(1, 12))
def test_a_patrol_is_what_the_rule_says(walk: Walk, size: int) -> None:
    assert walked(walk, size) == plainly(walk)


@given(WALKS, st.randoms(use_true_random=False), st.integers(1, 12))
def test_what_is_kept_of_a_walk_does_not_depend_on_the_order_of_fixes(
    walk: Walk, chance: random.Random, size: int
) -> None:
    again = [*walk, *walk]
    chance.shuffle(again)
    told = zip(trail(again, size).columns, trail(walk, len(walk)).columns, strict=True)
    assert all(np.array_equal(one, other) for one, other in told)
