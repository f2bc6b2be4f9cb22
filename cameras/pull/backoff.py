"""How long to wait before trying a camera again: longer each time up to a cap, never the same for all."""

from __future__ import annotations

import random

FIRST_S, CAP_S = 0.5, 3.0
# cameras lock an account for half an hour after some wrong passwords in a row: not to be hurried
PASSWORD_S = 60.0
SPREAD = 0.2


class Waits:
    def __init__(self, chance: random.Random, first: float = FIRST_S, cap: float = CAP_S) -> None:
        self._chance, self._first, self._cap = chance, first, cap
        self._next = first

    def after(self, detail: str) -> float:
        """Seconds to wait after failing for this reason."""
        wait, self._next = self._next, min(self._next * 2, self._cap)
        if detail == "wrong_password":
            wait = PASSWORD_S
        return wait * self._chance.uniform(1 - SPREAD, 1)

    def reset(self) -> None:
        self._next = self._first
