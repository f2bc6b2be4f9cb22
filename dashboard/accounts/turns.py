"""Whose password is looked at next, where each takes a good part of a core: of all who wait whoever is known
first, and of those who are alike one from each place after the other, so that nobody who sends a thousand
tries stands before everybody else."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from gevent.event import Event


class Turns:
    """At most `most` at once."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._known, self._strangers = _Line(), _Line()

    @contextmanager
    def turn(self, place: str, *, known: bool) -> Iterator[None]:
        """Waits for it; `place` is where they come from."""
        if self._free:
            self._free -= 1
        else:
            self._wait(self._known if known else self._strangers, place)
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self, line: _Line, place: str) -> None:
        mine = Event()
        line.append(place, mine)
        try:
            mine.wait()
        except BaseException:  # whoever is stopped while waiting must not keep a turn
            if mine.is_set():
                self._pass_on()
            else:
                line.remove(place, mine)
            raise

    def _pass_on(self) -> None:
        following = self._known.pop() or self._strangers.pop()
        if following is None:
            self._free += 1
        else:
            following.set()


class _Line:
    """Places take turns; those of one place keep their order."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Event]] = OrderedDict()

    def append(self, place: str, one: Event) -> None:
        self._waiting.setdefault(place, deque()).append(one)

    def pop(self) -> Event | None:
        if not self._waiting:
            return None
        place, those = self._waiting.popitem(last=False)
        one = those.popleft()
        if those:
            self._waiting[place] = those
        return one

    def remove(self, place: str, one: Event) -> None:
        those = self._waiting[place]
        those.remove(one)
        if not those:
            del self._waiting[place]
