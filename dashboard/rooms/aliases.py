"""What people are called in a room whose screens are told no ids: numbers, good in this room and epoch alone.

A number says nothing of whom it is for: it is drawn from the next thousand at random, so neither the roster's
order nor that of the streams is in it, and another room draws anew. Small ones, because a frame sends the
differences between them. Whoever guesses one asks for a dot that their room shows, which they may click.
"""

from __future__ import annotations

import secrets

import numpy as np

DRAWN_FROM = 1024


class Aliases:
    """Of one room, as long as the fold."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(secrets.randbits(128))
        self._numbers: dict[int, int] = {}
        self._free: list[int] = []
        self._highest = 0

    def of(self, row: int) -> int:
        """The number of the person in this row of the fold: the same whenever they come back."""
        number = self._numbers.get(row)
        if number is None:
            if not self._free:
                self._free = (self._highest + self._random.permutation(DRAWN_FROM)).tolist()
                self._highest += DRAWN_FROM
            number = self._numbers[row] = self._free.pop()
        return number
