"""How often somebody may ask: counted here, in this process alone. Knows nobody."""

from __future__ import annotations

import time
from collections.abc import Callable

KEPT = 20_000  # of whom it is remembered; who is forgotten begins anew


class Buckets:
    """A minute's worth may come at once; then it fills evenly."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._left: dict[str, tuple[float, float]] = {}  # how many, as of when; the longest unseen first

    def wait_for(self, who: str, per_minute: int) -> int:
        """Count one; the whole seconds to wait before the next is taken, 0 when this one is."""
        now = self._monotonic()
        left, at = self._left.pop(who, (float(per_minute), now))
        left = min(float(per_minute), left + (now - at) * per_minute / 60)
        taken = left >= 1
        self._left[who] = (left - taken, now)
        if len(self._left) > KEPT:
            del self._left[next(iter(self._left))]
        return 0 if taken else max(1, -(-int((1 - left) * 60) // per_minute))
