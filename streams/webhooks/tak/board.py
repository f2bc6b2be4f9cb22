"""Which cases stand at a TAK server, which should, and what is sent next. Pure: knows no socket.

Of each case the newest state alone counts, so what waits is never more than the cases there are. Times are
seconds of a clock that only goes forward.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from city.cases.case import OPEN, Case

MOST = 5000  # open cases, the newest: a map with more of them is none


@dataclass(frozen=True, slots=True)
class Work:
    """`case`: None for one that is removed. `alert`: a call for help."""

    id: str
    case: Case | None
    alert: bool


class Board:
    """`told`: the cases the server may know, by id, and whether each is a call for help: Redis keeps it."""

    def __init__(self, area: str, sos: bool, repeat_s: float) -> None:
        self._area, self._sos, self._repeat_s = area, sos, repeat_s
        self.told: dict[str, bool] = {}
        self._open: dict[str, Case] = {}
        self._shown: dict[str, Case] = {}
        self._pending: dict[str, None] = {}
        self._sent: dict[str, float] = {}  # when, the oldest first
        self._removing: dict[str, int | None] = {}  # at which tick it was sent
        self._ticks = 0

    # -- what should stand there

    def begin(self) -> None:
        """The record is folded anew."""
        self._open = {}

    def take(self, case: Case) -> None:
        if self._may_stand(case):
            self._open[case.id] = case
        else:
            self._open.pop(case.id, None)

    def _may_stand(self, case: Case) -> bool:
        return (
            case.state in OPEN
            and self._area in case.place
            and case.lat is not None
            and case.lon is not None
            and (self._sos or not case.sos)
        )

    def settle(self) -> None:
        """The record is read to its end."""
        before, self._shown = self._shown, self._chosen()
        for id, case in self._shown.items():
            if before.get(id) is not case:
                self._pending[id] = None
                self._removing.pop(id, None)
        for id in (before.keys() | self.told.keys()) - self._shown.keys():
            self._pending.pop(id, None)
            self._sent.pop(id, None)
            if id in self.told:
                self._removing.setdefault(id, None)

    def _chosen(self) -> dict[str, Case]:
        if len(self._open) <= MOST:
            return dict(self._open)
        newest = heapq.nlargest(MOST, self._open.values(), key=lambda case: (case.filed, case.id))
        return {case.id: case for case in newest}

    # -- what is sent

    def connected(self) -> None:
        """A server that was away knows nothing for certain: all of it is sent again."""
        self._sent = {}
        self._pending = dict.fromkeys(self._shown)
        self._removing = dict.fromkeys(self._removing)

    def next(self, now: float, most: int) -> list[Work]:
        """Removals first, then what changed, then what would be stale."""
        found = [Work(id, None, self.told[id]) for id, tick in self._removing.items() if tick is None]
        for id in self._pending:
            if len(found) >= most:
                break
            found.append(Work(id, self._shown[id], self._shown[id].sos))
        for id, at in self._sent.items():
            if len(found) >= most or at + self._repeat_s > now:
                break
            if id not in self._pending:
                found.append(Work(id, self._shown[id], self._shown[id].sos))
        return found[:most]

    def new(self, work: list[Work]) -> dict[str, bool]:
        """Which of these the server did not know: they are kept before they are sent."""
        return {each.id: each.alert for each in work if each.case is not None and each.id not in self.told}

    def kept(self, new: dict[str, bool]) -> None:
        self.told |= new

    def sent(self, work: list[Work], now: float) -> None:
        for each in work:
            if each.case is None:
                if each.id in self._removing:
                    self._removing[each.id] = self._ticks
                continue
            if self._shown.get(each.id) is each.case:
                self._pending.pop(each.id, None)
                self._sent.pop(each.id, None)
                self._sent[each.id] = now
            elif each.id not in self._shown:  # it ended while it was on its way
                self._removing[each.id] = None

    def tick(self) -> list[str]:
        """With each ping. Removals over which the link has stood since the one before are over: there is no
        other receipt."""
        self._ticks += 1
        return [id for id, at in self._removing.items() if at is not None and at < self._ticks - 1]

    def forgotten(self, ids: list[str]) -> None:
        for id in ids:
            if self._removing.get(id) is not None:
                del self._removing[id]
                self.told.pop(id, None)

    def due_in(self, now: float) -> float | None:
        """Seconds until something would be stale; None: nothing stands there."""
        if self._pending or None in self._removing.values():
            return 0.0
        oldest = next(iter(self._sent.values()), None)
        return None if oldest is None else max(0.0, oldest + self._repeat_s - now)

    @property
    def standing(self) -> int:
        return len(self._sent)

    @property
    def waiting(self) -> int:
        return len(self._pending) + sum(at is None for at in self._removing.values())

    @property
    def left_out(self) -> int:
        return len(self._open) - len(self._shown) if len(self._open) > MOST else 0
