"""When each area was last visited by someone on the roster in duty hours. Knows no person."""

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.rules import Rules
from city.time.days import HOUR

NEVER = -1


class Coverage:
    def __init__(self, areas: Areas, rules: Rules) -> None:
        self._window = rules.covered_hours * HOUR
        self.grids = np.array([area.level == areas.levels[-1] for area in areas.order], np.bool_)
        self.last = np.full(len(areas), NEVER, np.int64)  # epoch ms, by position

    def visit(self, leaf: NDArray[np.int32], time: NDArray[np.int64]) -> None:
        """Late fixes count too: a grid was visited when it was visited."""
        np.maximum.at(self.last, leaf, time)

    def covered(self, now: int) -> NDArray[np.bool_]:
        return self.grids & (self.last >= max(now - self._window, 0))

    def state(self) -> bytes:
        return self.last.astype("<i8").tobytes()

    def restore(self, state: bytes) -> None:
        self.last = np.frombuffer(state, "<i8").astype(np.int64)
