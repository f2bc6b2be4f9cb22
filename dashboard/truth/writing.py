"""Whether what we must write can be written: looked at every few seconds, and told by its true cause.

Each process proves it for itself: what one may write, another with other rights may not. Knows no page. Its
troubles are `record_<kind>` and `positions_<kind>` by the kinds of streams/server/errors.py, `no_clerk` and
`reports_waiting`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gevent.event import Event

from dashboard.truth.troubles import RED_AFTER_MS, Troubles
from streams.clerk.backlog import clerk_is_there, oldest_unfiled
from streams.clerk.retention import Retention
from streams.clerk.trimming import Trimming
from streams.messages.arrival import Arrival
from streams.record.connections import Connections
from streams.record.key_types import odd_keys, position_types_of, types_of
from streams.record.probe import prove, prove_positions
from streams.record.startup import AWAY
from streams.server.errors import AWAY as SILENT
from streams.server.errors import Fault, fault_of

EVERY = 5.0  # s between two proofs
AGAIN = 2.0  # s while one fails: what is over is seen to be over
CLERK_GONE = 10.0  # s without anybody who files
STUCK = 10.0  # s in which the oldest report waits and none is filed
VITAL = frozenset({"lease", "sos", "reports"})  # chores of the clerk


class WriteProof(NamedTuple):
    text: str
    red_after: int | None = RED_AFTER_MS
    told: dict[str, Any] = {}  # noqa: RUF012  # never changed


class Writing:
    """`good_at`: when a write was last proved, ms, 0 never; `oldest_at`: the oldest unfiled report.

    `claimed()`: whether anybody keeps a record here; `clerk_faults()`: what does not work of this process's
    clerk, by chore.
    """

    def __init__(
        self,
        connections: Connections,
        troubles: Troubles,
        clock: Callable[[], int],
        retention: Retention,
        claimed: Callable[[], bool],
        clerk_faults: Callable[[], Mapping[str, Exception]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.connections, self.troubles, self.clock = connections, troubles, clock
        self._claimed, self._clerk_faults, self._monotonic = claimed, clerk_faults, monotonic
        self._trimming = Trimming(
            connections.clerk_redis, connections.positions_redis, connections.keys, retention, clock=clock
        )
        self.good_at = 0
        self.oldest_at: int | None = None
        self._found: dict[str, WriteProof] = {}
        self._all: dict[str, WriteProof] = {}  # with what the clerk met
        self._clerk_at = self._moved_at = monotonic()
        self._oldest: str | None = None
        self._soon = Event()
        self._asked: set[str] = set()  # chores that met an odd key, and for which was looked

    @property
    def works(self) -> bool:
        """Whether nothing is known to keep reports and calls from being filed."""
        return not any(found.red_after is not None for found in self._all.values())

    def look(self) -> None:
        """One turn of a loop. Never raises for Redis."""
        self._asked &= self._clerk_faults().keys()
        found: dict[str, WriteProof] = {}
        self._record(found)
        if not self.connections.together:
            self._positions(found)
        self._found = found
        self.settle()
        self._trimming.turn()  # last: a positions' server that hangs must hide no trouble
        self._soon.wait(AGAIN if found else EVERY)
        self._soon.clear()

    def settle(self) -> None:
        """Tell what was found, and what the clerk of this process met in its work since."""
        now, all_found = self.clock(), dict(self._found)
        for chore, error in self._clerk_faults().items():
            fault = fault_of(error, self.connections.record_url)
            if fault.kind == "odd_key" and self._will_be_named(chore):
                continue
            red = RED_AFTER_MS if chore in VITAL else None
            all_found.setdefault(f"record_{fault.kind}", WriteProof(f"{fault.sentence} ({chore})", red))
        for code, found in all_found.items():
            self.troubles.begin(code, found.text, now, red_after=found.red_after, **found.told)
        for code in self._all.keys() - all_found.keys():
            self.troubles.end(code, now)
        self._all = all_found

    def _will_be_named(self, chore: str) -> bool:
        """Redis names no key: a look at once does. Only when it finds none is the chore told in its stead."""
        if chore in self._asked:
            return False
        self._asked.add(chore)
        self._soon.set()
        return True

    def _record(self, found: dict[str, WriteProof]) -> None:
        redis, keys = self.connections.clerk_redis, self.connections.keys
        replicas, url = self.connections.replicas, self.connections.record_url
        try:
            prove(redis, keys, self.clock(), replicas)
            self.good_at = self.clock()
            if not replicas.confirmed:
                told = {"wanted": replicas.wanted, "held": replicas.held}
                found["record_unconfirmed"] = WriteProof(replicas.sentence, told=told)
        except AWAY as error:
            if self._failed(found, "record", fault_of(error, url)):
                return
        try:
            types = types_of(keys) | (position_types_of(keys) if self.connections.together else {})
            self._odd(found, "record", odd_keys(redis, keys, types))
            self._clerk(found)
            self._reports(found)
        except AWAY as error:
            self._failed(found, "record", fault_of(error, url))

    def _positions(self, found: dict[str, WriteProof]) -> None:
        sources = self.connections
        try:
            prove_positions(sources.positions_redis, sources.keys, self.clock())
        except AWAY as error:
            if self._failed(found, "positions", fault_of(error, sources.positions_url)):
                return
        try:
            types = position_types_of(sources.keys)
            self._odd(found, "positions", odd_keys(sources.positions_redis, sources.keys, types))
        except AWAY as error:
            self._failed(found, "positions", fault_of(error, sources.positions_url))

    def _failed(self, found: dict[str, WriteProof], server: str, fault: Fault) -> bool:
        """Whether there is nothing more to ask."""
        found.setdefault(f"{server}_{fault.kind}", WriteProof(fault.sentence))
        if fault.kind in SILENT:
            self._clerk_at = self._moved_at = self._monotonic()  # nobody can say
        return fault.kind in SILENT

    def _odd(self, found: dict[str, WriteProof], server: str, odd: list[Any]) -> None:
        if odd:
            first, text = odd[0], "; ".join(each.sentence for each in odd)
            told = {"key": first.key, "wanted": first.wanted, "got": first.got, "count": len(odd)}
            found[f"{server}_odd_key"] = WriteProof(text, RED_AFTER_MS if first.vital else None, told)

    def _clerk(self, found: dict[str, WriteProof]) -> None:
        """Whatever stops all writing leaves nobody clerk, and a prefix that nobody has claimed needs none."""
        stopped = any(
            code.startswith("record_") and code != "record_unconfirmed" and one.red_after is not None
            for code, one in found.items()
        )
        if (
            stopped
            or not self._claimed()
            or clerk_is_there(self.connections.clerk_redis, self.connections.keys)
        ):
            self._clerk_at = self._monotonic()
        elif self._monotonic() - self._clerk_at > CLERK_GONE:
            text = (
                "no process holds the clerk's lease: reports are filed late or not at all, nobody is rung for"
            )
            found["no_clerk"] = WriteProof(text)

    def _reports(self, found: dict[str, WriteProof]) -> None:
        """A clerk that files nothing while reports wait, whatever it may be."""
        oldest = oldest_unfiled(self.connections.clerk_redis, self.connections.keys)
        self.oldest_at = Arrival(self.clock()).of(oldest) if oldest else None
        if oldest is None or oldest != self._oldest:
            self._oldest, self._moved_at = oldest, self._monotonic()
        elif self._monotonic() - self._moved_at > STUCK and not found:
            found["reports_waiting"] = WriteProof("reports wait and are not filed")
