"""The clerk's chores on cases: what nobody asks for and time brings. Each is done once, whoever is clerk.

What is due stands in a heap of moments, so that a turn looks at what has come due and at nothing else. What
is written, and whether it may be, is decided where commands are: city/cases/decide.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

from redis import Redis

from city.cases.case import Assignment, Case, CaseEvent
from city.cases.decide import Command, Decided, decide
from city.cases.ladder import due_steps, owning_area
from city.ladder_steps import Step, read_ladder
from city.live import LiveCity
from streams.access.seats import Sitting, forget_seats, read_seats, read_touched, untouch
from streams.clerk.tries import Tries
from streams.messages.values import text
from streams.record.append import NOWHERE, Append, Stand, append_all
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.server.replicas import NONE, Replicas

ACTOR = "clerk"
AT_ONCE = 200  # cases a turn: the wall lives in the same thread
SEATS_EVERY = 3000  # ms
SWEEP_EVERY = 60_000  # ms
MINUTE = 60_000
FOREVER = 2**62
AGAIN = 5000  # ms until what is due and may not be is looked at again
GRACE = 30_000  # ms in which consoles and phones can show themselves after nobody was clerk


@dataclass(frozen=True, slots=True)
class Chore:
    """`key` is derived from the cause, so that a cause counts once."""

    do: str
    key: str
    data: dict[str, Any]


class CaseChores:
    """One a process, used while it is the clerk. `heed` tells it of every case that changed."""

    def __init__(
        self, redis: Redis, keys: Keys, live: LiveCity, *, replicas: Replicas = NONE, seal: Seal = NO_SEAL
    ) -> None:
        self.redis, self.keys, self.live, self.replicas, self.seal = redis, keys, live, replicas, seal
        self.tries = Tries()
        self.stand: Stand = NOWHERE
        self.sittings: list[Sitting] = []
        self._seated: list[Sitting] = []
        self._ladder = read_ladder(live.rules.ladder)
        self._now = self._began = self._seats_at = self._sweep_at = 0
        self._moments: list[tuple[int, str]] = []
        self._next: dict[str, int] = {}  # the moment of the heap that counts
        self._fresh: set[str] = set()
        self._unheard: set[str] = set()  # whose ladder waits for somebody to be on shift
        self._staffed: frozenset[str] = frozenset()
        self._blind = False  # nobody can say who sits where

    def begin(self, now: int) -> None:
        """Take over: everything open is looked at. While nobody was clerk, nobody could be heard either."""
        self._began, self._seats_at, self._sweep_at = now, 0, 0
        self._moments, self._next, self._unheard = [], {}, set()
        self._fresh = {case.id for case in self.live.open_cases(self.live.areas.root.code)}

    def heed(self, cases: Iterable[Case]) -> None:
        self._fresh.update(case.id for case in cases)

    def work(self, fence: int, now: int) -> bool:
        """One turn; whether more is due at once. Raises what Redis says; what was due then stays due."""
        if now < self._now - SEATS_EVERY:  # the clock was put back: all that was planned stands too late
            self.begin(now)
        self._now = now
        self._look_at_seats(now)
        for case in self.live.cases.some(self._fresh):
            self._plan(case, now)
        self._fresh.clear()
        due = self._take_due(now)
        done = False
        try:
            self._do(due, fence, now)
            done = True
        finally:
            if not done:
                self.heed(due)
        return len(due) == AT_ONCE

    def rest(self, now: int) -> float:
        """Seconds until the first chore is due, as far as is known now."""
        if self._fresh:
            return 0.0
        return max(0, self._moments[0][0] - now) / 1000 if self._moments else FOREVER

    def _do(self, due: list[Case], fence: int, now: int) -> None:
        owned = [case.id for case in due if case.owner]
        touched = self.tries(
            "touched", lambda: read_touched(self.redis, self.keys, owned), dict.fromkeys(owned, now)
        )
        appends = []
        for case in due:
            chore = next(self._chores(case, now, touched.get(case.id, 0)), None)
            decided = self._decide(case, chore, now) if chore else None
            if chore and decided:
                appends.append(_append(case, chore, decided, now))
            else:
                self._plan(case, now, touched.get(case.id, 0), tried=True)
        append_all(
            self.redis,
            self.keys,
            appends,
            fence,
            replicas=self.replicas,
            stand=self.stand,
            seal=self.seal,
        )

    def _decide(self, case: Case, chore: Chore, now: int) -> Decided | None:
        command = Command(chore.do, case.id, ACTOR, ACTOR, chore.data, self.live.areas.root.code)
        verdict = decide(case, command, self.live.book, self.live.cases, now)
        return verdict if isinstance(verdict, Decided) else None

    # -- what is due, and when

    def _chores(self, case: Case, now: int, touched: int) -> Iterator[Chore]:
        paused, root = case.paused, f"{case.id}:{case.revision}"
        if paused and paused.until is not None and paused.until <= now:
            yield Chore("resume", f"resumed:{root}", {})
        for sent in _waiting(case):
            if self._fair(sent.answer_by) <= now:
                yield Chore("unanswered", f"unanswered:{sent.id}", {"dispatch": sent.id})
        if case.owner and not self._blind and self._away_at(case) <= now:
            yield Chore("release", f"released:{root}", {"reason": "shift_over"})
        if case.owner and case.state == "new" and self._idle_at(case, touched) <= now:
            yield Chore("release", f"released:{root}", {"reason": "idle"})
        rings = due_steps(case, now, self._ladder)
        if rings and self._fair(_rings_at(case, rings[0])) <= now and self._heard(case):
            step = case.rung + len(rings)
            yield Chore("ring", f"rung:{case.id}:{_unowned_since(case)}:{step}", {"step": step})

    def _plan(self, case: Case, now: int, touched: int = 0, *, tried: bool = False) -> None:
        """Stand it at the next moment at which something may be due."""
        self._next.pop(case.id, None)
        at = min(self._moments_of(case, touched), default=None) if case.open else None
        if at is not None:
            at = max(at, now + AGAIN) if tried and at <= now else at
            self._next[case.id] = at
            heappush(self._moments, (at, case.id))

    def _moments_of(self, case: Case, touched: int) -> Iterator[int]:
        if case.paused and case.paused.until is not None:
            yield case.paused.until
        yield from (self._fair(sent.answer_by) for sent in _waiting(case))
        if case.owner:
            yield self._away_at(case)
        if case.owner and case.state == "new":
            yield self._idle_at(case, touched)
        steps = due_steps(case, FOREVER, self._ladder)
        if steps and self._heard(case):
            yield self._fair(_rings_at(case, steps[0]))

    def _take_due(self, now: int) -> list[Case]:
        due: list[str] = []
        while self._moments and self._moments[0][0] <= now and len(due) < AT_ONCE:
            at, id_ = heappop(self._moments)
            if self._next.get(id_) == at:
                del self._next[id_]
                due.append(id_)
        return self.live.cases.some(due)

    def _idle_at(self, case: Case, touched: int) -> int:
        """When its owner has left it alone too long: no command on it, no key pressed at it."""
        acts = (each.time for each in self.live.cases.history(case.id) if each.actor == case.owner)
        last = max(touched, case.owned_at or 0, self._began, *acts)
        return last + self.live.rules.idle_seconds * 1000

    def _away_at(self, case: Case) -> int:
        """When its owner has had no console for too long."""
        seen = max((s.at for s in self.sittings if s.id == case.owner), default=self._began)
        away = max(seen, case.owned_at or 0) + self.live.rules.seat_minutes * MINUTE
        return max(away, self._began + GRACE)

    def _fair(self, at: int) -> int:
        """What came due while nobody was clerk waits a moment: nobody could answer or claim either."""
        return at if at > self._began else self._began + GRACE

    def _heard(self, case: Case) -> bool:
        """Whether anybody is on shift whose case it is; else its ladder waits until somebody is."""
        if not self._blind and owning_area(case, self._seated, self.live.areas) in self._staffed:
            return True
        self._unheard.add(case.id)
        return False

    def _look_at_seats(self, now: int) -> None:
        """While nobody can say who sits where, nobody counts as gone, and nobody is rung for."""
        if now - self._seats_at < SEATS_EVERY:
            return
        sittings = self.tries("seats", lambda: read_seats(self.redis, self.keys), None)
        self._seats_at, self._blind = now, sittings is None
        self.sittings = self.sittings if sittings is None else sittings
        self._seated = [sitting for sitting in self.sittings if sitting.here(now)]
        staffed = frozenset(sitting.area for sitting in self._seated)
        if staffed != self._staffed:
            self._staffed = staffed
            self._fresh |= self._unheard
            self._unheard = set()
        if now - self._sweep_at >= SWEEP_EVERY:
            self._sweep_at = now
            self.tries("seats", lambda: forget_seats(self.redis, self.keys, now), None)
            self.tries("touched", self._sweep_touched, None)

    def _sweep_touched(self) -> None:
        """A touch counts only while its case is owned and nobody is sent."""
        held = {text(name) or "" for name in self.redis.hkeys(self.keys.touched)}
        known = {case.id for case in self.live.cases.some(held) if case.owner and case.state == "new"}
        untouch(self.redis, self.keys, held - known)


def _waiting(case: Case) -> list[Assignment]:
    """Dispatches that nobody has answered: to handle it, or to look."""
    sent = [each for each in (case.assignment, case.inspection) if each]
    return [each for each in sent if each.accepted_at is None and each.unanswered_at is None]


def _unowned_since(case: Case) -> int:
    return max(case.received, case.unowned_at or 0)


def _rings_at(case: Case, step: Step) -> int:
    return _unowned_since(case) + step.after_s * 1000


def _append(case: Case, chore: Chore, decided: Decided, now: int) -> Append:
    event = CaseEvent("", case.id, case.revision + 1, decided.type, now, ACTOR, chore.key, decided.data)
    return Append(event, case.revision, dispatch=decided.dispatch, recall=decided.recall)
