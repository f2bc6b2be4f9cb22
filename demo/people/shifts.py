"""Who is at work when: shifts around the clock, so that the city is alive at any hour.

By day about 92 % are on shift, at night about 76 %. Knows times of day, nothing else.
"""

import numpy as np
from numpy.typing import NDArray

DAY = 1440  # minutes
DAY_SHARE, ROUND_SHARE = 0.16, 0.24  # people who rest at night; people whose eight free hours fall anywhere
FREE = 480


class Shifts:
    """`free_from` is the minute of the local day a person's free time begins, `free_for` its length."""

    def __init__(self, count: int, chance: np.random.Generator) -> None:
        kind = chance.random(count)
        self.free_from = chance.integers(0, DAY, count)
        day = kind < DAY_SHARE
        # around 22:00 to 06:00, not all at one moment
        self.free_from[day] = (1320 + chance.integers(-60, 61, int(day.sum()))) % DAY
        self.free_for = np.where(kind < DAY_SHARE + ROUND_SHARE, FREE, 0)

    def minutes_off(self, rows: NDArray[np.int64], minute: int) -> NDArray[np.int64]:
        """Minutes since their shift ended, −1 for those on shift, at a minute of the local day."""
        since = (minute - self.free_from[rows]) % DAY
        return np.where(since < self.free_for[rows], since, -1)
