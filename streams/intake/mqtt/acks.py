"""Acknowledgements in the order in which messages came, as MQTT 5 wants them (4.6), each when it is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class Waiting:
    """A message that was not acknowledged yet."""

    __slots__ = ("done", "mid")

    def __init__(self, mid: int) -> None:
        self.mid, self.done = mid, False


class Acks:
    def __init__(self, send: Callable[[int], object]) -> None:
        self._send = send
        self._waiting: deque[Waiting] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def expect(self, mid: int) -> Waiting:
        one = Waiting(mid)
        self._waiting.append(one)
        return one

    def finish(self, one: Waiting) -> None:
        """Those at the head that are done are acknowledged."""
        one.done = True
        while self._waiting and self._waiting[0].done:
            self._send(self._waiting.popleft().mid)
