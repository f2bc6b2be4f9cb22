"""One stream may bring so many fixes a second; what is above is left out, row by row."""

import numpy as np

from city.people.fixes import FixBatch
from streams.messages.contract import decode_positions
from streams.messages.fix_rate import FixRate
from tests.streams.entries import NOW, fix


def batch(*came: int) -> FixBatch:
    return decode_positions([fix(ms) for ms in came]).batch


def test_the_first_of_each_second_are_taken() -> None:
    kept, over = FixRate(2).within(batch(0, 100, 200, 1000, 1100, 2000))
    assert (kept.inspector, over) == (["w0", "w100", "w1000", "w1100", "w2000"], 1)
    assert np.array_equal(kept.received, NOW + np.array([0, 100, 1000, 1100, 2000]))


def test_what_comes_in_two_reads_counts_together() -> None:
    rate = FixRate(3)
    assert rate.within(batch(0, 1))[1] == 0
    assert rate.within(batch(2, 3, 4))[1] == 2
    assert rate.within(batch(1000))[1] == 0


def test_nothing_is_made_of_nothing() -> None:
    kept, over = FixRate(1).within(batch())
    assert (len(kept), over) == (0, 0)
