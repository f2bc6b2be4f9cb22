"""How long to wait before trying again: longer each time, never the same for all, never very long."""

import random

FIRST, LONGEST = 0.05, 2.0


class Backoff:
    def __init__(self, chance: random.Random | None = None, longest: float = LONGEST) -> None:
        self._chance = chance or random.Random()
        self._longest = longest
        self._next = FIRST

    def grow(self) -> float:
        """Seconds to wait now."""
        wait = self._next * self._chance.uniform(0.5, 1.0)
        self._next = min(self._next * 2, self._longest)
        return wait

    def reset(self) -> None:
        self._next = FIRST
