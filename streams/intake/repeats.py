"""Which fixes were written already: the newest of each device. Knows no stream.

What this process does not know any more is harmless: for whoever reads the stream the same fix twice is one.
"""

from __future__ import annotations

from collections import deque

DEVICES, FIXES = 20_000, 32  # remembered; a phone repeats what it was not answered, not what lies long back
Mark = tuple[int, bool]


class Repeats:
    def __init__(self) -> None:
        self._written: dict[str, deque[Mark]] = {}  # the longest unseen first

    def knows(self, device: str, mark: Mark) -> bool:
        return mark in self._written.get(device, ())

    def note(self, device: str, mark: Mark) -> None:
        """It is in the stream."""
        marks = self._written.pop(device, None) or deque(maxlen=FIXES)
        marks.append(mark)
        self._written[device] = marks
        if len(self._written) > DEVICES:
            del self._written[next(iter(self._written))]
