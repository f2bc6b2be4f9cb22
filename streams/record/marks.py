"""Where streams ended some time ago, by our own steady clock: their age when their ids do not tell it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from streams.messages.entries import order


class Marks:
    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, deque[tuple[float, str]]] = {}

    def note(self, stream: str, last: str, keep: float) -> None:
        """Its last id now. One older than `keep` seconds is enough."""
        seen, now = self._seen.setdefault(stream, deque()), self._monotonic()
        if seen and order(last) < order(seen[-1][1]):
            seen.clear()  # another stream
        seen.append((now, last))
        while len(seen) > 1 and now - seen[1][0] >= keep:
            seen.popleft()

    def aged(self, stream: str, seconds: float) -> str | None:
        """An id before which all came at least so long ago; None when nobody has looked for so long."""
        seen = self._seen.get(stream)
        if not seen or self._monotonic() - seen[0][0] < seconds:
            return None
        return seen[0][1]
