"""The plan in the record: a hash with one field a subject, and for each change one entry in `wall`, written
with it or not at all.

What is decided is decided on what the record holds, within the transaction that writes it: two who push at
the same time come one after the other, and nobody decides on what is old. A command that comes again gets its
first answer. What was read before is not read again: as long as the entry it ended with is still there as it
was, the plan is that one with what came after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from redis import Redis
from redis.client import Pipeline
from redis.exceptions import WatchError

from city.screens.decision import Decision
from city.screens.plan import Plan
from streams.messages.entries import Entry
from streams.messages.values import UNREADABLE
from streams.record.keys import Keys
from streams.screens.subjects import decoded, encoded, values_of

KEPT_MS = 86_400_000  # for which a command's answer is known
TRIES = 50  # against others who write meanwhile
FOLLOWED = 200  # entries after which the hash is read again instead


class BusyError(RuntimeError):
    """Others wrote, again and again, while this was decided."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`entry` of `wall` that was written, none when this command was carried out before. `data` as the log of
    the wall has it."""

    entry: str | None
    done: str
    data: dict[str, Any] = field(default_factory=dict)


class _Answer(msgspec.Struct, frozen=True):
    done: str
    data: dict[str, Any] = {}


class PlanStore:
    """Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._keys = redis, keys
        self._known: tuple[Plan, Entry] | None = None  # and the entry it ends with; neither ever changes

    def read(self) -> tuple[Plan, Entry | None]:
        """All of it, and the last entry of `wall` that is in it; None when `wall` is empty."""
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.hgetall(self._keys.plan)
            pipe.xrevrange(self._keys.wall, count=1)
            held, last = pipe.execute()
        return _plan(held), last[0] if last else None

    def carry_out(self, command: str, actor: str, now: int, decide: Callable[[Plan], Decision]) -> Carried:
        """`decide` raises ObjectionError for what may not be, or NothingError, and nothing is written. Raises
        BusyError."""
        with self._redis.pipeline(transaction=True) as pipe:
            for _ in range(TRIES):
                try:
                    return self._try(pipe, command, actor, now, decide)
                except WatchError:
                    continue
        raise BusyError("others changed what screens show, again and again")

    def _try(
        self, pipe: Pipeline, command: str, actor: str, now: int, decide: Callable[[Plan], Decision]
    ) -> Carried:
        seen = self._keys.wall_seen(command)
        pipe.watch(self._keys.plan, seen)  # type: ignore[no-untyped-call]
        if (first := pipe.get(seen)) is not None:
            return _first(first)
        decision = decide(self._held(pipe))
        pipe.multi()
        for subject, value in decision.changes.items():
            if value is None:
                pipe.hdel(self._keys.plan, subject)
            else:
                pipe.hset(self._keys.plan, subject, msgspec.json.encode(value))
        fields: dict[Any, Any] = {"time": now, "actor": actor, "done": decision.done, "command": command}
        told = {"data": msgspec.json.encode(dict(decision.data)), "changes": encoded(decision.changes)}
        answer = _Answer(decision.done, dict(decision.data))
        pipe.set(seen, msgspec.json.encode(answer), px=KEPT_MS)
        pipe.xadd(self._keys.wall, fields | told)
        entry = pipe.execute()[-1].decode("ascii")
        return Carried(entry, decision.done, dict(decision.data))

    def _held(self, pipe: Pipeline) -> Plan:
        """What the record holds; a key of another type is found before anything is written."""
        if self._known is not None:
            plan, last = self._known
            found: Any = pipe.xrange(self._keys.wall, last[0], "+", count=FOLLOWED)
            some = next(plan.subjects(), "")
            there: Any = pipe.hexists(self._keys.plan, some)  # somebody may have wiped it
            whole = bool(there) == bool(some)
            if whole and found and (found[0][0], found[0][1]) == last and len(found) < FOLLOWED:
                for _, entry in found[1:]:
                    plan = plan.changed(decoded(entry.get(b"changes", b"{}")))
                self._known = plan, found[-1]
                return plan
        newest: Any = pipe.xrevrange(self._keys.wall, count=1)
        plan = _plan(pipe.hgetall(self._keys.plan))
        self._known = (plan, newest[0]) if newest else None
        return plan


def _first(answer: bytes | str) -> Carried:
    """What was answered; one that nobody can read says at least that the command was carried out."""
    try:
        told = msgspec.json.decode(answer, type=_Answer)
    except UNREADABLE:
        return Carried(None, "")
    return Carried(None, told.done, told.data)


def _plan(held: Any) -> Plan:
    plan = Plan()
    plan.apply(values_of({subject.decode("utf-8", "replace"): told for subject, told in held.items()}))
    return plan
