"""The newest fixes of a person: which are kept does not depend on how they come."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from city.people.fixes import FIX
from city.people.recent import SLOTS, Recent, ordered

STEPS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=30)
Steps = list[tuple[int, int, int]]  # person, time, lat


def recent(steps: Steps, size: int) -> Recent:
    recent = Recent()
    for start in range(0, len(steps), size):
        told = np.array(steps[start : start + size], np.int64)
        fixes, rows = np.zeros(len(told), FIX), told[:, 0].astype(np.intp)
        fixes["time"], fixes["lat"] = told[:, 1], told[:, 2]
        order = ordered(rows, fixes)
        recent.take(rows[order], fixes[order], np.zeros(len(told), np.bool_))
    return recent


def plainly(steps: Steps, person: int) -> list[tuple[int, int]]:
    """Of each moment the largest place; of those the newest."""
    largest: dict[int, int] = {}
    for who, time, lat in steps:
        if who == person:
            largest[time] = max(largest.get(time, -1), lat)
    return sorted(largest.items())[-SLOTS:]


@given(STEPS, st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_newest_moments_are_kept_whatever_order_they_come_in(
    steps: Steps, size: int, chance: random.Random
) -> None:
    again = [*steps, *chance.choices(steps, k=len(steps))]
    chance.shuffle(again)
    found = recent(again, size).last
    for person in (0, 1):
        slots = sorted((int(s["time"]), int(s["lat"])) for s in found[person] if s["time"] >= 0)
        assert slots == plainly(steps, person)
